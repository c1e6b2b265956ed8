import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";

export interface PathMtuNumbers {
  readonly pathMtuBytes: number;
  /** Largest IP packet that fits through the tunnel in one piece. */
  readonly tunnelMtuBytes: number;
  readonly mssBytes: number;
}

/** Changes that make the tunnel's packets fit the path, on either end. */
export function pathMtuFixes(numbers: PathMtuNumbers): readonly Fix[] {
  const { pathMtuBytes, tunnelMtuBytes, mssBytes } = numbers;
  return [
    fix({
      who: "you",
      title: `Set the MTU of the VPN connection to ${tunnelMtuBytes} bytes`,
      why: `the path carries ${pathMtuBytes} bytes, and ${tunnelMtuBytes} are left for your data after encryption`,
      steps: [
        "Note the present value first.",
        "Set the value below while the VPN is connected, then open a page that stalled before.",
      ],
      commands: [
        ["Linux (xl2tpd and pppd, options file named by pppoptfile)", `mtu ${tunnelMtuBytes}\nmru ${tunnelMtuBytes}`],
        [
          "Linux (NetworkManager-l2tp)",
          `nmcli connection modify NAME +vpn.data "mtu=${tunnelMtuBytes}, mru=${tunnelMtuBytes}"`,
        ],
        ["Linux (NetworkManager, WireGuard)", `nmcli connection modify NAME wireguard.mtu ${tunnelMtuBytes}`],
        ["Linux (any tunnel interface, until it reconnects)", `ip link set dev ppp0 mtu ${tunnelMtuBytes}`],
        [
          "Windows (as administrator)",
          `netsh interface ipv4 show subinterfaces\nnetsh interface ipv4 set subinterface "NAME OF THE VPN" mtu=${tunnelMtuBytes} store=persistent`,
        ],
        ["macOS (until it reconnects)", `sudo ifconfig ppp0 mtu ${tunnelMtuBytes}`],
      ],
      undo: "set the noted value again, or delete the two lines and reconnect.",
      verify: `Run the check again through the same network and load a large page; in the tunnel, a ping of ${tunnelMtuBytes - 28} bytes with "don't fragment" is answered.`,
    }),
    fix({
      who: "router",
      title: `Clamp TCP to ${mssBytes} bytes and let "packet too big" messages pass`,
      why: `${mssBytes} bytes are what one TCP segment may carry in a tunnel over this path`,
      steps: [
        "If the router or a firewall drops all ICMP, allow ICMP type 3 code 4 (IPv4) and type 2 (IPv6): senders need them to learn the size.",
        "If the line is PPPoE or a tunnel itself, check that its MTU is set to what the provider names.",
      ],
      commands: [
        [
          "OpenWrt (nftables, where the router itself carries the tunnel)",
          `nft add rule inet fw4 mangle_forward tcp flags syn / syn,rst tcp option maxseg size set ${mssBytes}`,
        ],
        [
          "MikroTik RouterOS",
          `/ip firewall mangle add chain=forward protocol=tcp tcp-flags=syn tcp-mss=${mssBytes + 1}-65535 action=change-mss new-mss=${mssBytes}`,
        ],
        ["pfSense and OPNsense", `Interfaces > the tunnel's interface > MSS: ${mssBytes}`],
      ],
      undo: "delete the rule again.",
      verify: 'Run the check again: "packet too big" is heard, or pages that stalled now load.',
    }),
    fix({
      who: "vpn-admin",
      title: `Offer clients an MTU of ${tunnelMtuBytes} bytes and clamp TCP to ${mssBytes}`,
      why: `a client behind a path of ${pathMtuBytes} bytes cannot receive larger packets in one piece`,
      steps: ["Allow ICMP type 3 code 4 to and from the gateway.", "Switch IKE fragmentation on (RFC 7383)."],
      commands: [
        ["Linux gateway (pppd options of xl2tpd)", `mtu ${tunnelMtuBytes}\nmru ${tunnelMtuBytes}`],
        [
          "Linux gateway (nftables)",
          `nft add table inet vpnmss\nnft add chain inet vpnmss clamp '{ type filter hook forward priority mangle; }'\nnft add rule inet vpnmss clamp tcp flags syn / syn,rst tcp option maxseg size gt ${mssBytes} tcp option maxseg size set ${mssBytes}`,
        ],
        [
          "strongSwan (strongswan.conf)",
          `charon.plugins.kernel-netlink.mss = ${mssBytes}\ncharon.plugins.kernel-netlink.mtu = ${tunnelMtuBytes}`,
        ],
        ["strongSwan (swanctl.conf, connection)", "fragmentation = yes"],
        ["libreswan (ipsec.conf, conn)", "fragmentation=yes"],
        [
          "Windows Server RRAS (as administrator)",
          `netsh interface ipv4 set subinterface "Internal" mtu=${tunnelMtuBytes} store=persistent`,
        ],
      ],
      undo: "delete the lines and the nftables table, then reload.",
      verify: `The client's report shows no MTU finding, and TCP connections through the tunnel announce an MSS of ${mssBytes} or less.`,
    }),
  ];
}

/** What makes large IKE messages survive a path that loses fragments. */
export function fragmentFixes(): readonly Fix[] {
  return [
    fix({
      who: "vpn-admin",
      title: "Switch IKE fragmentation on and keep IKE messages small",
      why: "IKE messages with certificates exceed one packet, and the path loses IP fragments; RFC 7383 splits them inside IKE",
      steps: [
        "Switch IKE fragmentation on at the gateway; check that the client supports it (Windows 10 1803 and later do).",
        "Use an ECDSA certificate, and send no more of the chain than clients need.",
        "Lower the MTU in the tunnel so that encrypted data is never fragmented.",
      ],
      commands: [
        ["strongSwan (swanctl.conf, connection)", "fragmentation = yes"],
        ["strongSwan (strongswan.conf)", "charon.fragment_size = 1200"],
        ["strongSwan (ipsec.conf, conn)", "fragmentation=yes"],
        ["libreswan (ipsec.conf, conn)", "fragmentation=yes"],
        [
          "Windows Server RRAS (as administrator)",
          'New-ItemProperty -Path "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\RemoteAccess\\Parameters\\Ikev2" -Name EnableServerFragmentation -PropertyType DWORD -Value 1',
        ],
      ],
      undo: "remove the lines and reload.",
      verify:
        "The gateway's log shows that IKE messages are split into fragments and put together again, and the client connects.",
    }),
    fix({
      who: "router",
      title: "Let IP fragments of UDP pass",
      why: "fragments that follow the first carry no port number, and some firewalls drop them for that",
      steps: [
        'Switch off options named like "block fragmented packets" or "drop fragments".',
        "Update the router's software, or try without its firewall for one test.",
      ],
      undo: "switch the option on again.",
      verify: "Run the check again: fragmented packets get through.",
    }),
  ];
}
