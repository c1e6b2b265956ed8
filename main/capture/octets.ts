/** The big-endian 16-bit number at `offset`; octets behind the end count as 0, so the caller checks lengths. */
export function uint16At(octets: Uint8Array, offset: number): number {
  return ((octets[offset] ?? 0) << 8) | (octets[offset + 1] ?? 0);
}

/** The big-endian 32-bit number at `offset`; octets behind the end count as 0, so the caller checks lengths. */
export function uint32At(octets: Uint8Array, offset: number): number {
  return ((uint16At(octets, offset) << 16) | uint16At(octets, offset + 2)) >>> 0;
}

/** How much of a packet takes part in its digest: captures may keep the headers only. */
const digestedBytes = 64;

/** A number that tells packets apart (FNV-1a, 32 bits) by their first bytes and a number of the caller's. */
export function digestOf(octets: Uint8Array, seed: number): number {
  let digest = 0x811c9dc5 ^ seed;
  const end = Math.min(octets.length, digestedBytes);
  for (let index = 0; index < end; index += 1) {
    digest = Math.imul(digest ^ (octets[index] ?? 0), 0x01000193);
  }
  return digest >>> 0;
}
