import { maxLineCharacters, type Redactor } from "./redactor.ts";

/** Text that is redacted at once. */
const blockCharacters = 256 * 1024;

/**
 * Redacts a log as it is read, in constant memory. UTF-8, and UTF-16 with or without a byte order mark, become UTF-8.
 *
 * @param chunks from the start of a file, or from the start of a line
 */
export async function* redactStream(chunks: AsyncIterable<Uint8Array>, redactor: Redactor): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const redactBlock = redactor.createBlockReader();
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let held = "";
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    held += decoder.decode(chunk, { stream: true });
    if (held.length < blockCharacters) continue;
    const lineEnd = held.lastIndexOf("\n") + 1;
    if (lineEnd > 0) yield encoder.encode(redactBlock(inOnePiece(held.slice(0, lineEnd))));
    held = bounded(held.slice(lineEnd));
  }
  held += decoder?.decode() ?? "";
  if (held !== "") yield encoder.encode(redactBlock(held));
}

/** Text that was put together from parts is slow to walk through, until it is copied into one piece. */
function inOnePiece(text: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));
}

/** Of a line that does not end, what is beyond the longest line that is kept need not be held. */
function bounded(line: string): string {
  return line.length > 4 * maxLineCharacters ? line.slice(0, 2 * maxLineCharacters) : line;
}

/** Every second byte of Latin text in UTF-16 is zero, and no byte of a log in UTF-8 is. */
function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 8 && odd > 4 * even) return "utf-16le";
  return even > sample.length / 8 && even > 4 * odd ? "utf-16be" : "utf-8";
}
