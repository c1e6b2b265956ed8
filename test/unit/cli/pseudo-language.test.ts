import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it, vi } from "vitest";
import type { CallOutput } from "../../../main/api/contract.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { createFleetHandlers } from "../../../main/api/fleet-handlers.ts";
import { createHandlers } from "../../../main/api/handlers.ts";
import { emptyNetwork } from "../../../main/checkup/fallbacks.ts";
import type { CliContext } from "../../../main/doors/cli/context.ts";
import { gatewaySideText } from "../../../main/doors/cli/gateway-text.ts";
import { runCommandLine } from "../../../main/doors/cli/program.ts";
import { createBundleFiles } from "../../../main/host/bundle-files.ts";
import { createCaptureFiles } from "../../../main/host/capture-file.ts";
import { createFileWriter } from "../../../main/host/files.ts";
import { createFleetFiles } from "../../../main/host/fleet-store/fleet-files.ts";
import { createFleetStore } from "../../../main/host/fleet-store/fleet-store.ts";
import { createLogReader } from "../../../main/host/log-sources/log-reader.ts";
import { createSmallFiles } from "../../../main/host/small-files.ts";
import { createPhrasebook } from "../../../main/language/phrasebook.ts";
import { findDropPatterns } from "../../../main/logs/drop-patterns.ts";
import { findingCodeSchema } from "../../../main/model/finding.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { networkChangeSchema } from "../../../main/model/network-change.ts";
import { probeKindSchema } from "../../../main/model/probe-kind.ts";
import type { Session } from "../../../main/model/session.ts";
import { capturePath } from "../../fakes/fixture-captures.ts";
import { memoryKeyPorts } from "../../fakes/key-ports.ts";
import { memoryTerminal } from "../../fakes/memory-terminal.ts";
import { aReport } from "../../fakes/report.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { healthyBut, healthyMeasurements, measured } from "../diagnosis/observations.ts";
import { pseudoCatalogue } from "../language/pseudo.ts";

/*
 * Every command with --language is run in a language that is made by rule, in which all that a phrase says stands in
 * brackets. What is left outside of them is a name, a code or an address, or it would be English in every language.
 */

vi.mock("../../../main/language/languages.ts", () => ({
  loadPhrasebook: async () => createPhrasebook({ ...pseudoCatalogue, list: { between: ", ", last: " & " } }),
}));

const folder = mkdtempSync(path.join(tmpdir(), "pseudo-language-"));
const store = createFleetStore(folder);
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const filePath = path.join(folder, name);
  writeFileSync(filePath, content);
  return filePath;
}

const good = file("good.json", JSON.stringify(aReport({ measurements: [...healthyMeasurements] })));
const bad = file(
  "bad.json",
  JSON.stringify(aReport({ measurements: [...healthyBut(measured("path-mtu", 1300, { unit: "bytes", low: 1290 }))] })),
);
const logs = fileURLToPath(new URL("../../fixtures/logs/cases/", import.meta.url));
const atMs = Date.UTC(2026, 10, 23, 10);
const at = new Date(atMs).toISOString();

const withoutTime = {
  connection: "WORK",
  peer: "203.0.113.10",
  lengthMs: 90_000,
  cause: "retransmit_giveup",
  idleBeforeEndMs: 40_000,
  before: [{ event: "roam", secondsBefore: 3 }],
  natDetected: true,
  keepalivesSeen: false,
  duringRekey: true,
} as const;
const anySession = { ...withoutTime, startedAt: at } as const;
const ends = ["local", "peer", "timeout", "unknown"] as const;
const stages = ["start", "ike", "ipsec", "l2tp", "ppp", "connected"] as const;
const sessions: readonly Session[] = [
  ...(["dropped", "closed"] as const).flatMap((outcome) =>
    ends.map((endedBy): Session => ({ ...anySession, before: [], outcome, endedBy, stage: "connected" })),
  ),
  ...stages.map((stage): Session => ({
    ...withoutTime,
    before: [...anySession.before],
    outcome: "never-connected",
    endedBy: "peer",
    stage,
  })),
  { ...anySession, before: [], outcome: "still-up", endedBy: "unknown", stage: "connected" },
];

const readSessions: Handlers["sessions.read"] = async () =>
  success({
    readingId: "r",
    sessions: [...sessions],
    total: sessions.length + 4,
    dropPatterns: [...findDropPatterns({ sessions, events: [], utcOffsetMinutes: () => 0 })],
    snapshots: [{ session: 0, dropId: "x" }],
    sources: [
      { source: "/var/log/a", outcome: "not-permitted", linesRead: 0 },
      { source: "/var/log/b", outcome: "failed", linesRead: 0 },
    ],
    linesRead: 0,
    unknownLines: 0,
  });

const network = { ...emptyNetwork(atMs), wifi: [{ interfaceName: "wlan0", ssid: "HOME" }] };
const vpn = {
  interfaceName: "tun0",
  connection: "WORK",
  since: at,
  server: "192.0.2.1",
  receivedBytes: 1,
  sentBytes: 2,
};

/** Every kind of news, and every kind of change. */
const watching: Handlers["watch.run"] = async (_input, { emit }) => {
  const about = { at, watchId: "w" };
  const [dropped] = sessions;
  const notes = ["Nobody named the gateway, so nothing was measured."];
  const measurements = [measured("path-mtu", 1300, { unit: "bytes" })];
  emit({ kind: "watch-started", ...about, network });
  for (const reason of networkChangeSchema.shape.reason.options) {
    emit({ kind: "change", ...about, change: { at, reason, detail: "Interface eth0 went down." } });
  }
  emit({ kind: "vpn-up", ...about, vpn });
  emit({ kind: "vpn-idle", ...about, vpn });
  emit({ kind: "vpn-down", ...about, vpn });
  if (dropped !== undefined) {
    emit({ kind: "drop", ...about, dropId: "d", session: dropped, causes: [] });
    const cause = {
      code: "dns-failure",
      title: "The gateway's name cannot be resolved",
      confidence: "likely",
    } as const;
    emit({ kind: "drop", ...about, dropId: "d", session: dropped, causes: [cause] });
  }
  emit({
    kind: "drop-snapshot",
    ...about,
    dropId: "d",
    snapshot: { before: network, after: network, events: [], vpn: [], measurements, notes },
  });
  emit({ kind: "watch-ended", ...about });
  return success({ watchId: "w", startedAtMs: atMs, endedAtMs: atMs, changes: 0, drops: 1 });
};

async function run(...args: readonly string[]) {
  const { world } = createSimulatedWorld({});
  const [stdout, stderr] = [memoryTerminal(400), memoryTerminal(400)];
  const handlers = createHandlers({
    ...memoryKeyPorts(),
    smallFiles: createSmallFiles(folder),
    os: "linux",
    door: "cli",
    world: () => ({ ...world, logs: createLogReader() }),
    practiceWorld: async (faults) =>
      success({ world: createSimulatedWorld({ faults }).world, close: async () => undefined }),
    logSources: () => [],
    captureFiles: createCaptureFiles(),
  });
  const fleet = createFleetHandlers({
    door: "cli",
    world: () => world,
    smallFiles: createSmallFiles(folder),
    bundleFiles: createBundleFiles(),
    fleet: {
      store,
      files: createFleetFiles(new URL("../../../main/doors/fleet-thread.ts", import.meta.url)),
      database: { load: async () => failure("not-supported", "not in this test") },
    },
  });
  const context: CliContext = {
    handlers: { ...handlers, ...fleet, "sessions.read": readSessions, "watch.run": watching },
    stdout,
    stderr,
    signal: new AbortController().signal,
    files: createFileWriter(),
  };
  const exitCode = await runCommandLine(context, args);
  return { exitCode, text: `${stdout.text()}${stderr.text()}` };
}

/** Names and codes that are the same in every language, and what is typed or chosen on other systems. */
const names = new Set([
  ...findingCodeSchema.options,
  ..."Linux Simulated Debian GNU Windows macOS build Server RRAS PowerShell NPS Terminal GNOME OpenWrt MikroTik RouterOS".split(
    " ",
  ),
  ..."FortiGate Cisco pfSense OPNsense Ubiquiti EdgeRouter Virtual-Template nftables iptables".split(" "),
  ..."strongSwan libreswan xl2tpd pppd child conn config setup NetworkManager NetworkManager-l2tp WireGuard Peer OpenVPN".split(
    " ",
  ),
  ..."tunnel-doctor practice0 wlan0 tun0 retransmit_giveup ms min IKEv2 no".split(" "),
]);

/**
 * The lines in which something is left when everything that a phrase has said is taken away: names, codes, numbers and
 * addresses apart, quoted log lines, and
 * what stands deep under something else: commands, and the details of a probe.
 */
function leftIn(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => !/^ {6}/.test(line) && !/^ {2}• \d{4}-/.test(line));
  let left = lines.join("\n");
  for (let before = ""; before !== left; left = left.replaceAll(/⟦[^⟦⟧]*⟧/g, " ")) before = left;
  return left.split("\n").filter((line) => wordsIn(line).length > 0);
}

const wordsIn = (line: string): readonly string[] =>
  line.split(/[\s,;:()[\]]+/).filter((word) => /[a-z]{2}/.test(word) && !/[./=@\d]/.test(word) && !names.has(word));

type GatewaySide = Parameters<typeof gatewaySideText>[0];
const noFacts = { collectedAt: at } as CallOutput<"gateway.facts">["facts"];
const drops = [
  { at, lines: [] },
  { at, lines: [{ at, text: "LINE" }] },
];

describe("the pseudo language", () => {
  it("shows what no phrase has said", () => {
    const said = createPhrasebook(pseudoCatalogue).say("still up");
    expect(leftIn(`✓ ${said} 12 ms\n${said} and more\n      ip route`)).toEqual(["  and more"]);
  });

  it("says nothing of the line for device management, which is the same in every language", async () => {
    const english = await run("diagnose", bad, "--summary");
    expect(english.text).toContain("path-mtu-too-small");
    expect(await run("diagnose", bad, "--summary", "--language", "de")).toEqual(english);
  });

  it.each([
    undefined,
    ...[-2500, 2500].flatMap((gatewayAheadMs) => [true, false].map((isUsed) => ({ gatewayAheadMs, pairs: 3, isUsed }))),
  ])("is all that is said of the gateway's side where the clock is %j", (clock) => {
    const { say } = createPhrasebook(pseudoCatalogue);
    const side = { facts: noFacts, drops, ...(clock === undefined ? {} : { clock }) };
    expect(leftIn(gatewaySideText(side as GatewaySide, memoryTerminal(400), say))).toEqual([]);
  });

  it.each([
    ["sessions"],
    ["watch"],
    ["watch", "--until-drop"],
    ["record", "--until-drop", "--gateway", "203.0.113.10"],
    ["diagnose", logs],
    ["diagnose", bad],
    ["explain", "nat-udp-timeout"],
    ["compare", good, bad],
    ["check", "practice"],
    ["check", "practice", "--bundle", path.join(folder, "x.tdbundle"), "--out", path.join(folder, "x.json")],
    ["practice", "--fault", "mtu-black-hole"],
    ["practice", "--fault", "udp-500-blocked"],
    ["probe", "mtu", "practice"],
    ["probe", "reach", "practice"],
    ["probe", "nat", "practice"],
    ["probe", "nat-lifetime", "practice", "--responder", "practice-responder", "--fault", "nat-timeout=30"],
    ["probe", "nat-lifetime", "practice", "--mode", "quick"],
    ...probeKindSchema.options.map((kind) => ["probe", kind, "practice", "--plan"]),
    ["capture", "read", capturePath("nat-timeout-idle-ikev2.client.pcap")],
    ["capture", "read", capturePath("healthy-tunnel.gateway.pcap")],
    ["capture", "read", capturePath("l2tp-no-answer.gateway.pcap")],
    ["capture", "read", path.join(folder, "none.pcap")],
    [
      "capture",
      "join",
      capturePath("mtu-black-hole-1380.client.pcap"),
      capturePath("mtu-black-hole-1380.gateway.pcap"),
    ],
    ["capture", "join", capturePath("rekey-failure.client.pcap"), capturePath("mtu-black-hole-1380.gateway.pcap")],
    ["fleet", "recommend"],
    ["fleet", "compare", "--by", "os,osBuild,nat,mtu,network,carrierNat,cause,week"],
  ])("is all that is said: %s %s %s", async (...args) => {
    if (args[0] === "fleet") {
      await run("fleet", "generate", "--bundles", "300", "--effect", "osBuild=Windows 11 build 26100:3@2025-10-14");
    }
    const { text } = await run(...args, "--language", "de");
    expect(text).toContain("⟦");
    expect(leftIn(text)).toEqual([]);
  });
});
