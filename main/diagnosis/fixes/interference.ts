import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";
import { exemptionCommands, tcpCommands, udpEncapsulationCommands } from "./settings/inspection.ts";

const otherNetwork = (verify: string): Fix =>
  fix({
    who: "you",
    title: "Try the VPN over another network once",
    why: "a phone's hotspot takes another way to the gateway and shows whether this network interferes",
    steps: [
      "Connect over a hotspot and run a deep check again. If nothing is dropped there, your usual network interferes.",
      "Pause security software on this computer that inspects traffic, for one test.",
    ],
    risk: "without security software the computer is less protected during the test.",
    undo: "go back to the usual network and switch the software on again.",
    verify,
  });

const overTcp = (verify: string): Fix =>
  fix({
    who: "vpn-admin",
    title: "Offer a second way in over TCP port 443",
    why: "networks that filter IPsec by its content seldom touch TLS",
    steps: [
      "Offer SSTP, OpenVPN over TCP, or IKE and IPsec over TCP (RFC 9329) to people in such networks.",
      "Watch the gateway while the check runs, to see which packets arrive.",
    ],
    commands: [["Linux gateway (watch)", "tcpdump -ni any 'udp port 500 or udp port 4500'"], ...tcpCommands],
    risk: "a tunnel in TCP slows down under packet loss; use it only where UDP does not work.",
    undo: "close the port again.",
    verify,
  });

/** What to do about a network that treats IKE worse than other content. */
export function dpiFixes(): readonly Fix[] {
  const verify = "A deep check says that IKE passes like other packets.";
  return [
    otherNetwork(verify),
    fix({
      who: "router",
      title: "Switch off what inspects or limits IPsec",
      why: "IKE is dropped while other packets of the same size pass on the same port",
      steps: [
        'Switch off "IPsec passthrough", "VPN ALG", application control and intrusion prevention for IKE.',
        "In a company, school or hotel network, ask its operator to allow IPsec (application ike, ipsec-udp).",
      ],
      commands: exemptionCommands,
      risk: "the exempted packets are no longer inspected, and without offloading the router carries less traffic.",
      undo: "switch them on again, or delete the rules.",
      verify,
    }),
    overTcp(verify),
  ];
}

/** What to do about a network that closes a flow once it carries encrypted data. */
export function espBlockedFixes(): readonly Fix[] {
  const verify = "A deep check says that encrypted data passes.";
  return [
    otherNetwork(verify),
    fix({
      who: "router",
      title: "Allow encrypted data on UDP port 4500",
      why: "IKE passes on the port, but the flow dies as soon as it carries ESP in UDP (RFC 3948)",
      steps: [
        'Switch off "IPsec passthrough", "VPN ALG" and inspection of UDP port 4500.',
        "In a company, school or hotel network, ask its operator to allow IPsec NAT traversal.",
      ],
      commands: exemptionCommands,
      risk: "the exempted packets are no longer inspected, and without offloading the router carries less traffic.",
      undo: "switch them on again, or delete the rules.",
      verify,
    }),
    fix({
      who: "vpn-admin",
      title: "Put encrypted data into UDP port 4500 for every client",
      why: "networks that drop ESP (IP protocol 50) often pass UDP, and NAT traversal is otherwise used only where a NAT is found",
      steps: [
        "Force UDP encapsulation for clients, and allow UDP 4500 in front of the gateway.",
        "Watch the gateway while the client sends: whether IKE arrives, but no ESP.",
      ],
      commands: udpEncapsulationCommands,
      risk: "8 bytes less in each packet, and Windows clients on L2TP need a registry value to accept it.",
      undo: "set the former value.",
      verify,
    }),
    overTcp(verify),
  ];
}
