import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createLogParser } from "../../../main/logs/parser.ts";
import { buildSessions } from "../../../main/logs/sessions.ts";
import { createEventXmlSplitter } from "../../../main/logs/windows/event-xml-splitter.ts";
import { parseEventXml } from "../../../main/logs/windows/event-xml.ts";
import type { LogLine } from "../../../main/model/ports/logs.ts";
import { logCases } from "./cases.ts";
import { nowMs } from "./parse-lines.ts";

const folder = new URL("../../fixtures/logs/cases/", import.meta.url);

function linesOf(file: string): readonly LogLine[] {
  const text = readFileSync(new URL(file, folder), "utf8");
  if (!file.endsWith(".xml")) {
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line, index) => ({ text: line, source: file, lineNumber: index + 1 }));
  }
  return createEventXmlSplitter()
    .push(text)
    .flatMap((xml, index) => {
      const event = parseEventXml(xml);
      if (event === null) return [];
      const { record, atMs } = event;
      if (atMs === null) return [];
      const structured = { atMs, identifier: record.provider };
      return [{ text: xml, source: file, lineNumber: index + 1, structured, record }];
    });
}

function understand(file: string) {
  const parser = createLogParser({ nowMs, utcOffsetMinutes: () => 0 });
  const events = linesOf(file).flatMap((line) => parser.push(line));
  return { events, unknownLines: parser.counts().unknownLines };
}

describe("cases of public threads", () => {
  it.each(logCases)("$file", ({ file, events: expected, sessions }) => {
    const { events, unknownLines } = understand(file);
    expect(events.map(({ stack, event }) => `${stack} ${event}`)).toEqual(expected);
    expect(unknownLines).toBe(0);
    const found = buildSessions(events);
    expect(found).toHaveLength(sessions.length);
    sessions.forEach((session, index) => expect(found[index]).toMatchObject(session));
  });

  it("all have a row in the table", () => {
    expect(logCases.map(({ file }) => file).toSorted()).toEqual(readdirSync(folder).toSorted());
  });
});
