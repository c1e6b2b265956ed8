import ipaddr from "ipaddr.js";

/** A range of addresses whose members have to stay in it, because the range says what kind of address it is. */
export interface AddressRange {
  readonly octets: Uint8Array;
  readonly prefixBits: number;
  /** Its addresses name nobody, and are left as they are. */
  readonly kept: boolean;
}

const range =
  (kept: boolean) =>
  (text: string): AddressRange => {
    const [address, prefixBits] = ipaddr.parseCIDR(text);
    return { octets: Uint8Array.from(address.toByteArray()), prefixBits, kept };
  };

/*
 * Sources: the special-purpose address registries of IANA (RFC 6890): RFC 791 and RFC 1122 (0/8, 127/8), RFC 1918
 * (private), RFC 6598 (carrier-grade NAT), RFC 3927 (link-local), RFC 5737 and RFC 3849 and RFC 9637 (documentation),
 * RFC 2544 (benchmarks), RFC 5771 and RFC 4291 (multicast), RFC 1112 (240/4, in which netmasks lie too), RFC 4193 (unique
 * local), RFC 4380 (Teredo), RFC 3056 (6to4).
 */

export const ipv4Ranges: readonly AddressRange[] = [
  ...["0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4"].map(range(true)),
  ...["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"].map(range(false)),
  ...["192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"].map(
    range(false),
  ),
];

export const ipv6Ranges: readonly AddressRange[] = [
  ...["::/8", "ff00::/8"].map(range(true)),
  // The longest range that holds an address counts: link-local addresses keep their 54 zero bits.
  ...["fe80::/64", "fe80::/10", "fc00::/8", "fd00::/8", "2001:db8::/32", "3fff::/20", "2001::/32", "2002::/16"].map(
    range(false),
  ),
];
