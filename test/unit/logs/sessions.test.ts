import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSessions } from "../../../main/logs/sessions.ts";
import { sessionSchema } from "../../../main/model/session.ts";
import { parseText, readFixture } from "./parse-lines.ts";

function sessionsOf(text: string): ReturnType<typeof buildSessions> {
  return buildSessions(parseText(text).events);
}

describe("sessions of real charon logs", () => {
  it.each([
    [
      "charon-ikev2-rekey-and-close",
      { type: "ikev2", outcome: "closed", endedBy: "local", stage: "connected", lengthMs: 9000, duringRekey: false },
    ],
    [
      "charon-ikev1-rekey-and-close",
      { type: "ikev1", outcome: "closed", endedBy: "local", stage: "connected", lengthMs: 16_000 },
    ],
    [
      "charon-ikev2-wrong-psk",
      { type: "ikev2", outcome: "never-connected", endedBy: "peer", cause: "ike_auth_failed" },
    ],
    ["charon-ikev1-wrong-psk", { type: "ikev1", outcome: "never-connected", cause: "psk_mismatch" }],
    [
      "charon-ikev2-no-proposal",
      { outcome: "never-connected", endedBy: "peer", cause: "no_proposal_chosen", stage: "start" },
    ],
    ["charon-ikev2-child-no-proposal", { outcome: "never-connected", cause: "no_proposal_chosen", stage: "ike" }],
    ["charon-ikev1-no-proposal", { outcome: "never-connected", cause: "no_proposal_chosen", stage: "start" }],
    ["charon-ikev2-no-answer", { outcome: "never-connected", endedBy: "timeout", cause: "retransmit_giveup" }],
    [
      "charon-ikev2-rekey-refused",
      { outcome: "dropped", endedBy: "timeout", cause: "sa_expired", lengthMs: 20_000, duringRekey: true },
    ],
    [
      "charon-ikev2-silence",
      {
        outcome: "dropped",
        endedBy: "timeout",
        cause: "retransmit_giveup",
        idleBeforeEndMs: 4000,
        natDetected: true,
        keepalivesSeen: true,
        duringRekey: false,
        before: [],
      },
    ],
    ["charon-ikev1-silence", { outcome: "dropped", endedBy: "timeout", cause: "dpd_timeout", idleBeforeEndMs: 4000 }],
    ["charon-ikev2-address-change", { outcome: "closed", endedBy: "local", cause: "ike_sa_deleted_local" }],
  ])("%s", (name, expected) => {
    expect(sessionsOf(readFixture(name))).toMatchObject([{ connection: "home", peer: "203.0.113.1", ...expected }]);
  });

  it("tells the changes of the network before the end", () => {
    const [session] = sessionsOf(readFixture("charon-ikev2-address-change"));
    expect(session?.before.map(({ event }) => event)).toEqual(
      expect.arrayContaining(["address_removed", "path_lost", "link_down", "link_up"]),
    );
  });
});

const l2tp = `
Nov 23 10:00:00 pc charon: 09[IKE] initiating Main Mode IKE_SA office[1] to 203.0.113.1
Nov 23 10:00:01 pc charon: 09[IKE] local host is behind NAT, sending keep alives
Nov 23 10:00:01 pc charon: 09[IKE] IKE_SA office[1] established between 192.0.2.7[192.0.2.7]...203.0.113.1[203.0.113.1]
Nov 23 10:00:02 pc charon: 09[IKE] CHILD_SA office{1} established with SPIs c1c1c1c1_i c2c2c2c2_o and TS 192.0.2.7/32[udp/l2tp] === 203.0.113.1/32[udp/l2tp]
Nov 23 10:00:03 pc xl2tpd[50]: Connecting to host 203.0.113.1, port 1701
Nov 23 10:00:03 pc xl2tpd[50]: Connection established to 203.0.113.1, 1701.  Local: 100, Remote: 200 (ref=0/0).
Nov 23 10:00:04 pc xl2tpd[50]: Call established with 203.0.113.1, Local: 1, Remote: 2, Serial: 1 (ref=0/0)
Nov 23 10:00:04 pc pppd[51]: pppd 2.4.9 started by root, uid 0
Nov 23 10:00:04 pc pppd[51]: Connect: ppp0 <--> /dev/pts/1
Nov 23 10:00:05 pc pppd[51]: CHAP authentication succeeded
Nov 23 10:00:05 pc pppd[51]: local  IP address 10.99.0.7
`;

describe("L2TP/IPsec sessions", () => {
  it("are one session of three daemons", () => {
    expect(sessionsOf(l2tp)).toMatchObject([
      {
        connection: "office",
        type: "l2tp-ipsec",
        startedAt: "2026-11-23T10:00:00.000Z",
        connectedAt: "2026-11-23T10:00:05.000Z",
        outcome: "still-up",
        natDetected: true,
      },
    ]);
  });

  it("end by the control channel before pppd notices", () => {
    const text = `${l2tp}
Nov 23 10:20:05 pc xl2tpd[50]: network_thread: select timeout with max retries: 5 for tunnel: 100
Nov 23 10:20:36 pc xl2tpd[50]: Maximum retries exceeded for tunnel 100.  Closing.
Nov 23 10:20:36 pc xl2tpd[50]: Terminating pppd: sending TERM signal to pid 51
Nov 23 10:20:36 pc xl2tpd[50]: Connection 200 closed to 203.0.113.1, port 1701 (Timeout)
Nov 23 10:20:36 pc pppd[51]: Terminating on signal 15
Nov 23 10:20:36 pc pppd[51]: Connect time 20.5 minutes.
Nov 23 10:20:36 pc charon: 13[KNL] interface ppp0 deactivated
Nov 23 10:20:37 pc pppd[51]: Connection terminated.
`;
    expect(sessionsOf(text)).toMatchObject([
      {
        type: "l2tp-ipsec",
        outcome: "dropped",
        endedBy: "timeout",
        cause: "l2tp_control_timeout",
        lengthMs: 1_231_000,
        idleBeforeEndMs: 1_200_000,
        before: [],
      },
    ]);
  });

  it("that the person closes are closed", () => {
    const text = `${l2tp}
Nov 23 10:20:36 pc xl2tpd[50]: Disconnecting from 203.0.113.1, Local: 100, Remote: 200
Nov 23 10:20:36 pc pppd[51]: Terminating on signal 15
Nov 23 10:20:37 pc charon: 09[IKE] deleting IKE_SA office[1] between 192.0.2.7[192.0.2.7]...203.0.113.1[203.0.113.1]
`;
    expect(sessionsOf(text)).toMatchObject([{ outcome: "closed", endedBy: "local", cause: "l2tp_disconnect_local" }]);
  });

  it("that fall asleep are dropped, with the sleep before the end", () => {
    const text = `${l2tp}
Nov 23 10:20:30 pc kernel: [1.0] PM: suspend entry (deep)
Nov 23 10:20:33 pc pppd[51]: Terminating on signal 15
`;
    expect(sessionsOf(text)).toMatchObject([
      { outcome: "dropped", endedBy: "local", before: [{ event: "sleep", secondsBefore: 3 }] },
    ]);
  });

  it("tell a redial over the same IKE_SA from the first call", () => {
    const text = `${l2tp}
Nov 23 10:20:36 pc xl2tpd[50]: Maximum retries exceeded for tunnel 100.  Closing.
Nov 23 10:20:36 pc pppd[51]: Modem hangup
Nov 23 10:21:00 pc xl2tpd[50]: Connecting to host 203.0.113.1, port 1701
Nov 23 10:21:01 pc xl2tpd[50]: Call established with 203.0.113.1, Local: 3, Remote: 4, Serial: 2 (ref=0/0)
Nov 23 10:21:02 pc pppd[60]: pppd 2.4.9 started by root, uid 0
Nov 23 10:21:03 pc pppd[60]: local  IP address 10.99.0.7
`;
    expect(sessionsOf(text)).toMatchObject([
      { outcome: "dropped", cause: "l2tp_control_timeout" },
      { type: "l2tp-ipsec", outcome: "still-up", connectedAt: "2026-11-23T10:21:03.000Z" },
    ]);
  });

  it("whose password is wrong never connect, and say why", () => {
    const text = `${l2tp.split("\n").slice(0, -3).join("\n")}
Nov 23 10:00:05 pc pppd[51]: MS-CHAP authentication failed: E=691 Authentication failure
Nov 23 10:00:05 pc pppd[51]: CHAP authentication failed
Nov 23 10:00:06 pc pppd[51]: Connection terminated.
`;
    expect(sessionsOf(text)).toMatchObject([
      { outcome: "never-connected", endedBy: "peer", cause: "ppp_auth_fail", stage: "ppp" },
    ]);
  });
});

describe("sessions of public cases", () => {
  it("phase 1 expires without rekeying, then DPD clears the tunnel", () => {
    const text = `
Mar  7 17:11:00: "L2TP-PSK" #1: initiating IKEv1 Main Mode connection
Mar  7 17:11:01: "L2TP-PSK" #1: STATE_MAIN_I4: ISAKMP SA established {auth=PRESHARED_KEY}
Mar  7 17:11:02: "L2TP-PSK" #2: STATE_QUICK_I2: sent QI2, IPsec SA established transport mode {ESP/NAT=>0x0a1b2c3d <0x4d5e6f70}
Mar  7 17:26:13: "L2TP-PSK" #1: ISAKMP SA expired (--dontrekey)
Mar  7 17:26:13: "L2TP-PSK" #1: deleting state (STATE_MAIN_I4) and sending notification
Mar  7 17:26:19: "L2TP-PSK" #2: DPD: could not find newest phase 1 state - initiating a new one
Mar  7 17:26:19: "L2TP-PSK" #2: IKEv1 DPD: action - clearing connection
Mar  7 17:26:19: "L2TP-PSK" #2: deleting state (STATE_QUICK_I2) and sending notification
Mar  7 17:26:19: "L2TP-PSK" #2: ESP traffic information: in=0B out=0B
`;
    expect(sessionsOf(text)).toMatchObject([
      { connection: "L2TP-PSK", outcome: "dropped", cause: "sa_expired", lengthMs: 911_000 },
    ]);
  });

  it("OpenVPN loses the peer and comes back", () => {
    const text = `
Fri Nov 04 08:00:00 2016 OpenVPN 2.3.12 x86_64-w64-mingw32 [SSL (OpenSSL)] [LZO]
Fri Nov 04 08:00:05 2016 Initialization Sequence Completed
Fri Nov 04 08:30:01 2016 [server] Inactivity timeout (--ping-restart), restarting
Fri Nov 04 08:30:01 2016 SIGUSR1[soft,ping-restart] received, process restarting
Fri Nov 04 08:30:03 2016 [server] Peer Connection Initiated with [AF_INET]192.0.2.165:1194
Fri Nov 04 08:30:05 2016 Initialization Sequence Completed
`;
    expect(sessionsOf(text)).toMatchObject([
      { type: "openvpn", outcome: "dropped", endedBy: "timeout", cause: "dpd_timeout" },
      { type: "openvpn", outcome: "still-up", connectedAt: "2016-11-04T08:30:05.000Z" },
    ]);
  });

  it("xl2tpd without times still makes a session", () => {
    const text = `
xl2tpd[1]: Connecting to host 198.51.100.7, port 1701
xl2tpd[1]: Call established with 198.51.100.7, Local: 1, Remote: 2, Serial: 1 (ref=0/0)
xl2tpd[1]: Maximum retries exceeded for tunnel 50899.  Closing.
xl2tpd[1]: Connection 17209 closed to 198.51.100.7, port 1701 (Timeout)
`;
    const [session] = sessionsOf(text);
    expect(session).toMatchObject({ outcome: "dropped", endedBy: "timeout", cause: "l2tp_control_timeout" });
    expect(session).not.toHaveProperty("endedAt");
  });

  it("a server that deletes the IKE_SA ended the session", () => {
    const text = `${readFixture("charon-ikev2-silence").split("\n").slice(0, 22).join("\n")}
Nov 23 02:20:52 12[IKE] <home|7> received DELETE for IKE_SA home[7]
Nov 23 02:20:52 12[IKE] <home|7> deleting IKE_SA home[7] between 203.0.113.2[anna]...203.0.113.1[gw.example.com]
`;
    expect(sessionsOf(text)).toMatchObject([{ outcome: "dropped", endedBy: "peer", cause: "ike_sa_deleted_by_peer" }]);
  });
});

describe("excerpts without times", () => {
  const refused = "09[IKE] invalid HASH_V1 payload length, decryption failed?";

  it("of several files are sessions of their own", () => {
    const events = [...parseText(refused, "a.log").events, ...parseText(refused, "b.log").events];
    expect(buildSessions(events)).toHaveLength(2);
  });
});

describe("every session", () => {
  it("fits the schema, whatever the order of the lines, and the order of events does not matter", () => {
    const lines = [
      ...l2tp.split("\n"),
      ...readFixture("charon-ikev2-rekey-refused").split("\n"),
      ...readFixture("charon-ikev1-rekey-and-close").split("\n"),
      ...readFixture("charon-ikev2-address-change").split("\n"),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(lines), (some) => {
        for (const session of sessionsOf(some.join("\n"))) {
          expect(sessionSchema.safeParse(session).success).toBe(true);
          expect(session.lengthMs ?? 0).toBeGreaterThanOrEqual(0);
          expect(session.before.every(({ secondsBefore }) => secondsBefore >= 0)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
