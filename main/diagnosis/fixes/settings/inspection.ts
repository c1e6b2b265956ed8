import type { Command } from "../fix.ts";

/* Exemptions for IPsec from what inspects, offloads or limits packets, and UDP around ESP. */

/** What inspects or offloads packets, switched off for IKE and ESP. */
export const exemptionCommands: readonly Command[] = [
  [
    "OpenWrt",
    "uci set firewall.@defaults[0].flow_offloading=0\nuci set firewall.@defaults[0].flow_offloading_hw=0\nuci commit firewall\nservice firewall restart",
  ],
  [
    "MikroTik RouterOS (before the fasttrack rule)",
    "/ip firewall filter add chain=forward protocol=udp port=500,4500 action=accept place-before=0",
  ],
  ["pfSense and OPNsense", "Services > Suricata or Snort > Pass Lists: add the VPN gateway's address"],
  [
    "FortiGate (a policy for IKE without security profiles, above the others)",
    'config firewall policy\n  edit NUMBER\n    set service "IKE"\n    set utm-status disable\n  next\nend',
  ],
  ["Cisco ASA", "policy-map global_policy\n class inspection_default\n  no inspect ipsec-pass-thru"],
  [
    "Cisco IOS (zone-based firewall)",
    "ip access-list extended IKE-AND-ESP\n permit udp any any eq isakmp\n permit udp any any eq non500-isakmp\n permit esp any any\nclass-map type inspect match-any IPSEC\n match access-group name IKE-AND-ESP\npolicy-map type inspect OUTBOUND\n class type inspect IPSEC\n  pass",
  ],
  ["Ubiquiti EdgeRouter", "set system offload ipsec disable\nset system offload ipv4 forwarding disable"],
];

/** Encrypted data put into UDP port 4500 even where no NAT is found (RFC 3948). */
export const udpEncapsulationCommands: readonly Command[] = [
  ["strongSwan (swanctl.conf, connection)", "encap = yes"],
  ["strongSwan (ipsec.conf, conn)", "forceencaps=yes"],
  ["libreswan (ipsec.conf, conn)", "encapsulation=yes"],
  [
    "Windows Server RRAS (PowerShell, on the server and on every Windows client, then restart)",
    'New-ItemProperty -Path "HKLM:\\SYSTEM\\CurrentControlSet\\Services\\PolicyAgent" -Name AssumeUDPEncapsulationContextOnSendRule -PropertyType DWORD -Value 2 -Force',
  ],
  ["MikroTik RouterOS", "/ip ipsec profile set default nat-traversal=yes"],
  ["pfSense and OPNsense", "VPN > IPsec > Phase 1 > NAT Traversal: force"],
  ["FortiGate", "config vpn ipsec phase1-interface\n  edit NAME\n    set nattraversal forced\n  next\nend"],
  ["Cisco IOS", "crypto ipsec nat-transparency udp-encapsulation"],
  ["Cisco ASA", "crypto isakmp nat-traversal 20"],
  ["Ubiquiti EdgeRouter", "set vpn ipsec nat-traversal enable"],
];

/** A way in that needs no UDP. */
export const tcpCommands: readonly Command[] = [
  ["Linux gateway (OpenVPN server)", "proto tcp-server\nport 443"],
  ["libreswan (ipsec.conf, config setup)", "listen-tcp=yes"],
  ["Windows Server RRAS", "Routing and Remote Access > Ports > Properties > WAN Miniport (SSTP): 128 ports"],
  ["MikroTik RouterOS", "/interface sstp-server server set enabled=yes port=443 certificate=NAME"],
];
