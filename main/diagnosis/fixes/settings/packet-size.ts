import type { Command } from "../fix.ts";

export interface PathMtuNumbers {
  readonly pathMtuBytes: number;
  /** Largest IP packet that fits through the tunnel in one piece. */
  readonly tunnelMtuBytes: number;
  readonly mssBytes: number;
}

/** The MTU of the tunnel on the user's computer. */
export function clientMtuCommands(tunnelMtuBytes: number): readonly Command[] {
  return [
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
  ];
}

/** TCP segments held small by a router that carries the tunnel. */
export function routerMssCommands(mssBytes: number): readonly Command[] {
  return [
    [
      "OpenWrt (nftables)",
      `nft add rule inet fw4 mangle_forward tcp flags syn / syn,rst tcp option maxseg size set ${mssBytes}`,
    ],
    [
      "Linux gateway (iptables, as a router)",
      `iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss ${mssBytes}`,
    ],
    ...applianceMss(mssBytes),
  ];
}

/** What the gateway offers its clients, and how it holds TCP below it. */
export function gatewayMtuCommands({ tunnelMtuBytes, mssBytes }: PathMtuNumbers): readonly Command[] {
  return [
    [
      "strongSwan (strongswan.conf)",
      `charon.plugins.kernel-netlink.mss = ${mssBytes}\ncharon.plugins.kernel-netlink.mtu = ${tunnelMtuBytes}`,
    ],
    ["strongSwan (swanctl.conf, connection)", "fragmentation = yes"],
    ["libreswan (ipsec.conf, conn)", `fragmentation=yes\nmtu=${tunnelMtuBytes}`],
    ["xl2tpd and pppd (options file)", `mtu ${tunnelMtuBytes}\nmru ${tunnelMtuBytes}`],
    [
      "Linux gateway (nftables)",
      `nft add table inet vpnmss\nnft add chain inet vpnmss clamp '{ type filter hook forward priority mangle; }'\nnft add rule inet vpnmss clamp tcp flags syn / syn,rst tcp option maxseg size gt ${mssBytes} tcp option maxseg size set ${mssBytes}`,
    ],
    [
      "Linux gateway (iptables)",
      `iptables -t mangle -A FORWARD -m policy --dir out --pol ipsec -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --set-mss ${mssBytes}`,
    ],
    [
      "Windows Server RRAS (as administrator)",
      `netsh interface ipv4 set subinterface "Internal" mtu=${tunnelMtuBytes} store=persistent`,
    ],
    [
      "MikroTik RouterOS (L2TP server)",
      `/interface l2tp-server server set max-mtu=${tunnelMtuBytes} max-mru=${tunnelMtuBytes}`,
    ],
    ...applianceMss(mssBytes),
  ];
}

/** IKE messages cut inside IKE (RFC 7383), so that no IP fragments are needed. */
export const ikeFragmentationCommands: readonly Command[] = [
  ["strongSwan (swanctl.conf, connection)", "fragmentation = yes"],
  ["strongSwan (strongswan.conf)", "charon.fragment_size = 1200"],
  ["strongSwan (ipsec.conf, conn)", "fragmentation=yes"],
  ["libreswan (ipsec.conf, conn)", "fragmentation=yes"],
  [
    "Windows Server RRAS (PowerShell, as administrator)",
    'New-ItemProperty -Path "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\RemoteAccess\\Parameters\\Ikev2" -Name EnableServerFragmentation -PropertyType DWORD -Value 1',
  ],
  ["FortiGate", "config vpn ipsec phase1-interface\n  edit NAME\n    set fragmentation enable\n  next\nend"],
  ["Cisco IOS", "crypto ikev2 fragmentation mtu 1200"],
  ["Cisco ASA", "crypto ikev2 fragmentation mtu 1200"],
  ["pfSense and OPNsense", "VPN > IPsec > Phase 1 > IKE fragmentation: enabled"],
];

function applianceMss(mssBytes: number): readonly Command[] {
  return [
    [
      "MikroTik RouterOS",
      `/ip firewall mangle add chain=forward protocol=tcp tcp-flags=syn tcp-mss=${mssBytes + 1}-65535 action=change-mss new-mss=${mssBytes}`,
    ],
    ["pfSense and OPNsense", `Interfaces > the tunnel's interface > MSS: ${mssBytes}`],
    [
      "FortiGate",
      `config firewall policy\n  edit NUMBER\n    set tcp-mss-sender ${mssBytes}\n    set tcp-mss-receiver ${mssBytes}\n  next\nend`,
    ],
    ["Cisco IOS (interface)", `ip tcp adjust-mss ${mssBytes}`],
    ["Cisco ASA", `sysopt connection tcpmss ${mssBytes}`],
    [
      "Ubiquiti EdgeRouter",
      `set firewall options mss-clamp interface-type all\nset firewall options mss-clamp mss ${mssBytes}`,
    ],
  ];
}
