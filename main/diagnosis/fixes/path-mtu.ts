import type { Fix } from "../../model/finding.ts";
import { fix } from "./fix.ts";
import {
  clientMtuCommands,
  gatewayMtuCommands,
  ikeFragmentationCommands,
  routerMssCommands,
  type PathMtuNumbers,
} from "./settings/packet-size.ts";

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
      commands: clientMtuCommands(tunnelMtuBytes),
      risk: "large transfers become a little slower; a value below 1280 breaks IPv6 in the tunnel.",
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
      commands: routerMssCommands(mssBytes),
      risk: "connections that would fit larger segments lose a few per cent of speed.",
      undo: "delete the rule again.",
      verify: 'Run the check again: "packet too big" is heard, or pages that stalled now load.',
    }),
    fix({
      who: "vpn-admin",
      title: `Offer clients an MTU of ${tunnelMtuBytes} bytes and clamp TCP to ${mssBytes}`,
      why: `a client behind a path of ${pathMtuBytes} bytes cannot receive larger packets in one piece`,
      steps: ["Allow ICMP type 3 code 4 to and from the gateway.", "Switch IKE fragmentation on (RFC 7383)."],
      commands: gatewayMtuCommands(numbers),
      risk: "all clients get the smaller size, also those on better paths; it costs them a few per cent of speed.",
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
      commands: ikeFragmentationCommands,
      risk: "clients that announce IKE fragmentation and have it broken fail; old ones do not announce it and are unaffected.",
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
      risk: "the firewall behind it must put fragments together itself, which attackers may use to keep it busy.",
      undo: "switch the option on again.",
      verify: "Run the check again: fragmented packets get through.",
    }),
  ];
}
