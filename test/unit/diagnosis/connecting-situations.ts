import type { LogEvent } from "../../../main/model/log-event.ts";
import { drop, event, healthyBut, healthyMeasurements, measured, neverConnected, sessionUp } from "./observations.ts";
import type { Situation } from "./situation.ts";

const ras = (name: "session_failed" | "session_disconnected", code: string): LogEvent =>
  event(name, 10, { stack: "windows-ras", code });

/** Situations in which the VPN does not connect or fails inside the tunnel. */
export const connectingSituations: readonly Situation[] = [
  { name: "keys differ", given: { events: [event("psk_mismatch", 0)] }, expected: ["psk-mismatch certain blocks"] },
  {
    name: "keys differ, or port 4500 is closed",
    given: { events: [event("psk_mismatch", 0)], measurements: healthyBut(measured("reach-udp-4500", "silent")) },
    expected: ["udp-4500-blocked likely blocks", "psk-mismatch likely blocks"],
  },
  {
    name: "keys differed, a later attempt connected",
    given: { events: [event("psk_mismatch", -60)], sessions: [sessionUp(0)] },
    expected: ["psk-mismatch certain notice"],
  },
  {
    name: "authentication failed after presenting a pre-shared key",
    given: {
      events: [event("ike_auth_sent", 0, { fields: { method: "pre-shared key" } }), event("ike_auth_failed", 1)],
    },
    expected: ["psk-mismatch likely blocks"],
  },
  {
    name: "authentication failed after presenting something else",
    given: { events: [event("ike_auth_sent", 0, { fields: { method: "RSA" } }), event("ike_auth_failed", 1)] },
    expected: ["credentials-rejected possible blocks"],
  },
  {
    name: "no proposal in common",
    given: { events: [event("no_proposal_chosen", 0)] },
    expected: ["proposal-mismatch certain blocks"],
  },
  {
    name: "a proposal refused, the next one taken",
    given: { events: [event("no_proposal_chosen", 0), event("ipsec_sa_established", 1)] },
    expected: [],
  },
  {
    name: "single transforms refused are no error",
    given: { events: [event("proposal_refused", 0), event("proposal_refused", 0)] },
    expected: [],
  },
  {
    name: "a wrong password",
    given: { events: [event("auth_credentials_rejected", 0)] },
    expected: ["credentials-rejected certain blocks"],
  },
  {
    name: "PPP authentication failed, and the tunnel is torn down for it",
    given: {
      events: [
        event("ppp_auth_fail", 0),
        event("ppp_exit", 1, { fields: { code: "19" } }),
        event("l2tp_control_timeout", 40),
      ],
    },
    expected: ["credentials-rejected certain blocks"],
  },
  {
    name: "a certificate out of date, or the clock is wrong",
    given: { events: [event("cert_expired", 0)] },
    expected: ["certificate-problem likely blocks"],
  },
  {
    name: "a certificate that does not carry the gateway's name",
    given: { events: [event("cert_identity_mismatch", 0)] },
    expected: ["certificate-problem certain blocks"],
  },
  {
    name: "Windows code 13801: a certificate, or the credentials",
    given: { events: [ras("session_failed", "13801")] },
    expected: ["certificate-problem likely blocks"],
  },
  {
    name: "Windows code 787: the key, or a certificate",
    given: { events: [ras("session_failed", "787")] },
    expected: ["psk-mismatch possible blocks"],
  },
  {
    name: "Windows code 87 leaves open what was wrong",
    given: { events: [ras("session_failed", "87")] },
    expected: ["client-os-bug likely degrades"],
  },
  {
    name: "the gateway ends PPP for want of encryption",
    given: { events: [event("ppp_terminated_by_peer", 3, { fields: { reason: "MPPE required but not negotiated" } })] },
    expected: ["proposal-mismatch likely blocks"],
  },
  {
    name: "the gateway ends PPP by its session limit",
    given: { events: [event("ppp_terminated_by_peer", 3, { fields: { reason: "Session timeout" } })] },
    expected: ["idle-timeout-policy likely degrades"],
  },
  {
    name: "the second phase names other networks than the gateway",
    given: { events: [event("ike_notify_error", 3, { fields: { notify: "INVALID_ID_INFORMATION" } })] },
    expected: ["proposal-mismatch likely blocks"],
  },
  {
    name: "no answer to OpenVPN's first message",
    given: { events: [event("ovpn_sticky_remote", 0), event("ovpn_handshake_timeout", 60)] },
    expected: ["gateway-silent possible blocks"],
  },
  {
    name: "the gateway answered before it fell silent",
    given: { events: [event("ike_start", 0), event("ike_peer_replied", 1), event("ike_no_response", 165)] },
    expected: [],
  },
  {
    name: "IKE_AUTH on port 4500 stays without an answer",
    given: {
      events: [event("ike_start", 0), event("ike_peer_replied", 1), event("ike_no_response", 165)],
      sessions: [{ ...neverConnected("ike_no_response"), type: "ikev2", natDetected: true }],
    },
    expected: ["udp-4500-blocked possible blocks"],
  },
  {
    name: "no answer to the first message, nothing measured",
    given: {
      events: [event("ike_no_response", 165)],
      sessions: [neverConnected("ike_no_response")],
    },
    expected: ["gateway-silent possible blocks"],
  },
  {
    name: "no answer to the first message, the next attempt connected",
    given: {
      events: [event("ike_no_response", 165), event("ike_start", 198), event("ike_sa_established", 200)],
      sessions: [neverConnected("ike_no_response"), sessionUp(200)],
    },
    expected: [],
  },
  {
    name: "no answer to the first message then, the gateway answers now",
    given: {
      measurements: healthyMeasurements,
      events: [event("ike_no_response", 165)],
      sessions: [neverConnected("ike_no_response")],
    },
    expected: [],
  },
  {
    name: "Windows code 691",
    given: { events: [ras("session_failed", "691")] },
    expected: ["credentials-rejected certain blocks"],
  },
  {
    name: "Windows code 13806",
    given: { events: [ras("session_failed", "13806")] },
    expected: ["certificate-problem certain blocks"],
  },
  {
    name: "Windows code 13868",
    given: { events: [ras("session_failed", "13868")] },
    expected: ["proposal-mismatch likely blocks"],
  },
  {
    name: "Windows code 827",
    given: { events: [ras("session_failed", "827")] },
    expected: ["service-not-running certain blocks"],
  },
  {
    name: "Windows code 833",
    given: { events: [ras("session_disconnected", "833")] },
    expected: ["client-sleep certain degrades"],
  },
  {
    name: "Windows codes 789, 800, 809 and 829 say nothing",
    given: { events: ["789", "800", "809", "829"].map((code) => ras("session_failed", code)) },
    expected: [],
  },
  {
    name: "691 from another stack is not Windows' 691",
    given: { events: [event("session_failed", 0, { code: "691" })] },
    expected: [],
  },

  // Inside the tunnel
  {
    name: "L2TP control channel unanswered",
    given: {
      events: [event("ipsec_sa_established", 0), event("l2tp_control_retry", 2), event("l2tp_control_timeout", 31)],
    },
    expected: ["l2tp-control-lost likely blocks"],
  },
  {
    name: "L2TP lost after it had been up",
    given: {
      events: [event("l2tp_control_timeout", 612)],
      sessions: [drop(612, { cause: "l2tp_control_timeout" })],
    },
    expected: ["l2tp-control-lost likely degrades"],
  },
  {
    name: "L2TP repeated once only",
    given: { events: [event("l2tp_control_retry", 2)] },
    expected: [],
  },
  {
    name: "L2TP lost because the Wi-Fi was",
    given: {
      events: [event("wifi_disconnected", 580), event("l2tp_control_timeout", 612)],
      sessions: [drop(612, { cause: "l2tp_control_timeout" })],
    },
    expected: ["client-mobility likely degrades"],
  },
  {
    name: "PPP's encryption is not agreed on",
    given: { events: [event("ppp_mppe_failed", 5, { stack: "pppd" })] },
    expected: ["proposal-mismatch likely blocks"],
  },
  {
    name: "PPP echoes stop",
    given: {
      events: [event("ppp_lcp_echo_timeout", 612, { stack: "pppd" })],
      sessions: [drop(612, { cause: "ppp_lcp_echo_timeout" })],
    },
    expected: ["ppp-failure possible degrades"],
  },
  {
    name: "PPP without addresses",
    given: { events: [event("ppp_ipcp_failed", 5)] },
    expected: ["ppp-failure likely blocks"],
  },
  {
    name: "PPP echoes stop in a black hole",
    given: {
      events: [event("ppp_lcp_timeout", 30)],
      measurements: healthyBut(measured("path-mtu", 1380), measured("icmp-too-big", false)),
    },
    expected: ["mtu-black-hole certain degrades"],
  },
  {
    name: "the gateway said goodbye",
    given: { sessions: [drop(500, { endedBy: "peer" })], events: [event("ike_sa_deleted_by_peer", 500)] },
    expected: ["peer-terminated certain degrades"],
  },
  {
    name: "the gateway deleted an old SA, the session goes on",
    given: { sessions: [sessionUp(0)], events: [event("ike_sa_deleted_by_peer", 500)] },
    expected: [],
  },
  {
    name: "an idle limit",
    given: { sessions: [drop(1_800, { endedBy: "peer" })], events: [event("idle_timeout", 1_800)] },
    expected: ["idle-timeout-policy certain degrades"],
  },
  {
    name: "a loop through the tunnel",
    given: { events: [event("routing_loop", 20, { stack: "kernel" }), event("l2tp_control_timeout", 66)] },
    expected: ["routing-conflict certain blocks"],
  },
  {
    name: "a flood into the tunnel and nothing out of it",
    given: {
      events: [event("ppp_session_bytes", 66, { fields: { outBytes: "3522738740", inBytes: "0" } })],
      sessions: [drop(66)],
    },
    expected: ["routing-conflict likely blocks"],
  },
  {
    name: "little traffic in one direction is no flood",
    given: {
      events: [event("ppp_session_bytes", 66, { fields: { outBytes: "80000", inBytes: "0" } })],
      sessions: [drop(66)],
    },
    expected: [],
  },
  {
    name: "the gateway's own address inside the tunnel, which then dies",
    given: {
      events: [event("ppp_ip_peer", 2, { fields: { address: "203.0.113.9" } })],
      sessions: [drop(66)],
    },
    expected: ["routing-conflict possible blocks"],
  },
  {
    name: "the gateway's own address inside a tunnel that lives",
    given: {
      events: [event("ppp_ip_peer", 2, { fields: { address: "203.0.113.9" } })],
      sessions: [sessionUp(0)],
    },
    expected: [],
  },
];
