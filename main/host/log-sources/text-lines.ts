/** Longer lines are cut: no log line that means something is longer, and a binary file may have no line end at all. */
export const maxLineLength = 16 * 1024;
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

/** Lines of one chunk of a file: complete ones, with their line ends taken off. */
export interface LineSplitter {
  readonly push: (chunk: Uint8Array) => readonly string[];
  /** The last line, when the file does not end with a line end. */
  readonly end: () => readonly string[];
}

/** Splits bytes into lines at LF, CRLF or a lone CR before them; constant memory, whatever the bytes are. */
export function createLineSplitter(encoding: TextEncoding): LineSplitter {
  const decoder = new TextDecoder(encoding);
  let rest = "";
  /** True while the end of a line that was cut already is skipped. */
  let skipping = false;

  function take(text: string): readonly string[] {
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    const lines = skipping && parts.length > 0 ? parts.slice(1) : parts;
    if (parts.length > 0) skipping = false;
    const complete = lines.map(finishLine);
    if (skipping) rest = "";
    else if (rest.length > maxLineLength) {
      complete.push(finishLine(rest));
      rest = "";
      skipping = true;
    }
    return complete;
  }

  return {
    push: (chunk) => take(decoder.decode(chunk, { stream: true })),
    end: () => {
      const lines = take(decoder.decode());
      return rest === "" ? lines : [...lines, finishLine(rest)];
    },
  };
}

function finishLine(line: string): string {
  const cut = line.length > maxLineLength ? line.slice(0, maxLineLength) : line;
  return cut.endsWith("\r") ? cut.slice(0, -1) : cut;
}
