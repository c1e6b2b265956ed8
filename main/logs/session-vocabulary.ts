import type { LogEvent, LogEventName, LogStack } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";

export type EndedBy = Session["endedBy"];
export type Stage = Session["stage"];

/** The part of a tunnel that a stack looks after. One session has at most one track of each layer at a time. */
export type Layer = "ike" | "l2tp" | "ppp" | "manager" | "openvpn" | "wireguard";

/** Null: the stack tells of the network or the system around the tunnel. */
export function layerOf(stack: LogStack): Layer | null {
  switch (stack) {
    case "strongswan":
    case "libreswan":
    case "macos-racoon":
      return "ike";
    case "xl2tpd":
      return "l2tp";
    case "pppd":
    case "macos-ppp":
      return "ppp";
    case "networkmanager":
    case "networkmanager-l2tp":
    case "windows-ras":
    case "macos-networkextension":
      return "manager";
    case "openvpn":
    case "wireguard":
      return stack;
    case "wpa-supplicant":
    case "iwd":
    case "kernel":
    case "systemd":
    case "windows-system":
    case "windows-wifi":
    case "macos-configd":
    case "macos-wifi":
    case "macos-power":
    case "capture":
    case "watch":
      return null;
  }
}

function nameSet(...names: readonly LogEventName[]): ReadonlySet<string> {
  return new Set<string>(names);
}

/** The network or the power state changed; what belongs to no tunnel. */
export const surroundings = nameSet(
  "address_added",
  "address_changed",
  "address_removed",
  "connectivity_lost",
  "conntrack_table_full",
  "dhcp_state",
  "gateway_unreachable",
  "ip_conflict",
  "ip_lost",
  "link_down",
  "link_flapped",
  "link_up",
  "modern_standby_enter",
  "modern_standby_exit",
  "network_changed",
  "network_connected",
  "network_disconnected",
  "network_gone",
  "sleep",
  "sleep_wake",
  "standby_connectivity",
  "wake",
  "wifi_beacon_loss",
  "wifi_connected",
  "wifi_disconnected",
  "wifi_roam",
);

/** What a daemon itself says about the change of the path or of its keys; told together with the surroundings of an end. */
export const pathAndKeyChanges = nameSet(
  "client_mobility",
  "mobike_update",
  "nat_mapping_changed",
  "no_route",
  "path_lost",
  "reauth_started",
  "rekey_failed",
  "rekey_started",
  "send_error",
  "sleep_disconnect",
  "sleep_expired",
);

/** An attempt begins. */
export const openers = nameSet(
  "ike_start",
  "l2tp_sccrq_retransmit",
  "l2tp_start",
  "ppp_start",
  "session_start",
  "ovpn_sticky_remote",
  "wg_handshake_sent",
);

/** Something was agreed with the peer. After the end of a track it begins the next one. */
export const establishments = nameSet(
  "ike_sa_established",
  "ipsec_sa_established",
  "l2tp_session_up",
  "l2tp_tunnel_up",
  "ovpn_tls_up",
  "ppp_connect",
  "session_connected",
  "wg_handshake_ok",
);

/** Proof that packets went both ways. */
export const proofsOfTraffic = nameSet(
  "ike_peer_replied",
  "ike_peer_request",
  "ike_sa_established",
  "ipsec_sa_established",
  "l2tp_session_up",
  "l2tp_tunnel_up",
  "nat_keepalive_received",
  "ovpn_tls_up",
  "ppp_auth_ok",
  "ppp_ip_assigned",
  "rekey_ok",
  "session_connected",
  "wg_handshake_ok",
);

/** We asked and wait: without an answer the end begins here. */
export const questions = nameSet(
  "dpd_sent",
  "l2tp_control_retry",
  "l2tp_hello_sent",
  "mobike_probe",
  "ppp_lcp_echo_missing",
  "retransmit",
  "wg_handshake_retry",
);

export const keepalives = nameSet("nat_keepalive_sent", "nat_keepalive_received", "dpd_sent", "l2tp_hello_sent");

export const natSigns = nameSet("natt_detected", "natt_detected_remote", "nat_keepalive_sent", "nat_mapping_changed");

/** Signs of a tunnel that was up before the log begins: only one that was up is cared for, renewed, or ends so. */
const signsOfLife = nameSet(
  "dpd_no_phase1",
  "dpd_sent",
  "dpd_timeout",
  "idle_timeout",
  "ike_sa_deleted_by_peer",
  "ike_sa_deleted_local",
  "ipsec_sa_deleted_by_peer",
  "mobike_probe",
  "mobike_update",
  "nat_keepalive_sent",
  "path_lost",
  "ppp_lcp_echo_timeout",
  "ppp_session_length",
  "rekey_failed",
  "rekey_ok",
  "rekey_started",
  "sa_expired",
  "session_disconnected",
  "session_disconnected_by_server",
  "session_time_limit",
  "sleep_disconnect",
);

/** Exchanges that only an established IKE_SA carries. */
const laterExchanges: ReadonlySet<string> = new Set(["CREATE_CHILD_SA", "INFORMATIONAL"]);

/** Whether an event tells that its tunnel was up, although the log does not show how it came up. */
export function isSignOfLife({ event, fields }: LogEvent): boolean {
  return signsOfLife.has(event) || (event === "ike_peer_request" && laterExchanges.has(fields["exchange"] ?? ""));
}

/** Events that end a track, and who ended it. What is said of a security association is weighed by its number first. */
export const endings: ReadonlyMap<string, EndedBy> = new Map<LogEventName, EndedBy>([
  ["dpd_timeout", "timeout"],
  ["idle_timeout", "local"],
  ["ike_aborted", "local"],
  ["ike_half_open_timeout", "timeout"],
  ["ike_no_response", "timeout"],
  ["ike_sa_deleted_by_peer", "peer"],
  ["ike_sa_deleted_local", "local"],
  ["ipsec_sa_deleted_by_peer", "peer"],
  ["link_terminated", "unknown"],
  ["l2tp_connect_failed", "timeout"],
  ["l2tp_control_timeout", "timeout"],
  ["l2tp_disconnect_local", "local"],
  ["l2tp_session_down", "peer"],
  ["l2tp_stopccn", "peer"],
  ["l2tp_stopccn_received", "peer"],
  ["l2tp_tunnel_down", "unknown"],
  ["mobike_giveup", "timeout"],
  ["ovpn_handshake_timeout", "timeout"],
  ["ovpn_restart", "unknown"],
  ["ovpn_tcp_reset", "peer"],
  ["ppp_down", "unknown"],
  ["ppp_exit", "unknown"],
  ["ppp_hangup", "unknown"],
  ["ppp_lcp_echo_timeout", "timeout"],
  ["ppp_lcp_timeout", "timeout"],
  ["ppp_session_length", "unknown"],
  ["ppp_terminate_by_l2tp", "local"],
  ["ppp_terminate_signal", "local"],
  ["ppp_terminated_by_peer", "peer"],
  ["retransmit_giveup", "timeout"],
  ["sa_deleted_local", "local"],
  ["sa_expired", "timeout"],
  ["session_disconnected", "local"],
  ["session_disconnected_by_server", "peer"],
  ["session_stop_requested", "local"],
  ["session_time_limit", "local"],
  ["sleep_disconnect", "local"],
  ["wg_handshake_giveup", "timeout"],
]);

/** Endings by a daemon of this computer that nobody asked for at that moment. */
export const unasked = nameSet("idle_timeout", "session_time_limit", "sleep_disconnect", "ppp_terminate_by_l2tp");

/** Why an attempt failed, the most telling first, and whose word it was. */
export const refusals: ReadonlyMap<string, EndedBy> = new Map<LogEventName, EndedBy>([
  ["psk_mismatch", "peer"],
  ["psk_missing", "local"],
  ["auth_credentials_rejected", "peer"],
  ["ppp_auth_password_expired", "peer"],
  ["cert_expired", "local"],
  ["cert_untrusted", "local"],
  ["cert_identity_mismatch", "local"],
  ["cert_error", "local"],
  ["identity_mismatch", "local"],
  ["no_proposal_chosen", "peer"],
  ["ts_unacceptable", "peer"],
  ["virtual_ip_failed", "peer"],
  ["no_connection_config", "local"],
  ["kernel_policy_conflict", "local"],
  ["dns_failure", "local"],
  ["l2tp_auth_failed", "local"],
  ["l2tp_access_denied", "local"],
  ["ppp_auth_fail", "peer"],
  ["ppp_mppe_failed", "peer"],
  ["ppp_ipcp_failed", "peer"],
  ["eap_failed", "peer"],
  ["ike_auth_failed", "peer"],
  ["ike_notify_error", "peer"],
  ["ike_failed", "peer"],
  ["child_sa_failed", "peer"],
  ["wg_key_mismatch", "local"],
  ["ovpn_handshake_failed", "unknown"],
  ["ppp_plugin_failed", "local"],
  ["vpn_secrets_missing", "local"],
  ["vpn_plugin_failure", "unknown"],
  ["vpn_connect_timeout", "timeout"],
  ["vpn_connect_failed", "unknown"],
  ["ipsec_connect_timeout", "timeout"],
  ["ipsec_connect_failed", "unknown"],
  ["session_failed", "unknown"],
]);

const stages: ReadonlyMap<string, Stage> = new Map<LogEventName, Stage>([
  ["ike_sa_established", "ike"],
  ["ipsec_sa_established", "ipsec"],
  ["link_connected", "ipsec"],
  ["l2tp_tunnel_up", "l2tp"],
  ["l2tp_session_up", "l2tp"],
  ["ppp_connect", "ppp"],
  ["ppp_auth_ok", "ppp"],
]);

const stageOrder: readonly Stage[] = ["start", "ike", "ipsec", "l2tp", "ppp", "connected"];

/** The later of a stage and the one that an event reaches. */
export function laterStage(stage: Stage, event: string): Stage {
  const reached = stages.get(event) ?? "start";
  return stageOrder.indexOf(reached) > stageOrder.indexOf(stage) ? reached : stage;
}
