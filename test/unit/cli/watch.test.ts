import { describe, expect, it } from "vitest";
import type { CallProgress } from "../../../main/api/contract.ts";
import { watchLines } from "../../../main/doors/cli/watch-text.ts";
import type { Terminal } from "../../../main/doors/cli/terminal.ts";
import { emptyNetwork } from "../../../main/checkup/fallbacks.ts";

const terminal: Terminal = { paint: (_style, text) => text, widthColumns: 100, live: false, write: () => undefined };
const atMs = Date.UTC(2026, 10, 23, 10);
const about = { at: new Date(atMs).toISOString(), watchId: "w" };
const network = emptyNetwork(atMs);
const vpn = { interfaceName: "tun0", since: about.at, server: "vpn.example.com", receivedBytes: 10, sentBytes: 20 };
const session = {
  connection: "work",
  peer: "203.0.113.10",
  lengthMs: 90_000,
  outcome: "dropped",
  endedBy: "timeout",
  stage: "connected",
  cause: "retransmit_giveup",
  before: [],
  natDetected: true,
  keepalivesSeen: false,
  duringRekey: false,
} as const;
const cause = { code: "client-mobility", title: "The network changed", confidence: "likely" } as const;
const snapshot = { before: network, after: network, events: [], vpn: [], measurements: [], notes: ["Nothing sent."] };
const event = {
  atMs,
  stack: "strongswan",
  event: "retransmit",
  source: "charon.log",
  raw: "retransmit 1",
  fields: {},
} as const;

describe("watchLines", () => {
  it.each<[CallProgress<"watch.run">, RegExp]>([
    [{ kind: "watch-started", ...about, network }, /watching +This computer has no default route\.\n$/u],
    [{ kind: "watch-ended", ...about }, /ended/u],
    [
      { kind: "change", ...about, change: { at: about.at, reason: "link-down", detail: "eth0 \u001b[2J went\ndown." } },
      /link-down +eth0 \[2J went down\.\n$/u,
    ],
    [{ kind: "vpn-up", ...about, vpn }, /vpn-up +tun0 to vpn\.example\.com, 10 bytes received, 20 sent\n$/u],
    [{ kind: "vpn-idle", ...about, vpn }, /vpn-idle .*nothing but keepalives\.\n$/u],
    [{ kind: "vpn-down", ...about, vpn }, /vpn-down/u],
    [
      { kind: "drop", ...about, dropId: "d", session: { ...session, before: [] }, causes: [cause] },
      /DROP +work at 203\.0\.113\.10 after .*: retransmit_giveup\n.*likely: The network changed\n$/u,
    ],
    [
      { kind: "drop", ...about, dropId: "d", session: { ...session, before: [] }, causes: [] },
      /Nothing here tells why\.\n$/u,
    ],
    [{ kind: "drop-snapshot", ...about, dropId: "d", snapshot }, /snapshot +Nothing sent\.\n$/u],
    [
      { kind: "source", result: { source: "journal", outcome: "not-permitted", linesRead: 0, note: "Not for you." } },
      /^journal \(not-permitted\): Not for you\.\n$/u,
    ],
  ])("tells %j", (news, expected) => {
    expect(watchLines(news, terminal, false)).toMatch(expected);
  });

  it("tells log lines only where they are asked for", () => {
    expect(watchLines({ kind: "log", event }, terminal, false)).toBe("");
    expect(watchLines({ kind: "log", event }, terminal, true)).toContain("retransmit");
  });
});
