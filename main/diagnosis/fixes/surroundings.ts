import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";
import { peerCheckCommands } from "./settings/nat-lifetime.ts";

/** What to do when the gateway's name cannot be resolved. */
export function dnsFixes(host: string): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: `Check the name ${host} and the name servers of this network`,
      why: "without its address the gateway cannot be reached at all",
      steps: [
        "Compare the name with what your administrator gave you.",
        "Ask another name server; if that one knows the name, use it, or restart the router.",
      ],
      commands: [
        ["Linux", `resolvectl query ${host}\nresolvectl status`],
        ["Windows", `Resolve-DnsName ${host}\nResolve-DnsName ${host} -Server 9.9.9.9\nipconfig /flushdns`],
        ["macOS", `dscacheutil -q host -a name ${host}\nscutil --dns`],
      ],
      verify: `The check shows an address for ${host}.`,
    }),
    fix({
      who: "vpn-admin",
      title: `Check the DNS records of ${host}`,
      why: "a record that is missing, stale or only visible inside cuts off everybody outside",
      steps: ["Ask the authoritative server for the A and AAAA records, and remove an AAAA record that leads nowhere."],
      commands: [["any system", `dig +trace ${host} A`]],
      verify: `${host} resolves from outside the company network.`,
    }),
  ];
}

/** What to know about a carrier's NAT. */
export function cgnatFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Keep the VPN talking, or ask the provider for an address of your own",
      why: "a carrier's NAT (RFC 6598) is shared with other customers, may forget idle connections early, and cannot be configured by you",
      steps: [
        "Send a keepalive every 20 s or more often.",
        "If the VPN keeps dropping while idle, ask your Internet provider for a public IPv4 address, or use IPv6 where the gateway has it.",
      ],
      verify: "This computer's or the router's outside address is no longer in 100.64.0.0/10.",
    }),
    fix({
      who: "vpn-admin",
      title: "Give these people a VPN that carrier NATs treat well",
      why: "carrier NATs forget idle UDP soon and share addresses, which L2TP in transport mode cannot tell apart",
      steps: [
        "Offer IKEv2 in tunnel mode with MOBIKE, or a VPN over TLS, and a gateway address in IPv6.",
        "Set dead peer detection to 20 s.",
      ],
      commands: peerCheckCommands(20),
      risk: "the checks cost mobile clients a little battery.",
      undo: "set the former intervals.",
      verify: "These clients' sessions no longer end after a time of silence.",
    }),
  ];
}

/** What to do about two routers in a row. */
export function doubleNatFixes(): readonly Fix[] {
  return [
    fix({
      who: "router",
      title: "Let only one router do NAT",
      why: "each NAT forgets idle connections by itself, and the more impatient one decides",
      steps: ["Put the second router into bridge or access point mode, or give it a route instead of NAT."],
      risk: "devices behind the second router move into the first one's network; forwarded ports must be set up again there.",
      undo: "put it back into router mode.",
      verify: "The log shows no double NAT.",
    }),
  ];
}

/** How to get to logs that could not be read. */
export function unreadableLogsFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Let the check read the VPN's logs",
      why: "most causes of a drop are seen only in the logs",
      steps: [
        "Use an account that may read them, or hand saved log files to the check.",
        "Sign out and in again after changing groups.",
      ],
      commands: [
        ["Linux", 'sudo usermod -aG systemd-journal,adm "$USER"'],
        ["Linux (save the logs to a file instead)", "sudo journalctl -o short-iso --since '7 days ago' > vpn.log"],
        [
          "macOS (account with administrator rights)",
          'log show --last 1d --predicate \'subsystem == "com.apple.networkextension" OR process == "pppd"\' > vpn.log',
        ],
        ["Windows", "wevtutil qe Application \"/q:*[System[Provider[@Name='RasClient']]]\" /f:xml > vpn.xml"],
      ],
      risk: "members of these groups may read all logs of the computer, also those of other people.",
      undo: 'Linux: sudo gpasswd -d "$USER" systemd-journal; sudo gpasswd -d "$USER" adm',
      verify: "Run the check again: it reports log lines read.",
    }),
  ];
}

/** What to do about a portal that wants a sign-in first. */
export function captivePortalFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Sign in to this network first",
      why: "until then it answers for everybody else and lets nothing out",
      steps: ["Open a page without encryption in a browser, and sign in."],
      verify: "The check shows no captive portal.",
    }),
  ];
}

/** What to do about packets that run in circles. */
export function routingLoopFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Keep the gateway's own address out of the tunnel",
      why: "packets to the gateway must leave through the real network; inside the tunnel they run in circles",
      steps: ["Add a route to the gateway through the router of the real network."],
      commands: [["Linux", "ip route get GATEWAY-ADDRESS\nsudo ip route add GATEWAY-ADDRESS via ROUTER-ADDRESS"]],
      risk: "the route stays until it is deleted or the computer restarts, also in other networks.",
      undo: "sudo ip route del GATEWAY-ADDRESS via ROUTER-ADDRESS",
      verify: "While connected, the route to the gateway's address does not lead into the tunnel.",
    }),
  ];
}

/** What to do about one range of addresses on both sides of a tunnel. */
export function overlapFixes(): readonly Fix[] {
  return [
    fix({
      who: "router",
      title: "Give the network that you are in another range of addresses",
      why: "a computer sends to an address either here or into the tunnel, never to both",
      steps: [
        "In the router's settings for the local network (LAN, DHCP), choose a range that the VPN does not use, for example 192.168.173.0/24.",
        "Restart the devices, so that they take addresses of the new range.",
      ],
      risk: "devices with fixed addresses have to be changed by hand.",
      undo: "choose the range from before again.",
      verify: "Run the check again: the two networks no longer overlap.",
    }),
    fix({
      who: "vpn-admin",
      title: "Use a range behind the VPN that home routers do not",
      why: "192.168.0.0/24, 192.168.1.0/24 and 10.0.0.0/24 are what most home routers give out, so many clients will collide",
      steps: [
        "Move the addresses that clients must reach to a less usual range, or translate them at the gateway (1:1 NAT).",
        "Send narrow routes to clients, for the hosts that they need only.",
      ],
      commands: [
        ["strongSwan (swanctl.conf, child of the connection)", "local_ts = 10.173.0.0/24"],
        [
          "Linux gateway (nftables, 1:1 translation of 10.173.0.0/24 to what is behind)",
          "nft add table ip overlap\nnft add chain ip overlap inward '{ type nat hook prerouting priority dstnat; }'\nnft add rule ip overlap inward dnat ip prefix to ip daddr map '{ 10.173.0.0/24 : 192.168.1.0/24 }'",
        ],
        [
          "Windows client (PowerShell, a route for the hosts that are needed)",
          'Add-VpnConnectionRoute -ConnectionName "NAME OF THE VPN" -DestinationPrefix 10.173.0.0/24',
        ],
      ],
      risk: "clients and names that know the old addresses have to learn the new ones.",
      undo: "set the old range again; nft delete table ip overlap; Remove-VpnConnectionRoute with the same words.",
      verify: "A client in 192.168.1.0/24 reaches the hosts behind the VPN.",
    }),
  ];
}

/** What to do about several clients behind one address. */
export function sameNatFixes(): readonly Fix[] {
  return [
    fix({
      who: "vpn-admin",
      title: "Use IKEv2 for clients that share one public address",
      why: "with L2TP in transport mode the gateway cannot tell two clients behind the same NAT apart",
      steps: [
        "Offer IKEv2 with an inner address for each client, or allow one L2TP client for each site.",
        "Until then, let L2TP clients be told apart by what the kernel can: marks on libreswan and strongSwan.",
      ],
      commands: [
        ["strongSwan (swanctl.conf, connection)", "version = 2\npools = clients\nunique = never"],
        ["libreswan (ipsec.conf, conn)", "ikev2=insist\nleftsubnet=0.0.0.0/0\nrightaddresspool=192.0.2.10-192.0.2.200"],
        ["Windows Server RRAS", "Routing and Remote Access > Ports > Properties > WAN Miniport (IKEv2): 128 ports"],
        ["Windows client (PowerShell)", "Set-VpnConnection -Name NAME -TunnelType Ikev2"],
      ],
      risk: "IKEv2 needs a certificate at the gateway and new profiles for the clients.",
      undo: "switch the connections back to their former type.",
      verify: "Two clients behind one router stay connected at the same time.",
    }),
  ];
}

/** What to do about a service that is not running. */
export function serviceFixes(): readonly Fix[] {
  return [
    fix({
      who: "you",
      title: "Start the services that the VPN needs",
      why: "without them no key can be negotiated; tuning scripts and other VPN products switch them off",
      steps: ["Start them and set them to start automatically, then connect again."],
      commands: [
        [
          "Windows (as administrator)",
          "Set-Service IKEEXT -StartupType Automatic; Start-Service BFE, IKEEXT, PolicyAgent, RasMan",
        ],
        ["Linux", "sudo systemctl restart strongswan-starter xl2tpd NetworkManager"],
        ["macOS", "restart the computer"],
      ],
      verify: "The services are running, and the next attempt gets an answer from the gateway.",
    }),
  ];
}
