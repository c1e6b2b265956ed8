import { texts } from "../../texts/texts.ts";

/** Parts of event names that are abbreviations, as the field writes them. */
const abbreviations: Readonly<Record<string, string>> = {
  ike: "IKE",
  sa: "SA",
  dpd: "DPD",
  l2tp: "L2TP",
  ppp: "PPP",
  lcp: "LCP",
  ipcp: "IPCP",
  ipsec: "IPsec",
  nat: "NAT",
  natt: "NAT-T",
  mtu: "MTU",
  dns: "DNS",
  dhcp: "DHCP",
  eap: "EAP",
  psk: "PSK",
  ovpn: "OpenVPN",
  wg: "WireGuard",
  tls: "TLS",
  icmp: "ICMP",
  mobike: "MOBIKE",
  wifi: "Wi-Fi",
  vpn: "VPN",
  udp: "UDP",
  esp: "ESP",
  ok: "OK",
};

/** The name of an event as words: `ike_no_response` becomes `IKE no response`. */
export function eventTitle(name: string): string {
  if (name === "unknown") return texts.logs.unknown;
  const words = name.split("_").map((word) => abbreviations[word] ?? word);
  const [first = "", ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(" ");
}
