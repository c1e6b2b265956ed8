import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";
import { lcpEcho } from "./settings/nat-lifetime.ts";

/** What to do when L2TP inside IPsec gets no answer. */
export function l2tpControlFixes(): readonly Fix[] {
  return [
    fix({
      who: "vpn-admin",
      title: "Check the L2TP service behind the gateway's IPsec",
      why: "IPsec may be up while L2TP inside it is not answered: the service is down, or its port is open to nobody",
      steps: [
        "Check that the L2TP service runs and listens on UDP 1701.",
        "Allow UDP 1701 from packets that came through IPsec, and only from those.",
        "Check that the IPsec policy is transport mode for UDP 1701 and survives a second client behind the same NAT.",
      ],
      commands: [
        ["xl2tpd and pppd", "systemctl status xl2tpd\nss -lun 'sport = :1701'"],
        ["Linux gateway (nftables)", "nft insert rule inet filter input meta secpath exists udp dport 1701 accept"],
        ["Linux gateway (iptables)", "iptables -I INPUT -p udp --dport 1701 -m policy --dir in --pol ipsec -j ACCEPT"],
        ["Windows Server RRAS (PowerShell)", "Get-Service RemoteAccess"],
        [
          "MikroTik RouterOS",
          "/ip firewall filter add chain=input protocol=udp dst-port=1701 ipsec-policy=in,ipsec action=accept place-before=0",
        ],
      ],
      risk: "without the check for IPsec, UDP 1701 would accept L2TP in clear; keep the check in the rule.",
      undo: "remove the rule that was added.",
      verify: "The client's log shows that the L2TP tunnel is established and stays so.",
    }),
    fix({
      who: "you",
      title: "Free UDP port 1701 and connect again",
      why: "a second L2TP program on this computer, or a stale IPsec SA, keeps L2TP from being answered",
      steps: ["Stop an L2TP service that runs besides the VPN client, close all VPN connections and connect again."],
      commands: [
        ["Linux", "sudo systemctl stop xl2tpd   # NetworkManager starts its own\nsudo ss -lunp 'sport = :1701'"],
        ["Windows (as administrator)", "Restart-Service RasMan, PolicyAgent -Force"],
      ],
      risk: "other L2TP connections of this computer end.",
      undo: "start the service again.",
      verify: "The log shows that the L2TP tunnel is established.",
    }),
  ];
}

/** What to do when the PPP session inside the tunnel fails. */
export function pppFixes(): readonly Fix[] {
  return [
    fix({
      who: "vpn-admin",
      title: "Look up this session in the gateway's PPP log",
      why: "the tunnel was up, and what failed is inside it: addresses, encryption options, or packets that the data path loses",
      steps: [
        "Check that the address pool is not empty and that MPPE is not required inside IPsec.",
        "If the first PPP messages get no answer, check that ESP packets pass both ways and that the MTU fits.",
        "Let the far end tolerate four lost echoes before it gives up.",
      ],
      commands: [
        ["xl2tpd and pppd (options file, both ends)", `nomppe\n${lcpEcho(20)}\nmtu 1280\nmru 1280`],
        [
          "Windows Server RRAS (PowerShell)",
          "Get-WinEvent -FilterHashtable @{LogName='System'; ProviderName='RemoteAccess'} -MaxEvents 100",
        ],
        [
          "MikroTik RouterOS",
          "/interface l2tp-server server set keepalive-timeout=80 max-mtu=1280 max-mru=1280\n/ppp profile print",
        ],
        ["Ubiquiti EdgeRouter", "set vpn l2tp remote-access mtu 1280"],
        ["Cisco IOS (Virtual-Template)", "keepalive 20 4\nip mtu 1280"],
      ],
      risk: "a smaller MTU costs a few per cent of speed, and echoes need a little data.",
      undo: "remove the lines.",
      verify: "The log shows that PPP gets addresses and stays up.",
    }),
    fix({
      who: "you",
      title: "Try a smaller MTU and allow the gateway's authentication methods",
      why: "packets that do not fit are lost silently, and a method that is switched off here cannot be agreed on",
      steps: ["Set the MTU to 1280 for one test, and switch on MS-CHAPv2 in the PPP settings of the connection."],
      commands: [
        ["Linux (NetworkManager-l2tp)", 'nmcli connection modify NAME +vpn.data "mtu=1280, mru=1280"'],
        [
          "Windows (as administrator)",
          'netsh interface ipv4 set subinterface "NAME OF THE VPN" mtu=1280 store=persistent',
        ],
      ],
      risk: "large transfers become a little slower.",
      undo: "set the MTU back to 1400.",
      verify: "The VPN connects and stays up for more than ten minutes.",
    }),
  ];
}

/** What to do when the gateway ends sessions. */
export function peerTerminatedFixes(): readonly Fix[] {
  return [
    fix({
      who: "vpn-admin",
      title: "Look up in the gateway's log why it ended the session",
      why: "the gateway itself closed it, so only its own log tells the reason",
      steps: [
        "Look at the time given in the evidence for a restart, an administrator's action, a session limit, a second login with the same account, or a failed check of the client.",
        "If sessions end after the same time again and again, compare that time with lifetimes and session limits.",
      ],
      commands: [
        ["Linux gateway (strongSwan)", "journalctl -u strongswan -u strongswan-starter --since '1 day ago'"],
        ["Linux gateway (libreswan, xl2tpd)", "journalctl -u ipsec -u xl2tpd --since '1 day ago'"],
        ["MikroTik RouterOS", '/log print where topics~"l2tp" or topics~"ipsec"'],
        ["FortiGate", "diagnose debug application ike -1\ndiagnose debug enable"],
        ["Cisco IOS", "show logging | include CRYPTO|L2TP|PPP"],
        ["Cisco ASA", "show vpn-sessiondb detail remote"],
        ["pfSense and OPNsense", "Status > System Logs > IPsec"],
        ["Ubiquiti EdgeRouter", "show vpn log"],
        [
          "Windows Server RRAS (PowerShell)",
          "Get-WinEvent -FilterHashtable @{LogName='System'; ProviderName='RemoteAccess'} -MaxEvents 100",
        ],
      ],
      verify: "The reason is known, and the next session does not end at the gateway's wish.",
    }),
  ];
}

/** What to do about a limit on idle or total time. */
export function idlePolicyFixes(): readonly Fix[] {
  return [
    fix({
      who: "vpn-admin",
      title: "Raise or lift the idle or session limit",
      why: "the session was not lost, it was ended by a rule",
      steps: ["Decide how long an idle session may live, and set that on the gateway and in the RADIUS policy."],
      commands: [
        ["strongSwan (swanctl.conf, child)", "inactivity = 0s"],
        ["strongSwan (ipsec.conf, conn)", "inactivity=0"],
        ["xl2tpd and pppd (options file)", "idle 0\nmaxconnect 0"],
        [
          "Windows Server RRAS (PowerShell, as administrator)",
          "Set-VpnServerConfiguration -TunnelType L2TP -IdleDisconnectSeconds 0\nSet-VpnServerConfiguration -TunnelType IKEv2 -IdleDisconnectSeconds 0",
        ],
        ["MikroTik RouterOS", "/ppp profile set default idle-timeout=0s session-timeout=0s"],
        ["FortiGate", "config vpn ipsec phase1-interface\n  edit NAME\n    set idle-timeout disable\n  next\nend"],
        ["Cisco ASA", "group-policy NAME attributes\n vpn-idle-timeout none\n vpn-session-timeout none"],
        ["Cisco IOS (Virtual-Template)", "no ppp timeout idle"],
        ["Ubiquiti EdgeRouter", "set vpn l2tp remote-access idle 86400"],
        ["Windows NPS", "Network policy > Constraints > Idle Timeout, Session Timeout"],
      ],
      risk: "forgotten sessions stay open, and with them licences, addresses and the way in.",
      undo: "set the former limit.",
      verify: "An idle session outlives the former limit.",
    }),
    fix({
      who: "you",
      title: "Switch off the idle time limit of the connection",
      why: "some clients hang up by themselves when nothing is sent",
      steps: ['Look for an idle or "disconnect if idle" setting in the VPN connection.'],
      commands: [
        ["Windows (PowerShell)", "Set-VpnConnection -Name NAME -IdleDisconnectSeconds 0"],
        ["macOS", "System Settings > VPN > the connection > Options > Disconnect if idle"],
        ["Linux (pppd options)", "idle 0"],
      ],
      risk: "forgotten sessions stay open, and with them licences, addresses and the way in.",
      undo: "set the former limit.",
      verify: "An idle session outlives the former limit.",
    }),
  ];
}
