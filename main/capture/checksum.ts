/** The ones' complement sum of 16-bit words (RFC 1071), not yet complemented; an odd last octet is padded with zero. */
export function onesSum(octets: Uint8Array, seed = 0): number {
  let sum = seed;
  for (let index = 0; index < octets.length; index += 2) {
    sum += ((octets[index] ?? 0) << 8) | (octets[index + 1] ?? 0);
    if (sum > 0xffff_ffff) sum = (sum % 0x1_0000) + Math.floor(sum / 0x1_0000);
  }
  while (sum > 0xffff) sum = (sum % 0x1_0000) + Math.floor(sum / 0x1_0000);
  return sum;
}

/** Writes the checksum of `octets` at `offset`, where it stands inside of them; `seed` is the sum of a pseudo header. */
export function writeChecksum(octets: Uint8Array, offset: number, seed = 0, isUdp = false): void {
  octets[offset] = 0;
  octets[offset + 1] = 0;
  const checksum = ~onesSum(octets, seed) & 0xffff;
  // RFC 768: a UDP checksum of zero would mean that there is none.
  const written = isUdp && checksum === 0 ? 0xffff : checksum;
  octets[offset] = written >>> 8;
  octets[offset + 1] = written & 0xff;
}
