import type { Evidence } from "../model/finding.ts";
import type { DropPattern } from "../model/drop-pattern.ts";
import { durationText } from "../model/duration-text.ts";
import type { LogEvent, LogEventName } from "../model/log-event.ts";
import type { Measurement, MeasurementKind } from "../model/measurement.ts";
import type { Drop, Witness } from "./drops.ts";
import { countText, quoted } from "./wording.ts";

/** What an event means, in the words of a person; events without a row are shown by their log line alone. */
const meanings: Partial<Record<LogEvent["event"], string>> = {
  address_changed: "This computer's address changed",
  address_removed: "This computer lost an address",
  auth_credentials_rejected: "The gateway rejected the user name or password",
  cert_error: "A certificate was refused",
  cert_expired: "A certificate is outside its period of validity",
  cert_identity_mismatch: "The certificate does not carry the expected name",
  cert_untrusted: "The certificate is not signed by a trusted authority",
  child_sa_failed: "The IPsec SA could not be set up",
  client_bug_proposal_number: "The client sent a malformed proposal",
  client_mobility: "The VPN client says that the network under it changed",
  connectivity_lost: "This computer lost its connection to the Internet",
  conntrack_expect_full: "The connection tracking table for expected connections is full",
  conntrack_table_full: "The connection tracking table is full and packets are dropped",
  dns_failure: "The gateway's name could not be resolved",
  dns_timeout: "No name server answered",
  double_nat: "The client found two NATs in a row",
  dpd_no_phase1: "The IKE SA was already gone when the peer was checked",
  dpd_timeout: "The gateway stopped answering dead peer detection",
  eap_failed: "EAP authentication failed",
  frag_needed: "A router reported that packets are too big",
  identity_mismatch: "The gateway does not know the identity of this client",
  idle_timeout: "The session was ended because it was idle",
  ike_auth_failed: "IKE authentication failed",
  ike_no_response: "The gateway did not answer the first IKE message",
  ike_notify_error: "The gateway reported an error",
  ike_sa_deleted_by_peer: "The gateway deleted the IKE SA",
  invalid_ke_payload: "The two ends disagree on the Diffie-Hellman group",
  ip_lost: "This computer lost its address lease",
  ipsec_sa_deleted_by_peer: "The gateway deleted the IPsec SA",
  l2tp_auth_failed: "L2TP tunnel authentication failed",
  l2tp_control_retry: "An L2TP control message was repeated without an answer",
  l2tp_control_timeout: "The L2TP control channel got no answer",
  l2tp_stopccn: "The gateway closed the L2TP tunnel",
  l2tp_stopccn_received: "The gateway closed the L2TP tunnel",
  link_down: "A network link went down",
  natt_detected: "The client found a NAT in front of this computer",
  network_changed: "The network changed",
  network_disconnected: "The network was disconnected",
  no_connection_config: "No connection is configured for what the peer asked",
  no_proposal_chosen: "The two ends have no proposal in common",
  no_route: "No route leads to the gateway",
  ovpn_handshake_timeout: "The gateway did not answer the first message",
  path_lost: "The path that the tunnel used is gone",
  ppp_auth_fail: "PPP authentication failed",
  ppp_auth_password_expired: "The password has expired",
  ppp_exit: "pppd ended",
  ppp_ipcp_failed: "PPP could not agree on addresses",
  ppp_lcp_echo_timeout: "The far end stopped answering PPP echoes",
  ppp_lcp_timeout: "The far end did not answer the first PPP messages",
  ppp_loopback: "PPP heard its own packets",
  ppp_mppe_failed: "PPP encryption could not be agreed on",
  ppp_ip_peer: "The gateway's address inside the tunnel",
  ppp_session_bytes: "What the tunnel carried",
  ppp_terminated_by_peer: "The gateway ended the PPP session",
  psk_mismatch: "The pre-shared keys of the two ends differ",
  psk_missing: "There is no pre-shared key for this gateway",
  rekey_failed: "Renewing the keys failed",
  rekey_started: "Renewing the keys began",
  retransmit_giveup: "The client gave up after repeating a message without an answer",
  routing_loop: "Packets of the tunnel were routed into the tunnel itself",
  sa_conflict_same_nat: "A second client behind the same NAT displaced the first",
  sa_expired: "An SA expired",
  send_error: "A packet could not be sent",
  service_not_running: "A service that the VPN needs is not running",
  session_disconnected: "The session ended",
  session_disconnected_by_server: "The gateway ended the session",
  session_failed: "The connection attempt failed",
  session_time_limit: "The session was ended because its time was up",
  sleep: "This computer went to sleep",
  sleep_disconnect: "The session ended because this computer slept",
  sleep_expired: "The SA expired while this computer slept",
  ts_unacceptable: "The two ends disagree on the networks in the tunnel",
  wake: "This computer woke up",
  wifi_disconnected: "The Wi-Fi connection was lost",
  wifi_roam: "The Wi-Fi moved to another access point",
} satisfies Partial<Record<LogEventName, string>>;

const measuredWhat: Readonly<Record<MeasurementKind, string>> = {
  "reach-udp-500": "UDP port 500 (IKE)",
  "reach-udp-4500": "UDP port 4500 (IPsec NAT traversal)",
  "reach-udp-control": "A UDP port that nothing listens on",
  "reach-icmp": "Ping",
  "reach-tcp": "TCP",
  "path-mtu": "Largest packet that gets through",
  "icmp-too-big": 'A "packet too big" message was heard',
  "path-mtu-reverse": "Largest packet that comes back",
  "icmp-too-big-reverse": 'The other side heard a "packet too big" message',
  "fragments-out": "Fragmented packets get through",
  "fragments-in": "Fragmented packets come back",
  "nat-present": "A NAT is on the path",
  "nat-lifetime-replied": "An idle UDP mapping of the NAT lives",
  cgnat: "A carrier-grade NAT is on the path",
  "captive-portal": "A captive portal is in the way",
  "clock-offset": "How far the other clock is ahead of this computer's",
  conntrack: "Connection tracking table in use",
  dns: "Name resolution",
  dpi: "What the network does to IKE, but not to other packets of the same size",
  "esp-in-udp": "Encrypted data in UDP (ESP) gets through",
  loss: "Lost packets",
  rtt: "Round-trip time",
  "tunnel-mtu": "Largest packet inside the tunnel",
  "nat-mapping": "How the NAT maps ports",
  "nat-filtering": "What the NAT lets in",
  "nat-lifetime-unreplied": "NAT timeout, nothing heard back",
  "nat-external-address": "Address outside the NAT",
  "keepalive-interval": "Time between keepalives",
  "ike-version": "IKE version",
  "route-to-gateway": "Route to the gateway",
};

/** Evidence lists stop here: more lines of the same kind prove no more. */
const shownAtMost = 6;

/** One log event as evidence: what it means, the line itself, when, and where it stands. */
function eventEvidence(event: LogEvent): Evidence {
  const meaning = meanings[event.event];
  const line = quoted(event.raw);
  return {
    text: meaning === undefined ? line : line === "" ? `${meaning}.` : `${meaning}: ${line}`,
    ...(event.atMs === null ? {} : timeOf(event.atMs)),
    source: event.lineNumber === undefined ? event.source : `${event.source}:${event.lineNumber}`,
  };
}

/** The latest of several log events as evidence, and how many more there are. */
export function eventsEvidence(events: readonly LogEvent[]): readonly Evidence[] {
  const shown = events.slice(-shownAtMost).map(eventEvidence);
  const left = events.length - shown.length;
  return left === 0 ? shown : [...shown, { text: `The logs hold ${countText(left, "earlier line")} of these kinds.` }];
}

/** One measurement as evidence: what was measured, against what, and the result or why there is none. */
function measurementEvidence(measurement: Measurement): Evidence {
  const { port } = measurement.details;
  const named = measuredWhat[measurement.kind];
  // The gateway may have its ports elsewhere.
  const what = typeof port === "number" ? named.replace(/^UDP port \d+/u, `UDP port ${port}`) : named;
  return {
    text: `${what}, measured against ${quoted(measurement.target)}: ${resultText(measurement)}.`,
    measurement: measurement.kind,
  };
}

/** Measurements that may not have been made, as evidence. */
export function measurementsEvidence(...measurements: readonly (Measurement | undefined)[]): readonly Evidence[] {
  return measurements.filter((measurement) => measurement !== undefined).map(measurementEvidence);
}

/** Drops as evidence: when, after how long, and how long nothing was sent before. */
export function dropsEvidence(drops: readonly Drop[]): readonly Evidence[] {
  const shown = drops.slice(-shownAtMost).map(({ session }) => {
    const after = session.lengthMs === undefined ? "" : ` after ${durationText(session.lengthMs)}`;
    const idle =
      session.idleBeforeEndMs === undefined ? "" : `, idle for ${durationText(session.idleBeforeEndMs)} before`;
    const name = session.connection === undefined ? "The VPN" : `The connection ${quoted(session.connection)}`;
    return {
      text: `${name} dropped${after}${idle}.`,
      ...(session.endedAt === undefined ? {} : { at: session.endedAt }),
    };
  });
  const left = drops.length - shown.length;
  return left === 0 ? shown : [...shown, { text: `The logs hold ${countText(left, "earlier drop")} like these.` }];
}

/** What all drops together say for or against a cause; nothing where they are too few. */
export function patternEvidence(pattern: DropPattern | undefined): readonly Evidence[] {
  if (pattern === undefined || pattern.verdict === "too-few-drops") return [];
  const isFor = pattern.verdict === "pattern";
  return [{ text: `${isFor ? "All drops together" : "Against it, all drops together"}: ${pattern.text}` }];
}

/** What happened on this computer just before a drop, as evidence. */
export function witnessEvidence(witness: Witness): Evidence {
  const before = `${witness.secondsBefore} s before the drop`;
  if (witness.logged !== undefined) {
    const evidence = eventEvidence(witness.logged);
    return { ...evidence, text: `${before}: ${evidence.text}` };
  }
  const meaning =
    (meanings as Readonly<Record<string, string>>)[witness.event] ?? `The log shows ${quoted(witness.event)}`;
  return { text: `${before}: ${meaning}.` };
}

function resultText({ outcome, value, unit, reason, low, high }: Measurement): string {
  if (outcome !== "measured")
    return `${outcome === "unknown" ? "could not be decided" : "not measured"} (${quoted(reason ?? "no reason given")})`;
  const shown = value === true ? "yes" : value === false ? "no" : quoted(String(value));
  const bounds = low !== undefined && high !== undefined && low !== high ? ` (between ${low} and ${high})` : "";
  return `${shown}${unit === undefined ? "" : ` ${unit}`}${bounds}`;
}

function timeOf(atMs: number): { readonly at?: string } {
  // A damaged log may claim times outside the years 1970 to 9999, which a report cannot carry.
  return atMs >= 0 && atMs < 253_402_300_800_000 ? { at: new Date(atMs).toISOString() } : {};
}
