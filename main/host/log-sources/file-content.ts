import { createLineScanner, type ScannedLine, type ScannedLines } from "../../logs/line-scanner.ts";
import { createEventReader, isEventXml, type LineContent } from "./content-reader.ts";
import { readJournalEntry } from "./journal-entry.ts";
import { textEncoding, type TextEncoding } from "./text-encoding.ts";

/** Lines with their numbers, and how many were read for them: most lines of a syslog cannot matter and are left out. */
export interface FileContent {
  readonly lines: readonly (LineContent & { readonly lineNumber: number })[];
  readonly count: number;
}

/** Makes lines of the bytes of a file, in constant memory, whatever form of log it is. */
export interface FileContentReader {
  /** At most `maxLines` lines are read from the chunk; where that many are, the rest of it is lost. */
  readonly push: (chunk: Uint8Array, maxLines: number) => FileContent;
  /** The last lines, and in one sentence what could not be understood, if anything. */
  readonly end: () => FileContent & { readonly note?: string };
}

/** Makes a reader for the content that begins with `start`; null when it is no text. `isTorn`: it begins inside a line. */
export function createFileContentReader(start: Uint8Array, isTorn: boolean): FileContentReader | null {
  const encoding = textEncoding(start);
  if (encoding === null) return null;
  return isEventXml(start, encoding) ? createXmlReader(encoding) : createTextReader(encoding, isTorn);
}

function createTextReader(encoding: TextEncoding, isTorn: boolean): FileContentReader {
  const scanner = createLineScanner({ isTorn });
  const toUtf8 = createTranscoder(encoding);
  let damaged = 0;

  const readRecord = ({ text, lineNumber }: ScannedLine): FileContent["lines"] => {
    const entry = readJournalEntry(text);
    if (entry.kind === "damaged") damaged += 1;
    if (entry.kind === "of-no-interest") return [];
    return [{ ...(entry.kind === "line" ? entry.line : { text }), lineNumber }];
  };
  const read = ({ lines, count }: ScannedLines): FileContent => {
    const hasRecords = lines.some(isRecord);
    return { lines: hasRecords ? lines.flatMap((line) => (isRecord(line) ? readRecord(line) : [line])) : lines, count };
  };

  return {
    push: (chunk, maxLines) => read(scanner.push(toUtf8(chunk), maxLines)),
    end: () => {
      const last = read(scanner.end());
      return damaged === 0 ? last : { ...last, note: damagedNote(damaged) };
    },
  };
}

const isRecord = ({ text }: ScannedLine) => text.startsWith('{"');

function damagedNote(records: number): string {
  return records === 1
    ? "1 line that begins as a JSON record is cut off or damaged."
    : `${records} lines that begin as JSON records are cut off or damaged.`;
}

/** All lines are split as UTF-8; bytes that are UTF-16 become that first. */
function createTranscoder(encoding: TextEncoding): (chunk: Uint8Array) => Uint8Array {
  if (encoding === "utf-8") return (chunk) => chunk;
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (chunk) => encoder.encode(decoder.decode(chunk, { stream: true }));
}

function createXmlReader(encoding: TextEncoding): FileContentReader {
  const reader = createEventReader(encoding);
  let count = 0;
  const read = (contents: readonly LineContent[]): FileContent => {
    const lines = contents.map((content) => ({ ...content, lineNumber: ++count }));
    return { lines, count: lines.length };
  };
  return {
    push: (chunk, maxLines) => read(reader.push(chunk).slice(0, maxLines)),
    end: () => {
      const { lines, note } = reader.end();
      return { ...read(lines), ...(note === undefined ? {} : { note }) };
    },
  };
}
