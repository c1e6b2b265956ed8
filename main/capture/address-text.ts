import ipaddr from "ipaddr.js";

/** Few addresses occur in a capture, and each very often. */
const mostKept = 4096;
const kept = new Map<string, string>();

/** The text of the IP address of `sizeBytes` (4 or 16) bytes at `offset`, IPv6 as RFC 5952 writes it. */
export function addressText(bytes: Uint8Array, offset: number, sizeBytes: 4 | 16): string {
  const at = (index: number): number => bytes[offset + index] ?? 0;
  if (sizeBytes === 4) return `${at(0)}.${at(1)}.${at(2)}.${at(3)}`;
  const part = bytes.subarray(offset, offset + sizeBytes);
  const key = String.fromCharCode(...part);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const text = ipaddr.fromByteArray([...part]).toString();
  if (kept.size === mostKept) kept.clear();
  kept.set(key, text);
  return text;
}
