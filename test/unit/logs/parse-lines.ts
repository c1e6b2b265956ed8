import { readFileSync } from "node:fs";
import { createLogParser, type LogCounts } from "../../../main/logs/parser.ts";
import type { LogEvent } from "../../../main/model/log-event.ts";

/** 1 December 2026, after every fixture. */
export const nowMs = Date.UTC(2026, 11, 1);

/** Parses text as one file, in UTC. */
export function parseText(
  text: string,
  source = "test.log",
): { readonly events: readonly LogEvent[]; readonly counts: LogCounts } {
  const parser = createLogParser({ nowMs, utcOffsetMinutes: () => 0 });
  const events = text
    .split("\n")
    .filter((line) => line !== "")
    .flatMap((line, index) => parser.push({ text: line, source, lineNumber: index + 1 }));
  return { events, counts: parser.counts() };
}

/** A log of a real charon 5.9.8, client side but for `charon-gateway`. */
export function readFixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.log`, import.meta.url), "utf8");
}
