import type { Command } from "../fix.ts";

/* Settings that keep a NAT's mapping alive: how often something is sent, and how long routers remember it. */

/** FortiOS and Cisco accept no NAT keepalive or DPD interval below 10 s. */
const shortestApplianceSeconds = 10;

/** A far end that is silent for less is not dead: Wi-Fi roams and bursts of loss take that long. */
const shortestSilenceSeconds = 60;
const fewestFailures = 4;

/** Keepalives that the VPN's user can set. */
export function keepaliveCommands(keepaliveSeconds: number): readonly Command[] {
  return [
    ["Linux (strongSwan, strongswan.conf)", `charon.keep_alive = ${keepaliveSeconds}s`],
    ["Linux (libreswan, ipsec.conf config setup)", `keep-alive=${keepaliveSeconds}`],
    ["Linux (pppd options)", lcpEcho(keepaliveSeconds)],
    [
      "Linux (NetworkManager-l2tp)",
      `nmcli connection modify NAME +vpn.data "lcp-echo-interval=${keepaliveSeconds}, lcp-echo-failure=${failuresFor(keepaliveSeconds)}"`,
    ],
    ["Linux (WireGuard, [Peer])", `PersistentKeepalive = ${keepaliveSeconds}`],
    [
      "Windows (PowerShell, while connected)",
      `while ($true) { Test-Connection -Count 1 -Quiet ADDRESS-IN-THE-VPN; Start-Sleep ${keepaliveSeconds} }`,
    ],
    ["macOS (Terminal, while connected)", `ping -i ${keepaliveSeconds} ADDRESS-IN-THE-VPN`],
  ];
}

/** Dead peer detection and echoes from the gateway. */
export function peerCheckCommands(keepaliveSeconds: number): readonly Command[] {
  const failures = failuresFor(keepaliveSeconds);
  const deadSeconds = keepaliveSeconds * failures;
  const applianceSeconds = Math.max(shortestApplianceSeconds, keepaliveSeconds);
  return [
    ["strongSwan (swanctl.conf, connection)", `dpd_delay = ${keepaliveSeconds}s\nmobike = yes`],
    ["strongSwan (ipsec.conf, conn)", `dpddelay=${keepaliveSeconds}s\ndpdaction=restart\nmobike=yes`],
    ["libreswan (ipsec.conf, conn)", `dpddelay=${keepaliveSeconds}\ndpdtimeout=${deadSeconds}\nmobike=yes`],
    ["xl2tpd and pppd (options file)", lcpEcho(keepaliveSeconds)],
    [
      "Windows Server RRAS",
      "Routing and Remote Access > the server > Properties > IKEv2 > Network outage time: 30 minutes",
    ],
    ["macOS client (configuration profile, IKEv2)", "<key>DeadPeerDetectionRate</key><string>High</string>"],
    [
      "MikroTik RouterOS (IPsec profile)",
      `/ip ipsec profile set default dpd-interval=${keepaliveSeconds}s dpd-maximum-failures=${failures}`,
    ],
    [
      "pfSense and OPNsense",
      `VPN > IPsec > Phase 1 > Dead Peer Detection: delay ${keepaliveSeconds} s, ${failures} failures`,
    ],
    [
      "FortiGate",
      `config vpn ipsec phase1-interface\n  edit NAME\n    set nattraversal enable\n    set keepalive ${applianceSeconds}\n    set dpd on-idle\n    set dpd-retryinterval ${applianceSeconds}\n  next\nend`,
    ],
    [
      "Cisco IOS",
      `crypto isakmp keepalive ${applianceSeconds} 5 periodic\ncrypto isakmp nat keepalive ${applianceSeconds}\ncrypto ikev2 dpd ${applianceSeconds} 5 periodic\ncrypto ikev2 nat keepalive ${applianceSeconds}`,
    ],
    [
      "Cisco ASA",
      `crypto isakmp nat-traversal ${applianceSeconds}\ntunnel-group NAME ipsec-attributes\n isakmp keepalive threshold ${applianceSeconds} retry 5`,
    ],
    [
      "Ubiquiti EdgeRouter",
      `set vpn ipsec ike-group NAME dead-peer-detection interval ${keepaliveSeconds}\nset vpn ipsec ike-group NAME dead-peer-detection timeout ${deadSeconds}`,
    ],
  ];
}

/** How long routers keep an idle mapping: `streamSeconds` once both sides have sent, `unrepliedSeconds` before. */
export function udpTimeoutCommands(streamSeconds: number, unrepliedSeconds: number): readonly Command[] {
  const streamMinutes = Math.ceil(streamSeconds / 60);
  return [
    [
      "OpenWrt",
      `sysctl -w net.netfilter.nf_conntrack_udp_timeout_stream=${streamSeconds}\nsysctl -w net.netfilter.nf_conntrack_udp_timeout=${unrepliedSeconds}\nprintf 'net.netfilter.nf_conntrack_udp_timeout_stream=${streamSeconds}\\nnet.netfilter.nf_conntrack_udp_timeout=${unrepliedSeconds}\\n' >> /etc/sysctl.conf`,
    ],
    [
      "Linux gateway (as a router)",
      `sysctl -w net.netfilter.nf_conntrack_udp_timeout_stream=${streamSeconds}\nsysctl -w net.netfilter.nf_conntrack_udp_timeout=${unrepliedSeconds}`,
    ],
    [
      "MikroTik RouterOS",
      `/ip firewall connection tracking set udp-stream-timeout=${streamSeconds}s udp-timeout=${unrepliedSeconds}s`,
    ],
    ["pfSense and OPNsense", "System > Advanced > Firewall & NAT > Firewall Optimization Options: conservative"],
    ["FortiGate", `config system global\n  set udp-idle-timer ${streamSeconds}\nend`],
    ["Cisco IOS", `ip nat translation udp-timeout ${streamSeconds}`],
    ["Cisco ASA", `timeout udp ${hoursAndMinutes(streamMinutes)}:00`],
    [
      "Ubiquiti EdgeRouter",
      `set system conntrack timeout udp stream ${streamSeconds}\nset system conntrack timeout udp other ${unrepliedSeconds}`,
    ],
    ["Windows Server RRAS (as a NAT)", `netsh routing ip nat set global udptimeoutmins=${streamMinutes}`],
  ];
}

/** How many checks at an interval in s must get lost before the far end counts as dead. */
function failuresFor(intervalSeconds: number): number {
  return Math.max(fewestFailures, Math.ceil(shortestSilenceSeconds / intervalSeconds));
}

function hoursAndMinutes(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** pppd's echoes at an interval in s. */
export function lcpEcho(intervalSeconds: number): string {
  return `lcp-echo-interval ${intervalSeconds}\nlcp-echo-failure ${failuresFor(intervalSeconds)}`;
}
