import type { Session } from "../../../main/model/session.ts";

/** A case of test/fixtures/logs/cases: what its lines say, and what became of the session, both decided by reading it. */
export interface LogCase {
  readonly file: string;
  /** `stack event`, in the order of the lines; lines without news give none. */
  readonly events: readonly string[];
  /** Of every session what the lines tell for sure. */
  readonly sessions: readonly Partial<Session>[];
  readonly note?: string;
}

const neverConnected = { outcome: "never-connected" } as const;
const conntrackFull = { events: ["kernel conntrack_table_full"], sessions: [] } as const;

function rasFailure(file: string, code: string, endedBy: Session["endedBy"]): LogCase {
  return {
    file,
    events: ["windows-ras session_failed"],
    sessions: [{ ...neverConnected, connection: "VPN", cause: "session_failed", code, endedBy }],
  };
}

export const logCases: readonly LogCase[] = [
  {
    file: "RC001.log",
    events: ["strongswan ike_peer_request", "strongswan no_proposal_chosen"],
    sessions: [{ type: "ikev2", stage: "connected", outcome: "still-up" }],
    note: "A server refuses to renew the keys of a tunnel that is up; its end is not quoted.",
  },
  {
    file: "RC003.log",
    events: ["libreswan ipsec_sa_deleted_by_peer", "libreswan ike_sa_ended"],
    sessions: [
      { connection: "ikev2-cp", type: "ikev2", outcome: "dropped", endedBy: "peer", cause: "ipsec_sa_deleted_by_peer" },
    ],
  },
  {
    file: "RC005.log",
    events: [
      "macos-ppp ppp_lcp_echo_missing",
      "macos-ppp ppp_lcp_echo_missing",
      "macos-ppp ppp_lcp_echo_timeout",
      "macos-ppp ppp_lcp_echo_timeout",
      "macos-ppp ppp_down",
      "macos-ppp ppp_session_length",
    ],
    sessions: [{ outcome: "dropped", endedBy: "timeout", cause: "ppp_lcp_echo_timeout", lengthMs: 3_684_000 }],
    note: "61.4 minutes, as pppd says itself: the lines carry no time.",
  },
  {
    file: "RC007.log",
    events: [
      "libreswan sa_expired",
      "libreswan sa_deleted_local",
      "libreswan dpd_no_phase1",
      "libreswan dpd_timeout",
      "libreswan sa_deleted_local",
      "libreswan sa_traffic",
      "xl2tpd l2tp_control_timeout",
      "xl2tpd ppp_terminate_by_l2tp",
      "xl2tpd l2tp_tunnel_down",
      "xl2tpd l2tp_control_timeout",
    ],
    sessions: [
      {
        connection: "L2TP-PSK",
        type: "l2tp-ipsec",
        peer: "198.51.100.7",
        outcome: "dropped",
        endedBy: "timeout",
        cause: "sa_expired",
        endedAt: "2026-03-07T17:26:13.000Z",
      },
    ],
  },
  {
    file: "RC011.log",
    events: ["libreswan rekey_started", "libreswan rekey_failed"],
    sessions: [{ stage: "connected", outcome: "still-up" }],
    note: "The old keys live on until their lifetime is over.",
  },
  {
    file: "RC013.log",
    events: ["networkmanager-l2tp l2tp_port_busy", "networkmanager connectivity_lost"],
    sessions: [],
  },
  {
    file: "RC017.log",
    events: ["libreswan ike_sa_ended"],
    sessions: [],
    note: "A server without the peer's request: neither what ended nor who ended it is in the lines.",
  },
  {
    file: "RC027.log",
    events: [
      "xl2tpd l2tp_send_error",
      "xl2tpd l2tp_sccrq_retransmit",
      "xl2tpd l2tp_control_timeout",
      "xl2tpd l2tp_tunnel_down",
    ],
    sessions: [{ ...neverConnected, type: "l2tp-ipsec", endedBy: "timeout", cause: "l2tp_control_timeout" }],
  },
  rasFailure("RC031.xml", "809", "timeout"),
  {
    file: "RC035.log",
    events: ["openvpn session_connected", "openvpn idle_timeout"],
    sessions: [
      { type: "openvpn", outcome: "dropped", endedBy: "local", cause: "idle_timeout", lengthMs: 595_000, before: [] },
    ],
  },
  { file: "RC037.log", events: [], sessions: [], note: "Yamaha's router; its log is not one of the known ones." },
  { file: "RC039.log", events: [], sessions: [] },
  {
    file: "RC047.log",
    events: ["openvpn dpd_timeout", "openvpn ovpn_restart", "openvpn ovpn_tls_up", "openvpn session_connected"],
    sessions: [
      { type: "openvpn", outcome: "dropped", endedBy: "timeout", cause: "dpd_timeout" },
      { type: "openvpn", outcome: "still-up", connectedAt: "2016-11-04T08:30:05.000Z" },
    ],
  },
  {
    file: "RC055.log",
    events: ["openvpn dpd_timeout"],
    sessions: [{ type: "openvpn", outcome: "dropped", endedBy: "timeout", cause: "dpd_timeout" }],
  },
  rasFailure("RC061.xml", "809", "timeout"),
  { file: "RC083.log", ...conntrackFull },
  { file: "RC087.log", ...conntrackFull },
  { file: "RC091.log", ...conntrackFull },
  { file: "RC093.log", ...conntrackFull, note: "Equal lines of one second count once." },
  {
    file: "RC095.log",
    events: [
      "libreswan ike_start",
      "libreswan peer_retransmit",
      "libreswan ike_half_open_timeout",
      "libreswan ike_sa_ended",
    ],
    sessions: [
      { ...neverConnected, type: "ikev1", stage: "start", endedBy: "timeout", cause: "ike_half_open_timeout" },
    ],
  },
  {
    file: "RC099.log",
    events: ["libreswan retransmit", "libreswan retransmit"],
    sessions: [],
    note: "Neither a start nor an end is quoted.",
  },
  {
    file: "RC101.log",
    events: ["libreswan ipsec_sa_established", "libreswan sa_traffic"],
    sessions: [{ outcome: "still-up" }],
  },
  {
    file: "RC103.log",
    events: ["libreswan retransmit", "libreswan retransmit"],
    sessions: [],
    note: "Neither a start nor an end is quoted.",
  },
  {
    file: "RC117.log",
    events: ["strongswan ike_sa_deleted_local", "strongswan ike_sa_ended"],
    sessions: [{ connection: "ikev2-vpn", peer: "192.0.2.10", stage: "connected", cause: "ike_sa_deleted_local" }],
    note: "The quote leaves out the line that would tell who asked for it.",
  },
  {
    file: "RC119.log",
    events: ["strongswan path_lost", "strongswan no_route", "strongswan send_error"],
    sessions: [{ type: "ikev2", stage: "connected", outcome: "still-up" }],
    note: "MOBIKE waits for a way to the gateway.",
  },
  {
    file: "RC127.log",
    events: ["xl2tpd l2tp_control_timeout"],
    sessions: [],
    note: "Whether the tunnel ever stood is not in the line.",
  },
  { file: "RC133.log", events: [], sessions: [], note: "Another program's log around OpenVPN's, in capitals." },
  {
    file: "RC137.log",
    events: ["libreswan ike_parse_error", "libreswan psk_mismatch", "libreswan retransmit"],
    sessions: [
      { ...neverConnected, connection: "l2tp-psk", peer: "192.0.2.10", cause: "psk_mismatch", stage: "start" },
    ],
  },
  {
    file: "RC139.log",
    events: ["libreswan ike_parse_error", "libreswan ike_parse_error", "libreswan psk_mismatch"],
    sessions: [{ ...neverConnected, cause: "psk_mismatch" }],
  },
  {
    file: "RC141.log",
    events: ["strongswan psk_mismatch"],
    sessions: [{ ...neverConnected, cause: "psk_mismatch", stage: "start" }],
  },
  {
    file: "RC143.log",
    events: ["strongswan psk_mismatch"],
    sessions: [{ ...neverConnected, cause: "psk_mismatch", stage: "start" }],
  },
  {
    file: "RC145.log",
    events: ["strongswan psk_missing"],
    sessions: [{ ...neverConnected, cause: "psk_missing", endedBy: "local" }],
  },
  rasFailure("RC151.xml", "13806", "local"),
  rasFailure("RC153.xml", "13801", "unknown"),
  {
    file: "RC157.log",
    events: ["xl2tpd l2tp_auth_failed", "xl2tpd l2tp_auth_failed", "xl2tpd l2tp_tunnel_down"],
    sessions: [{ ...neverConnected, peer: "198.51.100.1", cause: "l2tp_auth_failed", endedBy: "local" }],
  },
  {
    file: "RC159.log",
    events: ["libreswan ike_auth_failed"],
    sessions: [{ ...neverConnected, cause: "ike_auth_failed" }],
  },
  rasFailure("RC161.xml", "13868", "peer"),
  {
    file: "RC163.xml",
    events: ["windows-ras session_start"],
    sessions: [{ ...neverConnected, type: "ikev2", connection: "Algo VPN 198.51.100.1 IKEv2", stage: "start" }],
  },
  {
    file: "RC165.log",
    events: ["libreswan no_connection_config"],
    sessions: [{ ...neverConnected, cause: "no_connection_config" }],
  },
  {
    file: "RC171.log",
    events: ["pppd ppp_mppe_failed"],
    sessions: [{ ...neverConnected, cause: "ppp_mppe_failed" }],
  },
  rasFailure("RC177.xml", "13801", "unknown"),
  {
    file: "RC179.log",
    events: [
      "macos-ppp l2tp_start",
      "macos-ppp ike_start",
      "macos-ppp ike_peer_replied",
      "macos-ppp ipsec_sa_established",
      "macos-ppp l2tp_tunnel_up",
    ],
    sessions: [
      {
        ...neverConnected,
        type: "l2tp-ipsec",
        peer: "198.51.100.1",
        startedAt: "2020-04-22T21:59:54.000Z",
        stage: "l2tp",
      },
    ],
    note: "The quote ends before PPP.",
  },
  {
    file: "RC181.log",
    events: ["xl2tpd l2tp_access_denied"],
    sessions: [{ ...neverConnected, type: "l2tp-ipsec", cause: "l2tp_access_denied" }],
  },
  { file: "RC183.log", events: [], sessions: [] },
  {
    file: "RC197.log",
    events: ["libreswan peer_id", "libreswan ike_sa_established", "libreswan ike_sa_deleted_by_peer"],
    sessions: [
      { ...neverConnected, connection: "l2tp-psk", stage: "ike", endedBy: "peer", cause: "ike_sa_deleted_by_peer" },
    ],
  },
  { file: "RC213.log", events: ["pppd ppp_ifname_conflict"], sessions: [] },
  {
    file: "RC215.log",
    events: ["xl2tpd l2tp_tunnel_down", "pppd ppp_session_length", "pppd ppp_session_bytes", "strongswan link_down"],
    sessions: [
      { type: "l2tp-ipsec", peer: "198.51.100.189", outcome: "dropped", endedBy: "timeout", lengthMs: 66_000 },
    ],
  },
  { file: "RC217.log", events: [], sessions: [], note: "The line has lost its beginning." },
  {
    file: "RC231.log",
    events: [
      "xl2tpd l2tp_start",
      "xl2tpd l2tp_control_retry",
      "xl2tpd l2tp_control_retry",
      "xl2tpd l2tp_control_retry",
    ],
    sessions: [{ ...neverConnected, type: "l2tp-ipsec", stage: "start", startedAt: "2026-04-17T10:40:25.000Z" }],
  },
  { file: "RC233.log", events: ["xl2tpd kernel_l2tp_missing"], sessions: [] },
  {
    file: "RC235.log",
    events: ["networkmanager-l2tp ipsec_connect_timeout"],
    sessions: [{ ...neverConnected, endedBy: "timeout", cause: "ipsec_connect_timeout" }],
  },
  {
    file: "RC237.log",
    events: ["xl2tpd l2tp_control_timeout"],
    sessions: [],
    note: "Whether the tunnel ever stood is not in the line.",
  },
  { file: "RC239.log", events: [], sessions: [], note: "Android's own client; its log is not one of the known ones." },
  {
    file: "RC241.log",
    events: ["macos-ppp ppp_auth_ok"],
    sessions: [],
    note: "One step of a negotiation that goes on.",
  },
];
