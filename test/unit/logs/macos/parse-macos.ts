import { readFileSync } from "node:fs";
import { createLogParser, type LogCounts } from "../../../../main/logs/parser.ts";
import type { LocalTime } from "../../../../main/logs/time-stamp.ts";
import type { LogEvent } from "../../../../main/model/log-event.ts";

/** 1 December 2026, after every fixture, in Paris (winter time). */
export const paris: LocalTime = { nowMs: Date.UTC(2026, 11, 1), utcOffsetMinutes: () => 60 };

/** A log of a Mac: Apple's wording, made-up sessions, addresses from RFC 5737. */
export function macosFixture(name: string): string {
  return readFileSync(new URL(`../../../fixtures/logs/macos/${name}`, import.meta.url), "utf8");
}

/** Events of the text of one file. */
export function parseMacos(text: string): { readonly events: readonly LogEvent[]; readonly counts: LogCounts } {
  const parser = createLogParser(paris);
  const events = text
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line, index) => parser.push({ text: line, source: "test.log", lineNumber: index + 1 }));
  return { events, counts: parser.counts() };
}
