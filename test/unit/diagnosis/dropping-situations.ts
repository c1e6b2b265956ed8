import type { LogEvent } from "../../../main/model/log-event.ts";
import type { Session } from "../../../main/model/session.ts";
import { drop, event, healthyBut, healthyMeasurements, measured, network, profile, sessionUp } from "./observations.ts";
import type { Situation } from "./situation.ts";

const idle = (seconds: number, idleSeconds: number, more: Partial<Session> = {}): Session =>
  drop(seconds, { cause: "dpd_timeout", idleBeforeEndMs: idleSeconds * 1000, natDetected: true, ...more });
const keepalives = (everySeconds: number): readonly LogEvent[] =>
  [1, 2, 3, 4].map((count) => event("nat_keepalive_sent", count * everySeconds));

/** Situations in which a VPN that was up drops. */
export const droppingSituations: readonly Situation[] = [
  {
    name: "three drops after like silence behind a NAT, no keepalives, gateway alive",
    given: { measurements: healthyMeasurements, sessions: [idle(700, 60), idle(4_100, 65), idle(900, 62)] },
    expected: ["nat-udp-timeout likely degrades"],
  },
  {
    name: "one drop after silence, gateway not measured",
    given: { sessions: [idle(700, 60)] },
    expected: ["nat-udp-timeout possible degrades"],
  },
  {
    name: "measured: the mapping lives shorter than the silence",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 40, { unit: "s" })),
      sessions: [idle(700, 60), idle(900, 62)],
    },
    expected: ["nat-udp-timeout certain degrades"],
  },
  {
    name: "measured: the mapping lives longer than the silence",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 300)),
      sessions: [idle(700, 60), idle(900, 62)],
    },
    expected: [],
  },
  { name: "a drop under load", given: { sessions: [idle(700, 2)] }, expected: [] },
  {
    name: "a drop after silence without a NAT",
    given: { sessions: [idle(700, 60, { natDetected: false })] },
    expected: [],
  },
  {
    name: "keepalives every 20 s speak against it",
    given: {
      measurements: healthyMeasurements,
      events: keepalives(20),
      sessions: [idle(700, 60)],
    },
    expected: [],
  },
  {
    name: "keepalives every 90 s do not",
    given: {
      measurements: healthyMeasurements,
      events: keepalives(90),
      sessions: [idle(700, 60)],
    },
    expected: ["nat-udp-timeout likely degrades"],
  },
  {
    name: "keepalives every 20 s, but drops after like silence again and again",
    given: {
      measurements: healthyMeasurements,
      events: keepalives(20),
      sessions: [idle(700, 60), idle(900, 62)],
    },
    expected: ["nat-udp-timeout possible degrades"],
  },
  {
    name: "measured: the mapping dies before the keepalive that the profile sets",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 40, { unit: "s" })),
      profiles: [profile("ikev2", { "nat-keepalive": "300s" })],
      sessions: [idle(700, 60), idle(4_100, 280)],
    },
    expected: ["nat-udp-timeout certain degrades"],
  },
  {
    name: "measured: dead peer detection comes too late, but the client may send keepalives of its own",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 40, { unit: "s" })),
      profiles: [profile("ikev2", { dpd_delay: "300s" })],
      sessions: [idle(700, 60), idle(4_100, 280)],
    },
    expected: ["nat-udp-timeout likely degrades"],
  },
  {
    name: "measured: dead peer detection comes too late, nothing dropped yet",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 40, { unit: "s" })),
      profiles: [profile("ikev2", { dpd_delay: "300s" })],
    },
    expected: [],
  },
  {
    name: "measured: the keepalive of the profile comes before the mapping dies",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 40, { unit: "s" })),
      profiles: [profile("ikev2", { dpd_delay: "20s" })],
      sessions: [idle(700, 60), idle(900, 62)],
    },
    expected: [],
  },
  {
    name: "measured: silence of every length, and clients log no keepalives",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 40, { unit: "s" })),
      sessions: [idle(700, 60), idle(4_100, 2_900)],
    },
    expected: ["nat-udp-timeout likely degrades"],
  },
  {
    name: "measured: most drops came before the mapping could die",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 55, { unit: "s" })),
      sessions: [idle(700, 60), idle(900, 12), idle(2_000, 15)],
    },
    expected: ["nat-udp-timeout possible degrades"],
  },
  {
    name: "measured: the mapping dies before the keepalive, nothing dropped yet",
    given: {
      measurements: healthyBut(measured("nat-lifetime-replied", 20, { unit: "s" })),
      profiles: [profile("wireguard", { PersistentKeepalive: "25" })],
    },
    expected: ["nat-udp-timeout likely degrades"],
  },
  {
    name: "the peer fell silent, and the next attempt was up at once",
    given: { sessions: [drop(700, { cause: "dpd_timeout" }), sessionUp(704)] },
    expected: ["nat-udp-timeout possible degrades"],
  },
  {
    name: "the peer fell silent, and the next attempt was up ten minutes later",
    given: { sessions: [drop(700, { cause: "dpd_timeout" }), sessionUp(1_300)] },
    expected: [],
  },
  {
    name: "closed by the peer after silence",
    given: { sessions: [idle(700, 60, { endedBy: "peer" })] },
    expected: ["peer-terminated likely degrades"],
  },

  // Rekey
  {
    name: "a refused rekey",
    given: {
      sessions: [drop(3_605, { duringRekey: true, cause: "sa_expired" })],
      events: [event("rekey_started", 3_300), event("no_proposal_chosen", 3_301), event("rekey_failed", 3_301)],
    },
    expected: ["ike-rekey-failure certain degrades"],
  },
  {
    name: "a refused rekey of a session that is still up",
    given: { sessions: [sessionUp(0)], events: [event("no_proposal_chosen", 3_301), event("rekey_failed", 3_301)] },
    expected: ["ike-rekey-failure certain degrades"],
  },
  {
    name: "a refusal next to a rekey, in a log that begins too late to hold the session",
    given: { events: [event("rekey_started", 0), event("no_proposal_chosen", 1)] },
    expected: ["ike-rekey-failure likely degrades"],
  },
  {
    name: "a refusal of one connection while another one renews its keys",
    given: {
      events: [
        event("rekey_started", 0, { connection: "home[1]" }),
        event("rekey_ok", 1, { connection: "home[1]" }),
        event("no_proposal_chosen", 1, { connection: "office[2]" }),
      ],
    },
    expected: ["proposal-mismatch certain blocks"],
  },
  {
    name: "a rekey that failed once and then worked",
    given: { sessions: [sessionUp(0)], events: [event("rekey_failed", 3_301), event("rekey_ok", 3_311)] },
    expected: [],
  },
  {
    name: "a rekey that got no answer",
    given: { sessions: [sessionUp(0)], events: [event("retransmit_giveup", 3_300), event("rekey_failed", 3_300)] },
    expected: ["ike-rekey-failure possible degrades"],
  },
  {
    name: "an SA that expired without a successor",
    given: { sessions: [drop(3_600, { cause: "sa_expired" })], events: [event("sa_expired", 3_600)] },
    expected: ["ike-rekey-failure certain degrades"],
  },
  {
    name: "an SA that expired after its successor was there",
    given: { sessions: [drop(4_000)], events: [event("rekey_ok", 3_400), event("sa_expired", 3_990)] },
    expected: [],
  },
  { name: "a drop at one hour", given: { sessions: [drop(3_610)] }, expected: ["ike-rekey-failure possible degrades"] },
  {
    name: "three drops at one hour",
    given: { sessions: [drop(3_610), drop(3_620), drop(3_600)] },
    expected: ["ike-rekey-failure likely degrades"],
  },
  {
    name: "the gateway ends the session at one hour",
    given: { sessions: [drop(3_601, { endedBy: "peer" })], events: [event("ike_sa_deleted_by_peer", 3_601)] },
    expected: ["ike-rekey-failure likely degrades"],
  },
  {
    name: "a rekey that the size of its answer in a capture calls refused",
    given: {
      sessions: [sessionUp(0)],
      events: [event("rekey_started", 3_300, { stack: "capture" }), event("rekey_failed", 3_300, { stack: "capture" })],
    },
    expected: ["ike-rekey-failure likely degrades"],
  },
  {
    name: "the gateway refuses what the other end asked for in an exchange of a tunnel that is up",
    given: {
      events: [
        event("ike_peer_request", null, { fields: { exchange: "CREATE_CHILD_SA" } }),
        event("no_proposal_chosen", null),
      ],
    },
    expected: ["ike-rekey-failure likely degrades"],
  },
  { name: "a drop at 40 minutes", given: { sessions: [drop(2_400)] }, expected: [] },
  {
    name: "macOS 14.0's malformed proposal",
    given: { events: [event("client_bug_proposal_number", 1_440), event("rekey_failed", 1_440)] },
    expected: ["client-os-bug certain degrades"],
  },

  // This computer
  {
    name: "an address change before the drop",
    given: { sessions: [drop(500)], events: [event("address_changed", 490)] },
    expected: ["client-mobility likely degrades"],
  },
  {
    name: "an address change while the client still retransmits: the end began earlier",
    given: {
      sessions: [drop(665, { cause: "retransmit_giveup" })],
      events: [
        event("address_changed", 470),
        event("retransmit", 504),
        event("retransmit", 511),
        event("retransmit_giveup", 665),
      ],
    },
    expected: ["client-mobility likely degrades"],
  },
  {
    name: "an address change before one drop of four",
    given: {
      sessions: [drop(500), drop(1_500), drop(2_500), drop(3_300)],
      events: [event("address_changed", 490)],
    },
    expected: ["client-mobility possible degrades"],
  },
  {
    name: "the path is gone and no other leads to the gateway",
    given: { sessions: [sessionUp(0)], events: [event("path_lost", 490), event("no_route", 490)] },
    expected: ["client-mobility likely degrades"],
  },
  {
    name: "the path is gone and another one was found",
    given: {
      sessions: [sessionUp(0)],
      events: [event("path_lost", 490), event("no_route", 490), event("mobike_update", 495)],
    },
    expected: [],
  },
  {
    name: "the client says so itself",
    given: { sessions: [drop(500, { before: [{ event: "client_mobility", secondsBefore: 1 }] })] },
    expected: ["client-mobility certain degrades"],
  },
  {
    name: "an address change long before the drop",
    given: { sessions: [drop(500)], events: [event("address_changed", 400)] },
    expected: [],
  },
  {
    name: "only the tunnel's own interface went down",
    given: {
      sessions: [drop(500)],
      events: [
        event("virtual_ip_assigned", 1, { fields: { address: "10.99.0.1" } }),
        event("link_down", 499, { fields: { interface: "ppp0" } }),
        event("address_removed", 500, { fields: { address: "10.99.0.1", interface: "eth0" } }),
      ],
    },
    expected: [],
  },
  {
    name: "an address change without a drop",
    given: { sessions: [sessionUp(0)], events: [event("address_changed", 490)] },
    expected: [],
  },
  {
    name: "sleep before the drop, which also took the network down",
    given: { sessions: [drop(500)], events: [event("sleep", 450), event("link_down", 451), event("wake", 495)] },
    expected: ["client-sleep likely degrades"],
  },
  {
    name: "table full in the log",
    given: { events: [event("conntrack_table_full", 0, { stack: "kernel" })] },
    expected: ["conntrack-exhausted certain degrades"],
  },
  {
    name: "table nearly full now",
    given: { network: network("private", "wired", { count: 250_000, max: 262_144 }) },
    expected: ["conntrack-exhausted likely degrades"],
  },
  {
    name: "table half full, default timeouts",
    given: {
      network: network("private", "wired", {
        count: 131_072,
        max: 262_144,
        udpTimeoutSeconds: 30,
        udpStreamTimeoutSeconds: 120,
      }),
    },
    expected: [],
  },
  {
    name: "UDP forgotten after 15 s",
    given: {
      network: network("private", "wired", {
        count: 5,
        max: 262_144,
        udpTimeoutSeconds: 10,
        udpStreamTimeoutSeconds: 15,
      }),
    },
    expected: ["conntrack-timeout-short likely degrades"],
  },
  {
    name: "UDP forgotten after 60 s, keepalives hold it",
    given: {
      network: network("private", "wired", {
        count: 5,
        max: 262_144,
        udpTimeoutSeconds: 30,
        udpStreamTimeoutSeconds: 60,
      }),
    },
    expected: ["conntrack-timeout-short possible notice"],
  },
];
