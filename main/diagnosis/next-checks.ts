import type { Evidence, Finding, FindingCode } from "../model/finding.ts";

/** What would turn a finding that is not certain into a sure one, or rule it out: a check that separates it from its rivals. */
const deciders: Partial<Record<FindingCode, string>> = {
  "nat-udp-timeout":
    "a deep check measures how long the NAT keeps an idle connection; or set a keepalive of 20 s and see whether the drops stop.",
  "ike-rekey-failure":
    "raise the VPN's log level until the next drop, or ask for the gateway's log of that minute: it shows whether a rekey was refused.",
  "path-mtu-too-small": "a standard check of the same gateway from another network.",
  "mtu-black-hole": "a standard check of the same gateway from another network.",
  "fragments-dropped":
    "the same check over a phone's hotspot: fragments that arrive there are dropped by this network.",
  "conntrack-exhausted": "the router's own log and its counters at the time of a drop.",
  "conntrack-timeout-short": "a deep check measures how long this computer's mappings live.",
  "udp-500-blocked": "the same check over a phone's hotspot: a port that answers there is blocked by this network.",
  "udp-4500-blocked": "the same check over a phone's hotspot: a port that answers there is blocked by this network.",
  "udp-blocked": "the same check over a phone's hotspot.",
  "esp-blocked": "the same check over a phone's hotspot, or a capture at the gateway while data should arrive.",
  "dpi-interference":
    "the same check half a minute later and over a phone's hotspot: a gateway that limits its rate answers again.",
  "gateway-silent":
    "the same check over a phone's hotspot: a gateway that answers there is up, and this network drops IKE.",
  "client-mobility": "one day on a cable in one place: the drops stop if it is so.",
  "client-sleep": "one day with sleep switched off: the drops stop if it is so.",
  "client-os-bug": "the same profile on another computer, or on this one after an update.",
  "nat-t-registry": "set the value, restart Windows and connect again.",
  "conflicting-software": "stop the other software for one test and connect again.",
  "clock-skew": "compare this computer's date, time and time zone with a phone's.",
  "psk-mismatch": "enter the pre-shared key anew on this computer, and compare it with the gateway's.",
  "credentials-rejected": "the gateway's log of the attempt: it names what it refused.",
  "certificate-problem": "compare the gateway's name and this computer's clock with the certificate's name and dates.",
  "proposal-mismatch": "the gateway's log of the attempt: it lists what was offered and what it takes.",
  "dns-failure": "a check while it fails: it asks for the name itself.",
  "routing-conflict": "the routing table while the VPN is up: the gateway's address must not lead into the tunnel.",
  "same-nat-clients": "connect with only one computer behind this router.",
  "l2tp-control-lost": "the gateway's L2TP log, or a capture at the gateway: it shows whether the packets arrive.",
  "ppp-failure": "the gateway's PPP log of that minute, and a standard check of the packet size.",
  "peer-terminated": "the gateway's log of that minute: it knows why it ended the session.",
};

/** The check that decides about a finding, as its last evidence; none where it is certain or no fault. */
export function nextCheck({
  code,
  confidence,
  severity,
}: Pick<Finding, "code" | "confidence" | "severity">): readonly Evidence[] {
  const decider = deciders[code];
  if (decider === undefined || confidence === "certain" || severity === "notice") return [];
  return [{ text: `To be sure: ${decider}` }];
}
