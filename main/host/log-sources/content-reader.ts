import { createEventXmlSplitter } from "../../logs/windows/event-xml-splitter.ts";
import { parseEventXml, type WindowsEvent } from "../../logs/windows/event-xml.ts";
import type { LogLine } from "../../model/ports/logs.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** A line before it is known where it stands. */
export type LineContent = Omit<LogLine, "source" | "lineNumber">;

/** Makes lines of the bytes of a file or of a program's output, in constant memory. */
export interface ContentReader {
  readonly push: (chunk: Uint8Array) => readonly LineContent[];
  /** The last lines, and in one sentence what could not be read of the content, if anything. */
  readonly end: () => { readonly lines: readonly LineContent[]; readonly note?: string };
}

/** Events of a Windows event log in XML: one line for each. */
export function createEventReader(encoding: TextEncoding): ContentReader {
  const decoder = new TextDecoder(encoding);
  const splitter = createEventXmlSplitter();
  let unreadable = 0;

  function read(events: readonly string[]): readonly LineContent[] {
    const lines: LineContent[] = [];
    for (const xml of events) {
      const event = parseEventXml(xml);
      if (event === null) unreadable += 1;
      else lines.push(eventLine(xml, event));
    }
    return lines;
  }

  return {
    push: (chunk) => read(splitter.push(decoder.decode(chunk, { stream: true }))),
    end: () => {
      const lines = read(splitter.push(decoder.decode()));
      const { note } = splitter.end();
      const notes = [
        ...(note === undefined ? [] : [note]),
        ...(unreadable > 0 ? [`Not understood: ${unreadable} events whose XML is not that of an event.`] : []),
      ];
      return { lines, ...(notes.length === 0 ? {} : { note: notes.join(" ") }) };
    },
  };
}

function eventLine(xml: string, { record, atMs }: WindowsEvent): LineContent {
  const { provider, processId } = record;
  return {
    text: xml
      .split("\n")
      .map((line) => line.trim())
      .join(" "),
    ...(atMs === null
      ? {}
      : { structured: { atMs, identifier: provider, ...(processId === undefined ? {} : { processId }) } }),
    record,
  };
}

const exportStart = /^(?:<\?xml[^>]{0,200}\?>\s{0,64})?<Events?(?=[\s>])/;
const eventElement = /<Event xmlns=["']http:\/\/schemas\.microsoft\.com\/win\/2004\/08\/events\/event["']/;

/**
 * Tells by its first few kB whether a text holds events of a Windows event log: it begins as an export does, or has an
 * event in it, where the beginning was cut off or something else stands before.
 */
export function isEventXml(start: Uint8Array, encoding: TextEncoding): boolean {
  const text = new TextDecoder(encoding).decode(start);
  return exportStart.test(text.trimStart()) || eventElement.test(text);
}
