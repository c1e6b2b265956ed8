import { describe, expect, it } from "vitest";
import { buildSessions } from "../../../main/logs/sessions.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Session } from "../../../main/model/session.ts";
import { rasCodes } from "../../../main/logs/codes/ras-codes.ts";

/* Sessions of the clients that the systems bring along, whose managers tell of them in structured events. */

const startMs = Date.parse("2026-03-02T08:00:00Z");

function event(stack: LogEvent["stack"], name: LogEvent["event"], seconds: number, fields: LogEvent["fields"] = {}) {
  const { connection, peer, code } = fields;
  return {
    atMs: startMs + seconds * 1000,
    stack,
    event: name,
    source: "test",
    raw: name,
    ...(connection === undefined ? {} : { connection }),
    ...(peer === undefined ? {} : { peer }),
    ...(code === undefined ? {} : { code }),
    fields,
  } satisfies LogEvent;
}

const ras = (name: LogEvent["event"], seconds: number, coId: string, fields: LogEvent["fields"] = {}) =>
  event("windows-ras", name, seconds, { coId, ...fields });

const nem = (name: LogEvent["event"], seconds: number, fields: LogEvent["fields"] = {}) =>
  event("macos-networkextension", name, seconds, { connection: "Office", protocol: "IKEv2", ...fields });

describe("sessions of Windows", () => {
  it("are told apart by the id of the attempt, although two run at once", () => {
    const events = [
      ras("session_start", 0, "A", { connection: "Office", protocol: "L2TP" }),
      ras("session_start", 1, "B", { connection: "Lab", protocol: "IKEv2" }),
      ras("session_connected", 2, "A", { connection: "Office" }),
      ras("session_failed", 3, "B", { connection: "Lab", code: "13801" }),
      ras("session_disconnected", 1802, "A", { connection: "Office", code: "829" }),
    ];
    expect(buildSessions(events)).toMatchObject([
      { connection: "Office", type: "l2tp-ipsec", outcome: "dropped", lengthMs: 1_800_000, code: "829" },
      { connection: "Lab", type: "ikev2", outcome: "never-connected", cause: "session_failed", code: "13801" },
    ]);
  });

  it.each<readonly [code: string, outcome: Session["outcome"], endedBy: Session["endedBy"]]>([
    ["631", "closed", "local"],
    ["830", "closed", "local"],
    ["629", "dropped", "peer"],
    ["829", "dropped", "timeout"],
    ["828", "dropped", "local"],
    ["833", "dropped", "local"],
    ["619", "dropped", "unknown"],
  ])("that end with %s are %s by %s", (code, outcome, endedBy) => {
    const events = [
      ras("session_start", 0, "A"),
      ras("session_connected", 2, "A"),
      ras("session_disconnected", 60, "A", { code }),
    ];
    expect(buildSessions(events)).toMatchObject([{ outcome, endedBy, cause: "session_disconnected", code }]);
  });

  it("do not claim to know how long nothing was sent", () => {
    const events = [ras("session_connected", 2, "A"), ras("session_disconnected", 60, "A", { code: "829" })];
    expect(buildSessions(events)[0]).not.toHaveProperty("idleBeforeEndMs");
  });

  it("have a known meaning for every code that they are judged by", () => {
    const known = new Set(rasCodes.map(({ code }) => code));
    for (const code of ["631", "830", "831", "629", "829", "828", "833", "691", "868"]) expect(known).toContain(code);
  });
});

describe("sessions of macOS", () => {
  it.each<readonly [what: string, end: LogEvent, Partial<Session>]>([
    [
      "the server ends",
      nem("session_disconnected_by_server", 482, { reason: "Tunnel was terminated by the server" }),
      { outcome: "dropped", endedBy: "peer", lengthMs: 480_000 },
    ],
    ["a person stops", nem("session_stop_requested", 100, { caller: "SystemUIServer" }), { outcome: "closed" }],
    [
      "the controller stops because the peer is dead",
      nem("session_disconnected", 100, {
        reason: "Controller Stopped",
        status: "Peer Dead",
        deviceStatus: "No Answer",
      }),
      { outcome: "dropped", endedBy: "timeout" },
    ],
    [
      "the controller stops because the network changed",
      nem("session_disconnected", 100, { reason: "Controller Stopped", deviceStatus: "Network Changed" }),
      { outcome: "dropped", endedBy: "local" },
    ],
    [
      "a person stops through the controller",
      nem("session_disconnected", 100, { reason: "User Requested" }),
      { outcome: "closed", endedBy: "local" },
    ],
    ["sleep ends", nem("sleep_disconnect", 100), { outcome: "dropped", endedBy: "local", cause: "sleep_disconnect" }],
  ])("that %s", (_what, end, expected) => {
    const events = [
      nem("session_start", 0),
      event("macos-networkextension", "ike_start", 1, { number: "2.1", peer: "203.0.113.1" }),
      nem("session_connected", 2),
      end,
    ];
    expect(buildSessions(events)).toMatchObject([
      { connection: "Office", type: "ikev2", peer: "203.0.113.1", stage: "connected", ...expected },
    ]);
  });

  it("are ended by what the controller says, not by the signal that pppd gets", () => {
    const events = [
      event("macos-networkextension", "session_start", 0, { protocol: "L2TP" }),
      event("macos-ppp", "l2tp_start", 0, { peer: "203.0.113.1" }),
      event("macos-ppp", "ppp_ip_assigned", 3),
      event("macos-ppp", "ppp_terminate_signal", 600),
      event("macos-networkextension", "sleep_disconnect", 601, { reason: "System will sleep" }),
    ];
    expect(buildSessions(events)).toMatchObject([
      { type: "l2tp-ipsec", outcome: "dropped", endedBy: "local", cause: "sleep_disconnect" },
    ]);
  });
});
