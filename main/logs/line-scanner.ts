import { mayMatter } from "./line-screen.ts";

/** A line with its number in its file. */
export interface ScannedLine {
  readonly text: string;
  readonly lineNumber: number;
}

export interface ScannedLines {
  /** The lines that may matter. */
  readonly lines: readonly ScannedLine[];
  /** All lines that ended in the chunk, these and those that were passed over. */
  readonly count: number;
}

/** Splits the UTF-8 bytes of a log into lines, in constant memory, whatever the bytes are. */
export interface LineScanner {
  /** The next bytes of the file; at most `maxLines` lines are taken from them, the rest of them is lost. */
  readonly push: (chunk: Uint8Array, maxLines?: number) => ScannedLines;
  /** The last line, when the file does not end with a line end. */
  readonly end: () => ScannedLines;
}

interface LineScannerOptions {
  /** The bytes begin inside a line, whose rest is not wanted. */
  readonly isTorn?: boolean;
  /** Which lines become strings; all others are counted only. */
  readonly screen?: (bytes: Uint8Array, start: number, end: number) => boolean;
}

/** Longer lines are cut: no log line that means something is longer, and a binary file may have no line end at all. */
export const maxLineLength = 16 * 1024;

/** A character of UTF-8 takes up to three bytes for each unit of a string's length. */
const maxLineBytes = 3 * maxLineLength;

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Makes a scanner; lines end at LF or CRLF. */
export function createLineScanner({ isTorn = false, screen = mayMatter }: LineScannerOptions = {}): LineScanner {
  // Each line is decoded by itself, so that a byte order mark is taken off here, at the start of the file.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** The beginning of a line whose end has not come yet; what exceeds the greatest length is dropped. */
  const begun = new Uint8Array(maxLineBytes);
  let begunBytes = 0;
  let isBegun = false;
  let isSkipping = isTorn;
  let lineNumber = 0;

  const take = (lines: ScannedLine[], bytes: Uint8Array, start: number, lineEnd: number): void => {
    lineNumber += 1;
    const end = lineEnd > start && bytes[lineEnd - 1] === carriageReturn ? lineEnd - 1 : lineEnd;
    if (!screen(bytes, start, end)) return;
    const text = decoder.decode(bytes.subarray(start, Math.min(end, start + maxLineBytes)));
    const whole = lineNumber === 1 && text.startsWith("\u{FEFF}") ? text.slice(1) : text;
    lines.push({ text: whole.slice(0, maxLineLength), lineNumber });
  };

  const keep = (bytes: Uint8Array): void => {
    const fitting = bytes.subarray(0, maxLineBytes - begunBytes);
    begun.set(fitting, begunBytes);
    begunBytes += fitting.length;
    isBegun ||= bytes.length > 0;
  };

  const takeBegun = (lines: ScannedLine[]): void => {
    if (!isSkipping) take(lines, begun, 0, begunBytes);
    isSkipping = false;
    isBegun = false;
    begunBytes = 0;
  };

  return {
    push: (chunk, maxLines = Number.POSITIVE_INFINITY) => {
      const lines: ScannedLine[] = [];
      const before = lineNumber;
      const limit = before + maxLines;
      let position = 0;
      while (lineNumber < limit) {
        const lineEnd = chunk.indexOf(lineFeed, position);
        if (lineEnd < 0) {
          keep(chunk.subarray(position));
          break;
        }
        if (isBegun || isSkipping) {
          keep(chunk.subarray(position, lineEnd));
          takeBegun(lines);
        } else take(lines, chunk, position, lineEnd);
        position = lineEnd + 1;
      }
      return { lines, count: lineNumber - before };
    },
    end: () => {
      const lines: ScannedLine[] = [];
      const before = lineNumber;
      if (isBegun) takeBegun(lines);
      return { lines, count: lineNumber - before };
    },
  };
}
