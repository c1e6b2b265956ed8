import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";

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
      commands: [["any", `dig +trace ${host} A`]],
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
      undo: "sudo ip route del GATEWAY-ADDRESS via ROUTER-ADDRESS",
      verify: "While connected, the route to the gateway's address does not lead into the tunnel.",
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
      steps: ["Offer IKEv2 with an inner address for each client, or allow one L2TP client for each site."],
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
