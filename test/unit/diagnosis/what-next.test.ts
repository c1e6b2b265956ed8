import { describe, expect, it } from "vitest";
import { diagnose } from "../../../main/diagnosis/evaluate.ts";
import { findingTexts } from "../../../main/diagnosis/texts/finding-texts.ts";
import { findingCodeSchema } from "../../../main/model/finding.ts";
import type { Observations } from "../../../main/model/observations.ts";
import {
  drop,
  event,
  healthyBut,
  healthyMeasurements,
  measured,
  network,
  notMeasured,
  observations,
  profile,
  sessionUp,
} from "./observations.ts";

const said = (given: Partial<Observations>): string => diagnose(observations(given)).advice.join(" ");
const l2tp = { profiles: [profile("l2tp-ipsec")] };
const moved = drop(600, { before: [{ event: "address_changed", secondsBefore: 4 }] });

describe("the advice to leave L2TP", () => {
  it.each<readonly [string, string, Partial<Observations>]>([
    ["IKEv2 with MOBIKE: the network changed before 1 of 1 drop", "the client moves", { sessions: [moved] }],
    [
      "IKEv2 with MOBIKE: the provider's carrier-grade NAT",
      "a carrier's NAT and a drop",
      { network: network("cgnat"), sessions: [drop(2_400)] },
    ],
    [
      "WireGuard: the network loses 8 %",
      "loss and a drop",
      { measurements: healthyBut(measured("loss", 8)), sessions: [drop(2_400)] },
    ],
    [
      "OpenVPN over TLS on TCP port 443: UDP port 4500 is blocked",
      "a blocked port",
      { measurements: healthyBut(measured("reach-udp-4500", "silent")) },
    ],
    [
      "OpenVPN over TLS on TCP port 443: this network drops the encrypted data",
      "ESP is dropped",
      { measurements: healthyBut(measured("esp-in-udp", false), measured("loss", 8)), sessions: [drop(2_400)] },
    ],
  ])("says %s when %s", (text, _when, given) => {
    expect(said({ ...l2tp, ...given })).toContain(text);
    expect(said({ ...l2tp, ...given })).toContain("The move needs");
  });

  it.each<readonly [string, Partial<Observations>]>([
    ["nothing is wrong", { ...l2tp, measurements: healthyMeasurements }],
    ["it is IKEv2 already", { profiles: [profile("ikev2")], sessions: [moved] }],
    ["there is a carrier's NAT and no drop", { ...l2tp, network: network("cgnat") }],
    ["a drop has no known reason", { ...l2tp, sessions: [drop(2_400)] }],
  ])("is silent when %s", (_when, given) => {
    expect(said(given)).not.toContain("Consider leaving L2TP");
  });
});

describe("unknown, because", () => {
  const because = (given: Partial<Observations>): string | undefined => diagnose(observations(given)).because;

  it("names what is missing and what would decide", () => {
    expect(because({ gateway: undefined })).toBe(
      "Unknown, because no gateway was named and the logs told nothing of a VPN. A check with the gateway's name and the VPN's logs would decide.",
    );
    const logs = { events: [event("ike_sa_established", 0)], sessions: [sessionUp(0)] };
    expect(because({ ...logs, measurements: healthyBut(notMeasured("path-mtu", "unknown")) })).toBe(
      "Unknown, because the path MTU was not measured (for the test). A standard check would decide.",
    );
    expect(because({ measurements: healthyMeasurements, events: logs.events, sessions: [drop(2_400)] })).toBe(
      "Unknown, because nothing that was seen explains 1 drop. The gateway's log, or a capture, of the time of a drop would decide.",
    );
  });

  it("is not said of what is known", () => {
    expect(because({ measurements: healthyMeasurements })).toBeUndefined();
    expect(because({ events: [event("psk_mismatch", 0)] })).toBeUndefined();
  });
});

describe("what is still worth doing", () => {
  const steps = (given: Partial<Observations>) => diagnose(observations(given)).checklist;

  it("is said of steps that could not be done", () => {
    const open = steps({}).filter(({ next }) => next !== undefined);
    expect(open.map(({ step }) => step)).toEqual(
      expect.arrayContaining([
        "Read the logs",
        "Measure the path MTU",
        "Measure how long the NAT remembers an idle connection",
        "Capture packets at both ends",
        "Reproduce it with a known-good client",
        "Try another network",
      ]),
    );
    for (const { status } of open) expect(status).toBe("not-possible");
  });

  it("is no more once a cause is certain", () => {
    const all = steps({ measurements: healthyBut(measured("path-mtu", 1400)) });
    expect(all.filter(({ next }) => next !== undefined)).toEqual([]);
  });

  it("knows a capture that was read, and a lifetime that was measured", () => {
    const given = {
      events: [event("ike_sa_established", 0, { stack: "capture" })],
      measurements: [measured("nat-lifetime-replied", 120, { details: { atLeast: true } })],
    };
    const find = (step: string) => steps(given).find((item) => item.step === step);
    expect(find("Capture packets at both ends")?.status).toBe("done");
    expect(find("Measure how long the NAT remembers an idle connection")?.note).toBe("at least 120 s");
  });
});

describe("the words of findings", () => {
  it.each(findingCodeSchema.options)("of %s are two sentences, the first without jargon", (code) => {
    const { plain, expert } = findingTexts[code];
    for (const text of [plain, expert]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(plain).not.toMatch(/\b(?:IKE|NAT|MTU|DPD|SA|ICMP|ESP|PFS|EAP|RFC|mapping|conntrack|rekey)\b/);
    expect(plain.length).toBeLessThan(160);
    expect(plain).not.toBe(expert);
  });

  it("are in every finding", () => {
    const [finding] = diagnose(observations({ events: [event("psk_mismatch", 0)] })).findings;
    expect(finding).toMatchObject(findingTexts["psk-mismatch"]);
  });
});
