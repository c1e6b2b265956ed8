import {
  event,
  healthyBut,
  healthyMeasurements,
  measured,
  network,
  notMeasured,
  profile,
  sessionUp,
} from "./observations.ts";
import type { Situation } from "./situation.ts";

const silent = [measured("reach-udp-500", "silent"), measured("reach-udp-4500", "silent")];

/** Situations that measurements and the state of this computer decide. */
export const measuredSituations: readonly Situation[] = [
  { name: "nothing known", given: {}, expected: [] },
  { name: "all measured and well", given: { measurements: healthyMeasurements }, expected: [] },
  {
    name: "all well, one session up",
    given: { measurements: healthyMeasurements, sessions: [sessionUp(0)], events: [event("ike_sa_established", 0)] },
    expected: [],
  },

  // Reachability
  {
    name: "500 silent, 4500 answered",
    given: { measurements: healthyBut(measured("reach-udp-500", "silent")) },
    expected: ["udp-500-blocked likely blocks"],
  },
  {
    name: "500 silent, 4500 answered, on a network that loses half of all packets",
    given: { measurements: healthyBut(measured("reach-udp-500", "silent"), measured("loss", 50)) },
    expected: ["udp-500-blocked possible blocks"],
  },
  {
    name: "500 not measured, 4500 answered",
    given: { measurements: healthyBut(notMeasured("reach-udp-500", "unknown")) },
    expected: [],
  },
  {
    name: "4500 silent behind a NAT",
    given: { measurements: healthyBut(measured("reach-udp-4500", "silent")) },
    expected: ["udp-4500-blocked likely blocks"],
  },
  {
    name: "4500 silent without a NAT",
    given: { measurements: healthyBut(measured("reach-udp-4500", "silent"), measured("nat-present", false)) },
    expected: ["udp-4500-blocked likely degrades"],
  },
  {
    name: "both silent, ping answered: the gateway's silence is no proof that UDP is blocked",
    given: { measurements: [measured("dns", "203.0.113.9"), measured("reach-icmp", "answered"), ...silent] },
    expected: ["gateway-silent likely blocks"],
  },
  {
    name: "both refused",
    given: { measurements: [measured("reach-udp-500", "refused"), measured("reach-udp-4500", "refused")] },
    expected: ["gateway-silent certain blocks"],
  },
  {
    name: "both silent, and the VPN client was not answered either",
    given: { measurements: silent, events: [event("ike_no_response", 0)] },
    expected: ["gateway-silent likely blocks"],
  },
  {
    name: "both silent while a session is up",
    given: { measurements: silent, sessions: [sessionUp(0)] },
    expected: ["gateway-silent possible notice"],
  },
  { name: "one silent, the other not measured", given: { measurements: silent.slice(0, 1) }, expected: [] },
  {
    name: "both silent, name servers silent, ping answered: UDP fails elsewhere too",
    given: {
      measurements: [
        ...silent,
        measured("reach-icmp", "answered"),
        notMeasured("dns", "failed", { code: "timed-out" }),
      ],
    },
    expected: ["udp-blocked likely blocks"],
  },
  {
    name: "both silent, name servers silent, TCP refused: the host is up, and only UDP fails",
    given: {
      measurements: [...silent, measured("reach-tcp", "refused"), notMeasured("dns", "failed", { code: "timed-out" })],
    },
    expected: ["udp-blocked likely blocks"],
  },
  {
    name: "both silent, name servers silent, ping answered, but a port of the host was refused: UDP gets out",
    given: {
      measurements: [
        ...silent,
        measured("reach-icmp", "answered"),
        measured("reach-udp-control", "refused"),
        notMeasured("dns", "failed", { code: "timed-out" }),
      ],
    },
    expected: ["dns-failure certain blocks", "gateway-silent likely blocks"],
  },
  {
    name: "500 refused in a capture, where the client never got as far as 4500",
    given: { measurements: [measured("reach-udp-500", "refused")], events: [event("ike_no_response", 0)] },
    expected: ["gateway-silent likely blocks"],
  },
  {
    name: "500 silent in a capture, where the client never got as far as 4500",
    given: { measurements: silent.slice(0, 1), events: [event("ike_no_response", 0)] },
    expected: ["gateway-silent likely blocks"],
  },
  {
    name: "both silent, name servers silent, nothing else answers: just offline",
    given: { measurements: [...silent, notMeasured("dns", "failed", { code: "timed-out" })] },
    expected: ["dns-failure certain blocks", "gateway-silent likely blocks"],
  },
  {
    name: "a captive portal explains the silence",
    given: { measurements: [...silent, measured("captive-portal", true)] },
    expected: ["captive-portal certain blocks"],
  },

  // Interference
  {
    name: "IKE is dropped, other content of the same size passes",
    given: { measurements: healthyBut(measured("dpi", "content")) },
    expected: ["dpi-interference possible blocks"],
  },
  {
    name: "IKE is dropped, and the VPN client was not answered either",
    given: { measurements: healthyBut(measured("dpi", "content")), events: [event("ike_no_response", 0)] },
    expected: ["dpi-interference likely blocks"],
  },
  {
    name: "large IKE packets are dropped",
    given: { measurements: healthyBut(measured("dpi", "size")) },
    expected: ["dpi-interference likely degrades"],
  },
  {
    name: "IKE is dropped after the first packets",
    given: { measurements: healthyBut(measured("dpi", "rate")) },
    expected: ["dpi-interference likely degrades"],
  },
  { name: "IKE passes", given: { measurements: healthyBut(measured("dpi", "none")) }, expected: [] },
  { name: "not decided", given: { measurements: healthyBut(notMeasured("dpi", "unknown")) }, expected: [] },
  {
    name: "only a message that is no IKE in use was answered",
    given: {
      measurements: healthyBut(
        { ...measured("reach-udp-500", "answered"), details: { bait: "ver" } },
        { ...measured("reach-udp-4500", "answered"), details: { bait: "ver" } },
      ),
    },
    expected: ["dpi-interference possible degrades"],
  },
  {
    name: "IKE was answered on one port at least",
    given: {
      measurements: healthyBut(
        { ...measured("reach-udp-500", "answered"), details: { bait: "ver" } },
        { ...measured("reach-udp-4500", "answered"), details: { bait: "ke" } },
      ),
    },
    expected: [],
  },
  {
    name: "encrypted data ends the flow",
    given: { measurements: healthyBut(measured("esp-in-udp", false)) },
    expected: ["esp-blocked likely blocks"],
  },
  { name: "encrypted data passes", given: { measurements: healthyBut(measured("esp-in-udp", true)) }, expected: [] },

  // MTU
  {
    name: "path MTU 1400, too big heard",
    given: { measurements: healthyBut(measured("path-mtu", 1400), measured("icmp-too-big", true)) },
    expected: ["path-mtu-too-small certain degrades"],
  },
  {
    name: "path MTU 1400, not known whether too big is heard",
    given: { measurements: healthyBut(measured("path-mtu", 1400), notMeasured("icmp-too-big", "unknown")) },
    expected: ["path-mtu-too-small certain degrades"],
  },
  {
    name: "path MTU 1380, too big not heard",
    given: { measurements: healthyBut(measured("path-mtu", 1380), measured("icmp-too-big", false)) },
    expected: ["mtu-black-hole certain degrades"],
  },
  { name: "path MTU 1492 (PPPoE) fits", given: { measurements: healthyBut(measured("path-mtu", 1492)) }, expected: [] },
  {
    name: "path MTU 1488 just fits L2TP",
    given: { measurements: healthyBut(measured("path-mtu", 1488)) },
    expected: [],
  },
  {
    name: "path MTU 1487 does not",
    given: { measurements: healthyBut(measured("path-mtu", 1487), measured("icmp-too-big", true)) },
    expected: ["path-mtu-too-small certain degrades"],
  },
  {
    name: "path MTU 1400 is enough for a tunnel that is set to 1280",
    given: {
      measurements: healthyBut(measured("path-mtu", 1400), measured("icmp-too-big", false)),
      profiles: [profile("l2tp-ipsec", { mtu: "1280" })],
    },
    expected: [],
  },
  {
    name: "only the way back is too small",
    given: { measurements: healthyBut(measured("path-mtu", 1500), measured("path-mtu-reverse", 1400)) },
    expected: ["path-mtu-too-small likely degrades"],
  },
  {
    name: "only the way back is too small, and the other side was told",
    given: {
      measurements: healthyBut(
        measured("path-mtu", 1500),
        measured("path-mtu-reverse", 1400),
        measured("icmp-too-big-reverse", true),
      ),
    },
    expected: ["path-mtu-too-small likely degrades"],
  },
  {
    name: "only the way back is too small, and nobody tells the other side",
    given: {
      measurements: healthyBut(
        measured("path-mtu", 1500),
        measured("path-mtu-reverse", 1400),
        measured("icmp-too-big-reverse", false),
      ),
    },
    expected: ["mtu-black-hole likely degrades"],
  },
  {
    name: "both ways are too small",
    given: {
      measurements: healthyBut(
        measured("path-mtu", 1400),
        measured("icmp-too-big", false),
        measured("path-mtu-reverse", 1380),
      ),
    },
    expected: ["mtu-black-hole certain degrades"],
  },
  {
    name: "the way back is known to carry a size at least",
    given: {
      measurements: healthyBut(measured("path-mtu", 1492), {
        ...measured("path-mtu-reverse", 1400),
        details: { atLeast: true },
      }),
    },
    expected: [],
  },
  {
    name: "fragments get there, and do not come back",
    given: { measurements: healthyBut(measured("fragments-out", true), measured("fragments-in", false)) },
    expected: ["fragments-dropped likely degrades"],
  },
  {
    name: "a black hole of IPv6 swallows fragments as well",
    given: {
      measurements: healthyBut(
        { ...measured("path-mtu", 1380), target: "[2001:db8::9]:500" },
        measured("icmp-too-big", false),
        measured("fragments-out", false),
      ),
    },
    expected: ["mtu-black-hole certain degrades"],
  },
  {
    name: "path MTU not decided",
    given: { measurements: healthyBut(notMeasured("path-mtu", "unknown"), measured("icmp-too-big", false)) },
    expected: [],
  },
  {
    name: "fragments lost",
    given: { measurements: healthyBut(measured("fragments-out", false)) },
    expected: ["fragments-dropped likely degrades"],
  },
  {
    name: "fragments not decided",
    given: { measurements: healthyBut(notMeasured("fragments-out", "unknown")) },
    expected: [],
  },

  // Surroundings
  {
    name: "no such name",
    given: { measurements: [notMeasured("dns", "failed", { code: "name-not-resolved" })] },
    expected: ["dns-failure certain blocks"],
  },
  {
    name: "name resolution cancelled",
    given: { measurements: [notMeasured("dns", "failed", { code: "cancelled" })] },
    expected: [],
  },
  {
    name: "the name could not be resolved then, it can now",
    given: { measurements: healthyMeasurements, events: [event("dns_failure", 0)] },
    expected: ["dns-failure possible notice"],
  },
  {
    name: "a carrier's address on the uplink",
    given: { network: network("cgnat") },
    expected: ["cgnat certain notice"],
  },
  { name: "an overlay's address inside a tunnel", given: { network: network("cgnat", "tunnel") }, expected: [] },
  {
    name: "a mapping that only packets of two hops prolong",
    given: { measurements: healthyBut(measured("nat-lifetime-replied", 60, { details: { shortestNatHop: 2 } })) },
    expected: ["double-nat possible notice"],
  },
  {
    name: "a mapping that the home router forgets",
    given: { measurements: healthyBut(measured("nat-lifetime-replied", 60, { details: { shortestNatHop: 1 } })) },
    expected: [],
  },
  {
    name: "two routers with private addresses behind a NAT",
    given: {
      measurements: healthyBut(
        measured("nat-present", true, { details: { privateHops: 2, hops: "192.168.1.1 10.0.0.1 198.51.100.1 ?" } }),
      ),
    },
    expected: ["double-nat possible notice"],
  },
  {
    name: "two routers with private addresses and no NAT, as in a company",
    given: {
      measurements: healthyBut(measured("nat-present", false, { details: { privateHops: 2, hops: "10.0.0.1" } })),
    },
    expected: [],
  },
  {
    name: "a hop with a carrier's address",
    given: { measurements: [...healthyMeasurements, measured("cgnat", true, { method: "first-hops" })] },
    expected: ["cgnat likely notice"],
  },
  { name: "two NATs in the log", given: { events: [event("double_nat", 0)] }, expected: ["double-nat likely notice"] },
  {
    name: "a second client behind the same router",
    given: { events: [event("sa_conflict_same_nat", 0, { stack: "libreswan" })] },
    expected: ["same-nat-clients likely degrades"],
  },
  {
    name: "logs closed to this account",
    given: { logSources: [{ source: "journal", outcome: "not-permitted", linesRead: 0 }] },
    expected: ["logs-unreadable certain notice"],
  },
  {
    name: "one log closed, another one read",
    given: {
      logSources: [
        { source: "/var/log/auth.log", outcome: "not-permitted", linesRead: 0 },
        { source: "journal", outcome: "read", linesRead: 9 },
      ],
      events: [event("ike_sa_established", 0)],
      sessions: [sessionUp(0)],
    },
    expected: [],
  },
  {
    name: "no log there",
    given: { logSources: [{ source: "journal", outcome: "not-found", linesRead: 0 }] },
    expected: [],
  },

  // The same addresses on both sides; this computer is in 192.0.2.0/24
  {
    name: "the network behind the VPN has the addresses of this one",
    given: { network: network(), profiles: [profile("ikev2", { remote_ts: "10.0.0.0/8,192.0.2.128/25[tcp/80]" })] },
    expected: ["routing-conflict likely degrades"],
  },
  {
    name: "the network behind the VPN has other addresses",
    given: { network: network(), profiles: [profile("wireguard", { AllowedIPs: "192.0.3.0/24, 10.0.0.0/8" })] },
    expected: [],
  },
  {
    name: "a tunnel that takes everything means no network of its own",
    given: { network: network(), profiles: [profile("wireguard", { AllowedIPs: "0.0.0.0/0, 128.0.0.0/1, ::/0" })] },
    expected: [],
  },
  {
    name: "a single host behind the VPN, and what is no network",
    given: { network: network(), profiles: [profile("ikev2", { remote_ts: "192.0.2.20/32 dynamic 192.0.2.0/99" })] },
    expected: [],
  },
];
