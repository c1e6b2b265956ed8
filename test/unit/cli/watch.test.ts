import { describe, expect, it } from "vitest";
import type { CallProgress } from "../../../main/api/contract.ts";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { watch } from "../../../main/doors/cli/commands/watch.ts";
import type { CliContext } from "../../../main/doors/cli/context.ts";
import { failure, success } from "../../../main/model/failure.ts";
import { noLogHandlers } from "../../fakes/log-handlers.ts";
import { asItIs } from "../../../main/doors/cli/language.ts";
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

describe("watch with --redact", () => {
  it("tells nothing that was not redacted, in the order in which it happened", async () => {
    const { told, complaints } = await watchRedacted(async (value) => ({ ok: true, value: hidden(value) }));
    expect(told).toEqual(["log first at HIDDEN", "log second at HIDDEN"]);
    expect(complaints).toEqual([]);
  });

  it("tells nothing that could not be redacted", async () => {
    const { told, complaints } = await watchRedacted(async () => failure("refused", "It could not be redacted."));
    expect(told).toEqual([]);
    expect(complaints.join("")).toContain("It could not be redacted.");
  });
});

/** Runs a watch that sees two lines of a log, the first of which takes longer to redact. */
async function watchRedacted(redacted: NonNullable<CliContext["redacted"]>) {
  const told: string[] = [];
  const complaints: string[] = [];
  const run: Handlers["watch.run"] = async (_input, { emit }) => {
    for (const word of ["first", "second"]) emit({ kind: "log", event: { ...event, raw: `${word} at 203.0.113.10` } });
    return success({ watchId: "w", startedAtMs: atMs, endedAtMs: atMs, changes: 0, drops: 0 });
  };
  // No other call is made.
  const handlers = { ...noLogHandlers, "watch.run": run } as unknown as Handlers;
  const stderr = { ...terminal, write: (text: string) => void complaints.push(text) };
  const context: CliContext = {
    handlers,
    stdout: terminal,
    stderr,
    signal: new AbortController().signal,
    files: { writeAtomically: async () => failure("not-supported", "not in this test") },
    redacted,
  };
  const flags = { log: [], systemLogs: false, measure: false };
  await watch(context, flags, (news) => {
    if (news.kind === "log") told.push(`log ${news.event.raw}`);
  });
  return { told, complaints };
}

function hidden<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replaceAll("203.0.113.10", "HIDDEN")) as Value;
}

describe("watchLines", () => {
  it.each<[CallProgress<"watch.run">, RegExp]>([
    [{ kind: "watch-started", ...about, network }, /watching +no default route\n$/u],
    [{ kind: "watch-ended", ...about }, /ended/u],
    [
      { kind: "change", ...about, change: { at: about.at, reason: "link-down", detail: "eth0 \u001b[2J went\ndown." } },
      /link down +eth0 \[2J went down\.\n$/u,
    ],
    [{ kind: "vpn-up", ...about, vpn }, /VPN up +tun0 → vpn\.example\.com, 10 bytes received, 20 sent\n$/u],
    [{ kind: "vpn-idle", ...about, vpn }, /VPN idle .*nothing but keepalives\n$/u],
    [{ kind: "vpn-down", ...about, vpn }, /VPN down/u],
    [
      { kind: "drop", ...about, dropId: "d", session: { ...session, before: [] }, causes: [cause] },
      /DROP +work \(203\.0\.113\.10\), up for 1 min 30 s: retransmit_giveup\n.*likely: The network changed\n$/u,
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
    expect(watchLines(news, terminal, false, asItIs)).toMatch(expected);
  });

  it("tells log lines only where they are asked for", () => {
    expect(watchLines({ kind: "log", event }, terminal, false, asItIs)).toBe("");
    expect(watchLines({ kind: "log", event }, terminal, true, asItIs)).toContain("retransmit");
  });
});
