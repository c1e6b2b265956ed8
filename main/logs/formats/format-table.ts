import type { LogEventName, LogStack } from "../../model/log-event.ts";
import { messagePattern } from "./message-pattern.ts";

/** A line that a row must match, with fields that must come out of it. */
interface FormatSample {
  readonly line: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** One message of a daemon, and what it means. */
export interface FormatRow {
  readonly id: string;
  /** Null: a known line that carries no news, so that it is not counted as unknown. */
  readonly event: LogEventName | null;
  /** Linear in the length of the message; its named groups become the fields of the event. */
  readonly pattern: RegExp;
  /** Where the wording is from. */
  readonly source: string;
  readonly note?: string;
  readonly samples: readonly FormatSample[];
  /** Lines that look alike and must not match. */
  readonly nearMisses?: readonly string[];
}

/** All messages of one stack. At most one row matches a message. */
export interface FormatTable {
  readonly stack: LogStack;
  /** Names under which the daemons of this stack write to a log. */
  readonly identifiers: readonly string[];
  /** True where every line of these daemons is about the VPN, so that one that matches no row is worth showing as unknown. */
  readonly dedicated: boolean;
  readonly rows: readonly FormatRow[];
}

type SampleNotation = string | readonly [line: string, fields: Readonly<Record<string, string>>];

/** A row in short notation: `format` is a message pattern (see `messagePattern`), each sample a line or a line and its fields. */
export function row(
  id: string,
  event: LogEventName | null,
  format: string,
  source: string,
  ...samples: readonly SampleNotation[]
): FormatRow {
  return {
    id,
    event,
    pattern: messagePattern(format),
    source,
    samples: samples.map((sample) =>
      typeof sample === "string" ? { line: sample } : { line: sample[0], fields: sample[1] },
    ),
  };
}
