/** How much of a file is looked at to tell text from other things. */
const probeBytes = 8 * 1024;

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

/**
 * Tells the encoding of a text by its first bytes: by a byte order mark (RFC 2781, section 3.2), else by where the zero
 * bytes of Latin letters are. Null means that it is no text.
 */
export function textEncoding(start: Uint8Array): TextEncoding | null {
  const probe = start.subarray(0, probeBytes);
  if (probe[0] === 0xff && probe[1] === 0xfe) return "utf-16le";
  if (probe[0] === 0xfe && probe[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  probe.forEach((byte, position) => {
    if (byte === 0) zeros[position % 2] = (zeros[position % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return "utf-8";
  const mostly = probe.length / 4;
  if (odd > mostly && even === 0) return "utf-16le";
  return even > mostly && odd === 0 ? "utf-16be" : null;
}
