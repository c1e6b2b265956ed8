import type { Fix } from "../../model/finding.ts";
import { keepaliveSecondsFor } from "../../probes/keepalive-interval.ts";
import { fix } from "./fix.ts";

/** Changes that keep the NAT's mapping alive, or make it live longer. `idleSeconds`: the silence that it did not survive. */
export function natUdpTimeoutFixes(idleSeconds: number): readonly Fix[] {
  const keepaliveSeconds = keepaliveSecondsFor(idleSeconds);
  const routerSeconds = Math.max(180, Math.ceil((idleSeconds * 2) / 60) * 60);
  return [
    fix({
      who: "you",
      title: `Send a NAT keepalive every ${keepaliveSeconds} s`,
      why: `the connection was lost after ${Math.round(idleSeconds)} s of silence, so something must be sent more often than that`,
      steps: [
        "Set the keepalive below, reconnect, and leave the VPN idle for ten minutes.",
        "Where the VPN client has no such setting, a ping through the tunnel at that interval does the same.",
      ],
      commands: [
        ["Linux (strongSwan, strongswan.conf)", `charon.keep_alive = ${keepaliveSeconds}s`],
        ["Linux (libreswan, ipsec.conf config setup)", `keep-alive=${keepaliveSeconds}`],
        ["Linux (pppd options)", `lcp-echo-interval ${keepaliveSeconds}\nlcp-echo-failure 4`],
        ["Linux (WireGuard, [Peer])", `PersistentKeepalive = ${keepaliveSeconds}`],
        [
          "Windows (PowerShell, while connected)",
          `while ($true) { Test-Connection -Count 1 -Quiet ADDRESS-IN-THE-VPN; Start-Sleep ${keepaliveSeconds} }`,
        ],
        ["macOS (Terminal, while connected)", `ping -i ${keepaliveSeconds} ADDRESS-IN-THE-VPN`],
      ],
      undo: "remove the line, or stop the ping.",
      verify: `Leave the VPN idle for ten minutes: it stays up, and the log shows a keepalive every ${keepaliveSeconds} s.`,
    }),
    fix({
      who: "router",
      title: `Let idle UDP mappings live ${routerSeconds} s or longer`,
      why: "RFC 4787 asks routers for two minutes at least and recommends five",
      steps: [
        "Raise the UDP timeout of the router's NAT, or of the firewall behind it.",
        "Switch hardware offloading off for one test: some routers forget mappings that it carries.",
      ],
      commands: [
        [
          "OpenWrt and other Linux routers",
          `sysctl -w net.netfilter.nf_conntrack_udp_timeout_stream=${routerSeconds}\nsysctl -w net.netfilter.nf_conntrack_udp_timeout=60`,
        ],
        [
          "MikroTik RouterOS",
          `/ip firewall connection tracking set udp-stream-timeout=${routerSeconds}s udp-timeout=60s`,
        ],
        ["pfSense and OPNsense", "System > Advanced > Firewall & NAT > Firewall Optimization Options: conservative"],
      ],
      undo: "set the former values (Linux: 120 and 30; RouterOS: 3m and 10s).",
      verify: "Leave the VPN idle for ten minutes: it stays up.",
    }),
    fix({
      who: "vpn-admin",
      title: `Check idle clients with dead peer detection every ${keepaliveSeconds} s`,
      why: "a check from the gateway also refreshes the mapping, as long as it comes before the mapping is gone",
      steps: [
        "Set the interval below, and let the client start anew instead of giving up when the check fails.",
        "With IKEv2, switch MOBIKE on: it follows a mapping that has changed.",
      ],
      commands: [
        ["strongSwan (swanctl.conf, connection)", `dpd_delay = ${keepaliveSeconds}s\nmobike = yes`],
        ["strongSwan (ipsec.conf, conn)", `dpddelay=${keepaliveSeconds}s\ndpdaction=restart\nmobike=yes`],
        [
          "libreswan (ipsec.conf, conn)",
          `dpddelay=${keepaliveSeconds}\ndpdtimeout=${keepaliveSeconds * 5}\nmobike=yes`,
        ],
        ["xl2tpd gateway (pppd options)", `lcp-echo-interval ${keepaliveSeconds}\nlcp-echo-failure 4`],
        [
          "MikroTik RouterOS (IPsec profile)",
          `/ip ipsec profile set default dpd-interval=${keepaliveSeconds}s dpd-maximum-failures=5`,
        ],
      ],
      undo: "set the former intervals.",
      verify: "The client's sessions no longer end after a time of silence.",
    }),
  ];
}
