import type { LogSourceResult } from "../log-event.ts";

/** One line of a log before it is understood. */
export interface LogLine {
  readonly text: string;
  readonly source: string;
  readonly lineNumber: number;
  /** Given where the source keeps structured records (journal), so that the line needs no header parsing. */
  readonly structured?: {
    readonly atMs: number;
    readonly identifier: string;
    readonly processId?: number;
  };
  /** Given where the source keeps the parts of a record apart, so that its localised text need not be read. */
  readonly record?: WindowsEventRecord;
}

/** One record of a Windows event log. */
export interface WindowsEventRecord {
  readonly kind: "windows-event";
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
  readonly recordId?: number;
  readonly processId?: number;
  /** Named data under their names, data without names under "0", "1" and so on. */
  readonly data: Readonly<Record<string, string>>;
}

export interface LogQuery {
  /** Wall time, in ms since 1970 UTC, before which nothing is asked for. */
  readonly sinceMs: number;
  /** Files or folders given by the person; empty means none. */
  readonly paths: readonly string[];
  readonly systemLogs: boolean;
  readonly maxLines: number;
  readonly maxBytes: number;
}

/** Which logs to follow: the files and folders that a person named, else this machine's own log. */
export interface LogFollowing {
  readonly paths: readonly string[];
  readonly systemLogs: boolean;
}

/** Lines, with what became of every place they came from at the end. */
export interface LogReader {
  /** How far the local time of this machine is ahead of UTC at a moment: logs without a zone were written in it. */
  readonly utcOffsetMinutes: (wallMs: number) => number;
  readonly read: (query: LogQuery, signal?: AbortSignal) => AsyncIterable<LogPart>;
  /** The lines that come from now on, until `signal` aborts; missing where nothing can be followed. */
  readonly follow?: (what: LogFollowing, signal: AbortSignal) => AsyncIterable<LogPart>;
}

/** A part of a reading. */
export type LogPart =
  | {
      readonly kind: "lines";
      readonly lines: readonly LogLine[];
      /** Lines that were read beside these, and cannot matter. */
      readonly passedOver?: number;
    }
  | { readonly kind: "source"; readonly result: LogSourceResult };
