import { createPseudonyms } from "../bundle/redaction/pseudonyms.ts";

const mostRemembered = 16_384;

/**
 * The pseudonyms of addresses under a key, the same as in the texts of a bundle with that key. Each is worked out by
 * itself: in a capture an address that equals another one's pseudonym is a real one all the same.
 */
export function createAddressReplacer(key: Uint8Array): (address: string) => string {
  const replaced = new Map<string, string>();
  return (address) => {
    const known = replaced.get(address);
    if (known !== undefined) return known;
    const pseudonyms = createPseudonyms(key);
    const other = (address.includes(":") ? pseudonyms.ipv6(address) : pseudonyms.ipv4(address)) ?? address;
    if (replaced.size >= mostRemembered) replaced.clear();
    replaced.set(address, other);
    return other;
  };
}
