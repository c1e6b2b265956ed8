import type { AddressRange } from "./address-ranges.ts";

/** 256 pseudo-random bits for the octets in front of an octet; the same for the same octets. */
export type OctetBits = (before: Uint8Array) => Uint8Array;

/**
 * Another address for an address, so that two addresses have as many leading bits in common as before: subnets stay
 * subnets (the scheme of Crypto-PAn: Xu, Fan, Ammar, Moon, "Prefix-preserving IP address anonymization", ICNP 2002). A
 * bit is turned only where no special range lies beneath it, so that the kind of the address stays too, and the first bit
 * that may turn always turns, so that no address is its own pseudonym.
 *
 * @returns null for an address that is left as it is
 */
export function permuteAddress(
  octets: Uint8Array,
  ranges: readonly AddressRange[],
  bitsAfter: OctetBits,
): Uint8Array | null {
  const fixedBits = firstFreeBit(octets, ranges);
  if (fixedBits === null || fixedBits >= octets.length * 8) return null;
  const result = Uint8Array.from(octets);
  for (let index = fixedBits >> 3; index < octets.length; index += 1) {
    const bits = bitsAfter(octets.subarray(0, index));
    const octet = octets[index] ?? 0;
    let turned = 0;
    for (let depth = 0; depth < 8; depth += 1) {
      const position = index * 8 + depth;
      if (position < fixedBits) continue;
      // The nodes of the tree of this octet, in breadth-first order: 1 at the root, 255 in all.
      const node = (1 << depth) | (octet >> (8 - depth));
      const turns = position === fixedBits || ((bits[node >> 3] ?? 0) & (1 << (node & 7))) !== 0;
      if (turns) turned |= 0x80 >> depth;
    }
    result[index] = octet ^ turned;
  }
  return result;
}

/** The first bit that may be turned; null where the address is kept. */
function firstFreeBit(octets: Uint8Array, ranges: readonly AddressRange[]): number | null {
  let home: AddressRange | undefined;
  let commonBits = -1;
  for (const range of ranges) {
    const shared = sharedBits(octets, range.octets);
    if (shared >= range.prefixBits) {
      if (home === undefined || range.prefixBits > home.prefixBits) home = range;
    } else if (shared > commonBits) commonBits = shared;
  }
  if (home?.kept === true) return null;
  return Math.max(commonBits + 1, home?.prefixBits ?? 0);
}

function sharedBits(one: Uint8Array, other: Uint8Array): number {
  for (let index = 0; index < one.length; index += 1) {
    const difference = (one[index] ?? 0) ^ (other[index] ?? 0);
    if (difference !== 0) return index * 8 + Math.clz32(difference) - 24;
  }
  return one.length * 8;
}
