import ipaddr from "ipaddr.js";
import type { AddressClass } from "../model/network.ts";

/*
 * Names of ipaddr.js ranges and what they mean for a VPN. Sources: RFC 1918 (private), RFC 6598 (carrier-grade NAT),
 * RFC 3927 and RFC 4291 (link-local), RFC 4193 (unique local), RFC 6890 (the rest).
 */
const classByRange: ReadonlyMap<string, AddressClass> = new Map<string, AddressClass>([
  ["unicast", "public"],
  ["private", "private"],
  ["carrierGradeNat", "cgnat"],
  ["linkLocal", "link-local"],
  ["loopback", "loopback"],
  ["uniqueLocal", "unique-local"],
  ["multicast", "multicast"],
]);

/**
 * What kind of IP address a text is. An IPv4 address mapped into IPv6 counts as the IPv4 address; a zone (`%eth0`) is
 * ignored; anything that is not an address is `invalid`, anything in no other class `reserved`.
 */
export function classifyAddress(text: string): AddressClass {
  // ipaddr.js also accepts 10.1 and 0x7f000001, which no socket would ever report.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return "invalid";
  return classByRange.get(ipaddr.process(text).range()) ?? "reserved";
}
