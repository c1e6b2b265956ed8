import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";

/** The kernel's default size is a multiple of this; each entry takes about 320 bytes. */
const entriesStep = 65_536;

/** The table size to set: twice the present one, in whole steps. */
function roomierMax(maxEntries: number | undefined): number {
  return Math.max(4, Math.ceil(((maxEntries ?? entriesStep) * 2) / entriesStep)) * entriesStep;
}

/** More room in the connection tracking table. `maxEntries`: its present size, where known. */
export function conntrackExhaustedFixes(maxEntries: number | undefined): readonly Fix[] {
  const newMax = roomierMax(maxEntries);
  const undo =
    maxEntries === undefined ? "set the former value." : `sysctl -w net.netfilter.nf_conntrack_max=${maxEntries}`;
  return [
    fix({
      who: "router",
      title: `Raise the connection tracking table to ${newMax} entries`,
      why: "a full table drops the first packet of everything new, the VPN's included",
      steps: [
        "Apply the lines on the machine whose log or table shows it, and find out what opens so many connections.",
        "Keep a sixteenth as many hash buckets at least.",
      ],
      commands: [
        [
          "Linux gateway (as a router)",
          `sysctl -w net.netfilter.nf_conntrack_max=${newMax}\necho ${newMax / 4} > /sys/module/nf_conntrack/parameters/hashsize\necho 'net.netfilter.nf_conntrack_max = ${newMax}' > /etc/sysctl.d/90-conntrack.conf`,
        ],
        [
          "Linux gateway (what fills it?)",
          "conntrack -L -o extended | awk '{print $4, $6}' | sort | uniq -c | sort -rn | head",
        ],
        [
          "Linux gateway (only where this machine itself opens the connections, as a proxy does)",
          "sysctl -w net.ipv4.ip_local_port_range='10240 60999'",
        ],
        [
          "OpenWrt",
          `sysctl -w net.netfilter.nf_conntrack_max=${newMax}\necho 'net.netfilter.nf_conntrack_max=${newMax}' >> /etc/sysctl.conf`,
        ],
        ["MikroTik RouterOS (its size follows the memory)", "/ip firewall connection tracking print"],
        ["pfSense and OPNsense", `System > Advanced > Firewall & NAT > Firewall Maximum States: ${newMax}`],
        ["FortiGate (its size follows the model)", "diagnose sys session full-stat"],
        ["Cisco IOS", `ip nat translation max-entries ${newMax}`],
        ["Cisco ASA (its size follows the model)", "show conn count"],
        [
          "Ubiquiti EdgeRouter",
          `set system conntrack table-size ${newMax}\nset system conntrack hash-size ${newMax / 4}`,
        ],
      ],
      risk: "each entry takes about 320 bytes of memory; a table that is full because of an attack or a loop fills again.",
      undo,
      verify: `cat /proc/sys/net/netfilter/nf_conntrack_count stays below ${Math.round(newMax * 0.8)}, and "table full" appears no more.`,
    }),
    fix({
      who: "vpn-admin",
      title: "Exempt the VPN's packets from connection tracking on the gateway",
      why: "a gateway need not track IKE and ESP to receive them",
      steps: ["Do this only where the gateway itself is the full machine and does no NAT for these packets."],
      commands: [
        [
          "Linux gateway (nftables)",
          "nft add table inet vpnraw\nnft add chain inet vpnraw pre '{ type filter hook prerouting priority raw; }'\nnft add rule inet vpnraw pre udp dport '{ 500, 4500 }' notrack",
        ],
      ],
      risk: "packets that are not tracked match no rule about connections; allow them by port.",
      undo: "nft delete table inet vpnraw",
      verify: 'The gateway\'s log shows "table full" no more while clients stay connected.',
    }),
  ];
}

/** Longer UDP timeouts on this computer. Both present values in seconds. */
export function conntrackTimeoutFixes(unrepliedSeconds: number, streamSeconds: number): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Raise this computer's UDP connection tracking timeouts",
      why: `it forgets UDP flows after ${unrepliedSeconds} s without and ${streamSeconds} s with an answer; the kernel's own defaults are 30 s and 120 s`,
      steps: ["Find out which file sets the values (/etc/sysctl.conf, /etc/sysctl.d) and change them there as well."],
      commands: [
        [
          "Linux",
          "sysctl -w net.netfilter.nf_conntrack_udp_timeout=60\nsysctl -w net.netfilter.nf_conntrack_udp_timeout_stream=180",
        ],
      ],
      risk: "the table holds idle flows longer.",
      undo: `sysctl -w net.netfilter.nf_conntrack_udp_timeout=${unrepliedSeconds} net.netfilter.nf_conntrack_udp_timeout_stream=${streamSeconds}`,
      verify: "Leave the VPN idle for ten minutes: it stays up.",
    }),
  ];
}

/** Longer UDP timeouts on the gateway. Both present values in seconds. */
export function gatewayConntrackTimeoutFixes(unrepliedSeconds: number, streamSeconds: number): readonly Fix[] {
  return [
    fix({
      who: "vpn-admin",
      title: "Raise the gateway's UDP connection tracking timeouts",
      why: `the gateway forgets UDP flows after ${unrepliedSeconds} s without and ${streamSeconds} s with an answer; the kernel's own defaults are 30 s and 120 s`,
      steps: ["Find out which file sets the values (/etc/sysctl.conf, /etc/sysctl.d) and change them there as well."],
      commands: [
        [
          "Linux gateway",
          "sysctl -w net.netfilter.nf_conntrack_udp_timeout=60\nsysctl -w net.netfilter.nf_conntrack_udp_timeout_stream=180",
        ],
      ],
      risk: "the table holds idle flows longer; watch that it does not fill.",
      undo: `sysctl -w net.netfilter.nf_conntrack_udp_timeout=${unrepliedSeconds} net.netfilter.nf_conntrack_udp_timeout_stream=${streamSeconds}`,
      verify: "Leave a client idle for ten minutes: it stays up.",
    }),
  ];
}
