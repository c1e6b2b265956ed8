import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";
import { tcpCommands } from "./settings/inspection.ts";

/** The port of IPsec that is blocked, and the one that answers where it was asked. */
interface BlockedPort {
  readonly port: number;
  readonly otherPort?: number;
}

/** What lets one UDP port of IPsec through, on the way and at the gateway. */
export function portBlockedFixes({ port, otherPort }: BlockedPort): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Try the VPN over another network once",
      why: "a phone's hotspot takes another way to the gateway and shows on which side the block is",
      steps: [
        `Connect over a hotspot and run the check again. If UDP port ${port} answers there, your usual network blocks it; if not, the gateway's side does.`,
        "Pause firewalls and security software on this computer for one test.",
      ],
      risk: "without a firewall the computer is less protected during the test.",
      undo: "go back to the usual network and switch the firewall on again.",
      verify: `The check shows UDP port ${port} as answered.`,
    }),
    fix({
      who: "router",
      title: `Allow UDP port ${port} to the gateway`,
      why:
        otherPort === undefined
          ? `nothing that was sent to UDP port ${port} arrived at the gateway, so it is filtered on the way`
          : `UDP port ${otherPort} of the same gateway answers, so only port ${port} is filtered on the way`,
      steps: [
        'Remove rules that block it, and switch off "IPsec passthrough" or "VPN ALG" options, which often break it.',
        "In a company, school or hotel network, ask its operator.",
      ],
      commands: [
        [
          "OpenWrt",
          `uci add firewall rule; uci set firewall.@rule[-1].src=lan; uci set firewall.@rule[-1].dest=wan; uci set firewall.@rule[-1].proto=udp; uci set firewall.@rule[-1].dest_port=${port}; uci set firewall.@rule[-1].target=ACCEPT; uci commit firewall; service firewall restart`,
        ],
        [
          "MikroTik RouterOS",
          `/ip firewall filter add chain=forward protocol=udp dst-port=${port} action=accept place-before=0`,
        ],
        ["pfSense and OPNsense", `Firewall > Rules > LAN: pass UDP to destination port ${port}`],
        [
          "FortiGate",
          `config firewall service custom\n  edit "UDP-${port}"\n    set udp-portrange ${port}\n  next\nend`,
        ],
        ["Cisco IOS (the list of the interface)", `permit udp any any eq ${port}`],
        ["Cisco ASA", `access-list INSIDE extended permit udp any any eq ${port}`],
        [
          "Ubiquiti EdgeRouter",
          `set firewall name NAME rule 10 action accept\nset firewall name NAME rule 10 protocol udp\nset firewall name NAME rule 10 destination port ${port}`,
        ],
      ],
      risk: "any program inside may then use this port to the outside.",
      undo: "delete the rule.",
      verify: `The check shows UDP port ${port} as answered.`,
    }),
    fix({
      who: "vpn-admin",
      title: `Check that UDP port ${port} reaches the IKE service`,
      why: `IPsec behind a NAT needs both ports: it begins on 500 and goes on on 4500 (RFC 7296 section 2.23, RFC 3947)`,
      steps: [
        `Check firewalls and cloud security groups in front of the gateway for UDP ${port}.`,
        `Watch for packets of the client while it runs the check.`,
      ],
      commands: [
        ["Linux gateway (watch)", `tcpdump -ni any udp port ${port}`],
        ["Linux gateway (is it open?)", `ss -lun 'sport = :${port}'`],
        ["Linux gateway (nftables, allow)", `nft insert rule inet filter input udp dport ${port} accept`],
        [
          "Windows Server RRAS (PowerShell, as administrator)",
          `New-NetFirewallRule -DisplayName "IKE UDP ${port}" -Direction Inbound -Protocol UDP -LocalPort ${port} -Action Allow`,
        ],
      ],
      risk: "the IKE service can be reached by anybody on the Internet, as every VPN gateway is.",
      undo: "remove the rule that was added.",
      verify: `The check shows UDP port ${port} as answered.`,
    }),
  ];
}

/** Why a gateway seems to be silent: nothing is known, its host refuses, or captures show that it gets what is sent. */
export type GatewaySilence = "unknown" | "refused" | "all-arrives";

const whyAdminLooks: Readonly<Record<GatewaySilence, string>> = {
  unknown: "neither UDP port 500 nor 4500 answered several IKE messages",
  refused: "the gateway's host says that nothing listens on the IKE ports",
  "all-arrives": "the client's messages arrived at the gateway, and no answer left it",
};

/** What to do about a gateway of which nothing, or only its host, answers. */
export function gatewaySilentFixes(host: string, silence: GatewaySilence): readonly Fix[] {
  const fixes = [
    fix({
      who: "you",
      title: "Check the gateway's name, then try another network",
      why: "a gateway that is down and a network that blocks VPNs look the same from one place",
      steps: [
        `Compare ${host} with what your VPN administrator gave you.`,
        "Run the check over a phone's hotspot. If the gateway answers there, your usual network blocks the VPN.",
      ],
      verify: "The check shows UDP port 500 or 4500 as answered.",
    }),
    fix({
      who: "vpn-admin",
      title:
        silence === "refused" ? "Start the IKE service on the gateway" : "Check that the gateway is up and answers IKE",
      why: whyAdminLooks[silence],
      steps: [
        "Check that the service runs and listens on UDP 500 and 4500.",
        silence === "all-arrives"
          ? "Check the gateway's own firewall: a capture sees packets before it drops them."
          : "Watch whether packets of the client arrive; if not, look at firewalls and security groups in front of it.",
      ],
      commands: [
        [
          "Linux gateway",
          "ss -lun '( sport = :500 or sport = :4500 )'\ntcpdump -ni any 'udp port 500 or udp port 4500'",
        ],
        ["Linux gateway (strongSwan)", "systemctl status strongswan strongswan-starter\nswanctl --list-conns"],
        ["Linux gateway (libreswan)", "systemctl status ipsec\nipsec status"],
        ["Windows Server RRAS (PowerShell)", "Get-Service RemoteAccess, IKEEXT, PolicyAgent"],
        ["MikroTik RouterOS", "/ip ipsec active-peers print\n/ip ipsec policy print"],
        ["FortiGate", "diagnose vpn ike gateway list\ndiagnose sniffer packet any 'udp port 500 or udp port 4500' 4"],
        ["Cisco IOS", "show crypto isakmp sa\nshow crypto ikev2 sa"],
        ["Cisco ASA", "show crypto isakmp sa\nshow crypto ikev2 sa"],
        ["pfSense and OPNsense", "Status > IPsec, and Status > System Logs > IPsec"],
        ["Ubiquiti EdgeRouter", "show vpn ipsec sa\nshow vpn log tail"],
      ],
      verify: "The check shows UDP port 500 or 4500 as answered.",
    }),
  ];
  // Another network changes nothing about a gateway that gets everything.
  return silence === "all-arrives" ? fixes.filter(({ who }) => who === "vpn-admin") : fixes;
}

/** What to do in a network that lets no UDP out. */
export function udpBlockedFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Use another network, or a VPN that works over TCP",
      why: "this network drops UDP, and IPsec and L2TP cannot do without it",
      steps: [
        "Run the check over a phone's hotspot to confirm it.",
        "Ask your VPN administrator for access over TCP port 443, for example SSTP or OpenVPN over TCP.",
      ],
      verify: "The check shows UDP port 500 or 4500 as answered.",
    }),
    fix({
      who: "router",
      title: "Allow UDP ports 500 and 4500 to the Internet",
      why: "without UDP no IPsec VPN can work from this network",
      steps: ["Ask the operator of the network (company, school, hotel) to allow both ports."],
      verify: "The check shows UDP port 500 or 4500 as answered.",
    }),
    fix({
      who: "vpn-admin",
      title: "Offer a second way in over TCP port 443",
      why: "people in networks without UDP can connect by nothing else",
      steps: ["Offer SSTP, OpenVPN over TCP, or IKE and IPsec over TCP (RFC 9329)."],
      commands: tcpCommands,
      risk: "a tunnel in TCP slows down under packet loss; use it only where UDP does not work.",
      undo: "close the port again.",
      verify: "A client connects from a network that lets no UDP out.",
    }),
  ];
}
