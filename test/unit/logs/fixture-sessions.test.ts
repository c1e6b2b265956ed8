import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readLogs, type LogsRead } from "../../../main/checkup/read-logs.ts";
import { createLogReader } from "../../../main/host/log-sources/log-reader.ts";
import { buildSessions } from "../../../main/logs/sessions.ts";
import type { Clock } from "../../../main/model/ports/clock.ts";
import type { Session } from "../../../main/model/session.ts";
import { nowMs } from "./parse-lines.ts";

/* Whole files of all three systems, through the reader that a person's files go through. */

const clock: Clock = { wallMs: () => nowMs, monotonicMs: () => 0, sleep: async () => undefined };

async function readFixture(file: string): Promise<LogsRead> {
  const path = fileURLToPath(new URL(`../../fixtures/logs/${file}`, import.meta.url));
  const query = { sinceMs: 0, paths: [path], systemLogs: false, maxLines: 10_000, maxBytes: 10_000_000 };
  return readLogs({ logs: createLogReader(), clock }, query, new AbortController().signal);
}

async function sessionsOf(file: string): Promise<readonly Session[]> {
  return buildSessions((await readFixture(file)).events);
}

const failedByPeer = { outcome: "never-connected", endedBy: "peer" } as const;
const refused = { ...failedByPeer, cause: "no_proposal_chosen" } as const;
const unanswered = { outcome: "never-connected", endedBy: "timeout", cause: "ike_no_response" } as const;
const idleDrop = { type: "ikev1", outcome: "dropped", endedBy: "timeout", cause: "dpd_timeout" } as const;

describe("sessions of whole log files", () => {
  it.each<readonly [file: string, sessions: readonly Partial<Session>[]]>([
    ["lab/healthy-tunnel.log", [{ type: "ikev2", outcome: "closed", endedBy: "local", duringRekey: false }]],
    [
      "lab/nat-timeout-idle-ikev1.log",
      [
        ...[1, 2, 3].map(() => ({ ...idleDrop, idleBeforeEndMs: 14_000, natDetected: true })),
        { outcome: "closed", endedBy: "local" },
      ],
    ],
    ["lab/rekey-failure.log", [{ type: "ikev2", outcome: "dropped", cause: "sa_expired", duringRekey: true }]],
    ["lab/client-address-change.log", [{ ...idleDrop, lengthMs: 8000 }]],
    ["lab/l2tp-control-lost.log", [{ type: "l2tp-ipsec", outcome: "dropped", cause: "l2tp_control_timeout" }]],
    ["lab/pluto-wrong-psk-ikev1.log", [{ ...failedByPeer, type: "ikev1", cause: "psk_mismatch" }]],
    ["lab/pluto-wrong-psk-ikev2.log", [{ ...failedByPeer, type: "ikev2", code: "AUTHENTICATION_FAILED" }]],
    ["lab/pluto-traffic-refused-ikev2.log", [{ ...failedByPeer, type: "ikev2", cause: "ts_unacceptable" }]],
    // The second try is pluto's own, and ended with it.
    ["lab/pluto-no-proposal-ikev1.log", [{ ...refused, type: "ikev1" }, { outcome: "never-connected" }]],
    ["lab/pluto-no-proposal-ikev2.log", [{ ...refused, type: "ikev2" }, { outcome: "never-connected" }]],
    ["lab/pluto-gateway-silent-ikev1.log", [{ ...unanswered, type: "ikev1" }, { outcome: "never-connected" }]],
    ["lab/pluto-gateway-silent-ikev2.log", [{ ...unanswered, type: "ikev2" }, { outcome: "never-connected" }]],
    ["lab/l2tp-no-answer.log", [{ type: "l2tp-ipsec", outcome: "never-connected", endedBy: "timeout" }]],
    [
      "macos/ikev2-server-disconnect-480s.ndjson",
      [{ connection: "Office", type: "ikev2", outcome: "dropped", endedBy: "peer", lengthMs: 480_000 }],
    ],
    [
      "macos/l2tp-scnc-sleep.ndjson",
      [{ type: "l2tp-ipsec", outcome: "dropped", endedBy: "local", cause: "sleep_disconnect" }],
    ],
    ["macos/l2tp-network-change.ndjson", [{ type: "l2tp-ipsec", outcome: "dropped", endedBy: "local" }]],
    [
      "macos/l2tp-echo-timeout.ppp.log",
      [{ type: "l2tp-ipsec", outcome: "dropped", endedBy: "timeout", cause: "ppp_lcp_echo_timeout" }],
    ],
    ["macos/racoon-rekey-failure.ndjson", [{ type: "ikev1", outcome: "dropped", duringRekey: true }]],
    [
      "windows/l2tp-drop-829-after-sleep.xml",
      [{ type: "l2tp-ipsec", connection: "Office", outcome: "dropped", endedBy: "timeout", code: "829" }],
    ],
    ["windows/wifi-disconnect-before-drop.xml", [{ type: "ikev2", outcome: "dropped", code: "829" }]],
    ["windows/l2tp-809-at-connect-german.xml", [{ connection: "Büro", outcome: "never-connected", code: "809" }]],
    ["windows/ikev2-13801.xml", [{ type: "ikev2", outcome: "never-connected", code: "13801" }]],
    ["windows/dns-868.xml", [{ outcome: "never-connected", endedBy: "local", code: "868" }]],
  ])("%s", async (file, expected) => {
    const sessions = await sessionsOf(file);
    expect(sessions).toHaveLength(expected.length);
    expected.forEach((session, index) => expect(sessions[index]).toMatchObject(session));
  });

  it("knows every line of the daemons in the lab", async () => {
    const folder = fileURLToPath(new URL("../../fixtures/logs/lab/", import.meta.url));
    for (const file of readdirSync(folder)) {
      expect([file, (await readFixture(`lab/${file}`)).unknownLines]).toEqual([file, 0]);
    }
  });

  it.each([
    ["lab/client-address-change.log", "address_removed"],
    ["macos/l2tp-network-change.ndjson", "wifi_roam"],
    ["macos/l2tp-scnc-sleep.ndjson", "sleep"],
    ["windows/l2tp-drop-829-after-sleep.xml", "wake"],
    ["windows/wifi-disconnect-before-drop.xml", "wifi_disconnected"],
    ["windows/modern-standby.xml", "modern_standby_enter"],
  ])("%s: before the end came %s", async (file, event) => {
    const [session] = await sessionsOf(file);
    expect(session?.before.map((earlier) => earlier.event)).toContain(event);
  });
});
