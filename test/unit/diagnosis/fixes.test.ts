import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import type { FindingCode, Fix } from "../../../main/model/finding.ts";
import type { Observations } from "../../../main/model/observations.ts";
import { drop, event, healthyBut, measured, network, notMeasured, observations } from "./observations.ts";

function fixesFor(code: FindingCode, given: Partial<Observations>): readonly Fix[] {
  return diagnose(observations(given)).findings.find((finding) => finding.code === code)?.fixes ?? [];
}

const text = (fixes: readonly Fix[]): string => JSON.stringify(fixes);

const idleDrops = [700, 900].map((seconds) =>
  drop(seconds, { cause: "dpd_timeout", idleBeforeEndMs: 45_000, natDetected: true }),
);

describe("fixes", () => {
  it.each<readonly [FindingCode, Partial<Observations>, readonly string[]]>([
    // 1306 and 1266: what AES-CBC with SHA2-256 leaves of 1400 for L2TP, and TCP's share of it.
    ["path-mtu-too-small", { measurements: healthyBut(measured("path-mtu", 1400)) }, ["1400", "mtu 1306", "1266"]],
    [
      "mtu-black-hole",
      { measurements: healthyBut(measured("path-mtu", 1380), measured("icmp-too-big", false)) },
      ["1380", "mtu 1290", "1250"],
    ],
    ["nat-udp-timeout", { sessions: idleDrops }, ["after 45 s of silence", "keep_alive = 15s", "dpd_delay = 15s"]],
    [
      "nat-udp-timeout",
      { sessions: idleDrops, measurements: [measured("nat-lifetime-replied", 30)] },
      ["after 30 s of silence", "lcp-echo-interval 10"],
    ],
    [
      "ike-rekey-failure",
      { sessions: [drop(3_600, { cause: "sa_expired" })], events: [event("sa_expired", 3_600)] },
      ["after 1 h", "longer than 1 h 6 min"],
    ],
    [
      "conntrack-exhausted",
      { network: network("private", "wired", { count: 262_100, max: 262_144 }) },
      ["nf_conntrack_max=524288", "nf_conntrack_max=262144"],
    ],
    [
      "conntrack-timeout-short",
      {
        network: network("private", "wired", { count: 1, max: 9, udpTimeoutSeconds: 7, udpStreamTimeoutSeconds: 11 }),
      },
      ["7 s without", "nf_conntrack_udp_timeout_stream=11"],
    ],
    ["udp-500-blocked", { measurements: healthyBut(measured("reach-udp-500", "silent")) }, ["udp port 500"]],
    ["udp-4500-blocked", { measurements: healthyBut(measured("reach-udp-4500", "silent")) }, ["udp port 4500"]],
    [
      "dns-failure",
      { measurements: [notMeasured("dns", "failed", { code: "name-not-resolved" })] },
      ["resolvectl query vpn.example.com"],
    ],
  ])("of %s carry what was measured", (code, given, numbers) => {
    const written = text(fixesFor(code, given));
    for (const number of numbers) expect(written).toContain(number);
  });

  it("show a person the commands of their own operating system only", () => {
    const given = { measurements: healthyBut(measured("path-mtu", 1400)) };
    const client = { ...observations().client, os: "windows" as const };
    const systems = fixesFor("path-mtu-too-small", { ...given, client })
      .filter((fix) => fix.who === "you")
      .flatMap((fix) => fix.commands.map(({ os }) => os));
    expect(systems).toEqual(["Windows (as administrator)"]);
  });

  it("say why first and how to undo last", () => {
    const [fix] = fixesFor("nat-udp-timeout", { sessions: idleDrops });
    expect(fix?.why).toBeTruthy();
    expect(fix?.undo).toBeTruthy();
  });
});
