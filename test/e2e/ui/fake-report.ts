import type { Finding, Measurement, Report, Session } from "../../../main/api/contract.ts";

/* Reports as the real check makes them, for gateways whose name says what is wrong. */

const target = "203.0.113.10";

const measured = (
  kind: Measurement["kind"],
  value: string | number | boolean,
  rest: Partial<Measurement> = {},
): Measurement => ({ kind, outcome: "measured", value, method: "ike-sa-init", target, details: {}, ...rest });

const missing = (kind: Measurement["kind"], outcome: "unknown" | "failed", reason: string): Measurement => ({
  kind,
  outcome,
  reason,
  method: "ike-sa-init",
  target,
  details: {},
});

const blackHole: Finding = {
  code: "mtu-black-hole",
  cause: "mtu",
  title: "Large packets disappear on the way, and nobody says so",
  plain: "Large packets disappear on the way and nobody tells your computer, so downloads and pages hang.",
  expert:
    "The path MTU is below the size of the tunnel's full packets, and ICMP that would say so is filtered (RFC 2923).",
  severity: "blocks",
  confidence: "certain",
  evidence: [
    { text: "Largest packet that gets through: 1380 bytes.", measurement: "path-mtu" },
    { text: "No “packet too big” message was heard for 1381 bytes and more.", measurement: "icmp-too-big" },
    {
      text: "The client gave up after repeating a message without an answer: “giving up after 5 retransmits”",
      at: "2026-11-20T08:12:44.000Z",
      source: "journal:48211",
    },
    {
      text: "The client gave up after repeating a message without an answer: “giving up after 5 retransmits”",
      at: "2026-11-20T09:31:02.000Z",
      source: "journal:49007",
    },
  ],
  fixes: [
    {
      who: "vpn-admin",
      title: "Clamp TCP’s segment size on the gateway to 1240 bytes",
      why: "connections inside the tunnel then never make packets that are too large for the path",
      steps: ["Apply the lines that fit the gateway.", "Keep them over a restart."],
      risk: "connections that would fit larger segments lose a few per cent of speed.",
      undo: "delete the rule again.",
      commands: [
        {
          os: "Linux gateway (nftables)",
          text: "nft add rule inet filter forward iifname ppp* tcp flags syn tcp option maxseg size set 1240",
        },
        {
          os: "MikroTik RouterOS",
          text: "/ip firewall mangle add chain=forward protocol=tcp tcp-flags=syn action=change-mss new-mss=1240",
        },
        { os: "strongSwan (strongswan.conf)", text: "charon {\n  fragment_size = 1340\n}" },
      ],
      verify: "A download of 10 MB through the VPN ends, and this check no longer finds a black hole.",
    },
    {
      who: "you",
      title: "Set the VPN’s MTU to 1280 bytes",
      why: "packets of this size get through the narrowest part of the path",
      steps: ["Set the value below while the VPN is off.", "Then connect the VPN again."],
      commands: [
        { os: "Linux (NetworkManager)", text: "nmcli connection modify NAME l2tp.mtu 1280" },
        { os: "Windows", text: 'netsh interface ipv4 set subinterface "NAME" mtu=1280 store=persistent' },
        { os: "macOS", text: "sudo ifconfig ppp0 mtu 1280" },
      ],
      verify: "ping -M do -s 1252 to a host behind the VPN is answered.",
    },
  ],
};

const natTimeout: Finding = {
  code: "nat-udp-timeout",
  cause: "nat-timeout",
  title: "The router forgets an idle VPN after about 30 seconds",
  severity: "degrades",
  confidence: "likely",
  evidence: [
    { text: "6 of 7 drops came after 31 to 34 s without traffic.", source: "journal" },
    { text: "A NAT is on the path.", measurement: "nat-present" },
  ],
  fixes: [
    {
      who: "router",
      title: "Raise the router’s UDP timeout to 180 s",
      steps: ["Look for “UDP timeout” or “NAT timeout” in the router’s settings.", "Set it to 180 seconds or more."],
      commands: [{ os: "OpenWrt", text: "sysctl -w net.netfilter.nf_conntrack_udp_timeout_stream=180" }],
      verify: "Leave the VPN idle for ten minutes: it stays up.",
    },
  ],
};

const carrierNat: Finding = {
  code: "cgnat",
  cause: "routing",
  title: "Your provider puts a second NAT in front of you",
  severity: "notice",
  confidence: "possible",
  evidence: [{ text: "This computer has the address 100.64.12.7.", measurement: "cgnat" }],
  fixes: [],
};

const session = (outcome: Session["outcome"]): Session => ({
  outcome,
  endedBy: outcome === "dropped" ? "timeout" : "unknown",
  stage: "connected",
  before: [],
  natDetected: true,
  keepalivesSeen: false,
  duringRekey: false,
});

export const stepNames = [
  ["system", "This computer", "Debian GNU/Linux 12"],
  ["network", "Network connection", "online through wlp3s0"],
  ["profiles", "VPN profiles", "1 found"],
  ["logs", "VPN logs", "214 VPN events in 51802 lines"],
  ["resolve", "Name of the gateway", target],
  ["route", "Route to the gateway", "through wlp3s0"],
  ["ping", "Ping", "answered in 23.4 ms"],
  ["reach", "UDP ports 500 and 4500", "both answered"],
  ["nat", "NAT on the way", "a NAT is on the path"],
  ["path-mtu", "Largest packet (path MTU)", "1380 bytes"],
  ["fragments", "Fragmented packets", "get through"],
  ["diagnosis", "Diagnosis", "3 findings"],
] as const;

const done = stepNames.map(([name], index) => ({ name, outcome: "done" as const, durationMs: 12 + index * 170 }));

const healthy: Report = {
  schema: "tunnel-doctor/report/1",
  tool: { version: "0.1.0" },
  run: {
    id: "5f0c2a9be1d34477",
    profile: "standard",
    startedAt: "2026-11-23T09:14:02.000Z",
    endedAt: "2026-11-23T09:14:14.300Z",
    steps: done,
    packetsSent: 128,
  },
  verdict: "healthy",
  client: {
    os: "linux",
    osName: "Debian GNU/Linux",
    osVersion: "12",
    osBuild: "6.1.0-25-amd64",
    arch: "x64",
    vpnClients: [{ name: "strongSwan", version: "5.9.8" }],
  },
  profiles: [
    { name: "Office", type: "l2tp-ipsec", gateway: "vpn.example.com", origin: "NetworkManager", settings: {} },
  ],
  network: {
    takenAt: "2026-11-23T09:14:02.100Z",
    interfaces: [],
    defaultRoutes: [],
    dnsServers: ["192.0.2.53"],
    wifi: [],
    notes: [],
  },
  gateway: { host: "vpn.example.com", addresses: [target] },
  measurements: [
    measured("dns", target, { method: "system-resolver", target: "vpn.example.com" }),
    measured("reach-udp-500", "answered", { target: `${target}:500`, details: { packets: 1 } }),
    measured("reach-udp-4500", "answered", { target: `${target}:4500`, details: { packets: 1 } }),
    measured("reach-icmp", "answered", { method: "icmp-echo", details: { packets: 5 } }),
    measured("rtt", 23.4, { unit: "ms", method: "icmp-echo" }),
    measured("loss", 0, { unit: "%", method: "icmp-echo" }),
    measured("nat-present", true),
    measured("path-mtu", 1500, { unit: "bytes", low: 1500, high: 1500, method: "ike-bait-df" }),
    measured("fragments-out", true),
  ],
  events: { total: 214, bySource: { journal: 214 }, byEvent: { dpd_timeout: 6 }, unknownLines: 3 },
  sessions: [session("still-up"), session("closed")],
  findings: [],
  checklist: [
    { step: "The gateway’s name resolves", status: "clear", note: `vpn.example.com is ${target}` },
    { step: "UDP 500 and 4500 reach the gateway", status: "clear", note: "both answered" },
    { step: "Large packets get through", status: "clear", note: "1500 bytes" },
    { step: "VPN logs of this computer", status: "done", note: "214 events from the journal" },
  ],
  advice: [],
};

const problem: Report = {
  ...healthy,
  verdict: "problem-found",
  measurements: [
    ...healthy.measurements.filter(({ kind }) => kind !== "path-mtu" && kind !== "fragments-out"),
    measured("path-mtu", 1380, {
      unit: "bytes",
      low: 1380,
      high: 1380,
      method: "ike-bait-df",
      details: { linkMtuBytes: 1500 },
    }),
    measured("icmp-too-big", false),
    measured("path-mtu-reverse", 1492, { unit: "bytes", method: "responder", target: "192.0.2.7:3478" }),
    measured("nat-lifetime-replied", 30.2, { unit: "s", low: 30, high: 30.5, method: "responder" }),
    measured("nat-lifetime-unreplied", 120, { unit: "s", low: 120, method: "responder", details: { atLeast: true } }),
    measured("keepalive-interval", 15, { unit: "s", method: "half-of-lifetime" }),
    missing("fragments-out", "unknown", "too many packets were lost to tell"),
    missing("captive-portal", "failed", "no name server answered"),
  ],
  sessions: [...Array.from({ length: 7 }, () => session("dropped")), session("never-connected"), session("still-up")],
  findings: [blackHole, natTimeout, carrierNat],
  checklist: [
    { step: "The gateway’s name resolves", status: "clear", note: `vpn.example.com is ${target}` },
    { step: "UDP 500 and 4500 reach the gateway", status: "clear", note: "both answered" },
    { step: "Large packets get through", status: "found", note: "nothing above 1380 bytes" },
    { step: "VPN logs of this computer", status: "done", note: "214 events from the journal" },
    { step: "Wi-Fi roams before drops", status: "not-possible", note: "the Wi-Fi log is not readable for this user" },
  ],
  advice: ["Run the check again over a mobile hotspot: if large packets get through there, it is this connection."],
};

const partial: Report = {
  ...healthy,
  verdict: "not-enough-checked",
  run: {
    ...healthy.run,
    steps: done.map((step) =>
      step.name === "logs"
        ? { ...step, outcome: "failed", reason: "the journal may be read by the group systemd-journal only" }
        : step.name === "reach"
          ? { ...step, outcome: "failed", reason: "took longer than 10 s" }
          : ["nat", "path-mtu", "fragments"].includes(step.name)
            ? { ...step, outcome: "skipped", reason: "the gateway did not answer" }
            : step,
    ),
  },
  gateway: { host: "partial.example.com", addresses: [target] },
  measurements: [missing("reach-udp-500", "unknown", "no answer to 3 tries")],
  sessions: [],
  checklist: [],
  advice: ["Add your user to the group systemd-journal, sign in again, and run the check once more."],
};

const cancelled: Report = {
  ...healthy,
  verdict: "cancelled",
  run: {
    ...healthy.run,
    steps: done.map((step, index) =>
      index < 7 ? step : { ...step, outcome: "cancelled", durationMs: 0, reason: "cancelled" },
    ),
  },
  measurements: healthy.measurements.slice(0, 1),
  sessions: [],
  checklist: [],
};

/** The report about the gateway of this name. */
export function fakeReport(gateway: string): Report {
  const [scenario = ""] = gateway.split(".");
  const found = { healthy, partial, slow: cancelled }[scenario] ?? problem;
  return {
    ...found,
    run: { ...found.run, id: `run-${scenario}`.slice(0, 64) },
    gateway: { host: gateway, addresses: [target] },
  };
}
