/** How to complete stamps that lack a year or a zone. */
export interface LocalTime {
  /** Now, in ms since 1970 UTC. */
  readonly nowMs: number;
  /** Minutes that local time is ahead of UTC at a moment given in ms since 1970 UTC. */
  readonly utcOffsetMinutes: (wallMs: number) => number;
}

/** A time as a log line writes it, not yet placed in a year or a zone. */
export type TimeStamp =
  | { readonly kind: "epoch"; readonly atMs: number }
  | {
      readonly kind: "calendar";
      /** Null in RFC 3164 stamps. */
      readonly year: number | null;
      /** 0 to 11. */
      readonly month: number;
      readonly day: number;
      /** Ms since midnight. */
      readonly timeMs: number;
      /** Minutes ahead of UTC; null: local time. */
      readonly offsetMinutes: number | null;
    };

interface StampedText {
  readonly stamp: TimeStamp;
  /** Characters of the text that the stamp takes, without the space after it. */
  readonly length: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const isoStamp =
  /^(?:[A-Z][a-z]{2} )?(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: us=(\d{1,6}))? ?(Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d\b)?/;
const syslogStamp =
  /^(?:[A-Za-z]{3} )?([A-Za-z]{3}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: ((?:19|20)\d\d)\b)?/;
const epochStamp = /^\[?(\d{9,11})(?:\.(\d{1,9}))?\]?(?= )/;

/** Reads the time at the start of a text: ISO 8601, RFC 3164, ctime, seconds since 1970. Null where there is none. */
export function readTimeStamp(text: string): StampedText | null {
  const first = text.charCodeAt(0);
  const digitOrBracket = (first >= 0x30 && first <= 0x39) || first === 0x5b;
  if (digitOrBracket) return readIso(text) ?? readEpoch(text);
  return readSyslog(text) ?? readIso(text);
}

function readIso(text: string): StampedText | null {
  return readPlainIso(text) ?? readAnyIso(text);
}

const plainIso = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)(?= )/y;

/** The form in which most syslogs have it (RFC 3339), at places that are known: three times as fast. */
function readPlainIso(text: string): StampedText | null {
  plainIso.lastIndex = 0;
  if (!plainIso.test(text)) return null;
  const length = plainIso.lastIndex;
  const at = (start: number) => (text.charCodeAt(start) - 0x30) * 10 + text.charCodeAt(start + 1) - 0x30;
  if (at(11) > 23 || at(14) > 59 || at(17) > 60) return null;
  const isUtc = text.charCodeAt(length - 1) === 0x5a;
  const zoneLength = isUtc ? 1 : 6;
  const fraction = fractionMs(length - zoneLength > 20 ? text.slice(20, length - zoneLength) : undefined);
  const timeMs = ((at(11) * 60 + at(14)) * 60 + at(17)) * 1000 + fraction;
  const offset = isUtc ? 0 : at(length - 5) * 60 + at(length - 2);
  const offsetMinutes = text.charCodeAt(length - zoneLength) === 0x2d ? -offset : offset;
  const stamp = calendar(at(0) * 100 + at(2), at(5) - 1, at(8), timeMs, offsetMinutes);
  return stamp === null ? null : { stamp, length };
}

function readAnyIso(text: string): StampedText | null {
  const match = isoStamp.exec(text);
  if (match === null) return null;
  const [whole, year, month, day, hour, minute, second, fraction, microseconds, zone] = match;
  const timeMs = timeOfDayMs(hour, minute, second, fraction ?? microseconds?.padStart(6, "0"));
  const stamp = calendar(Number(year), Number(month) - 1, Number(day), timeMs, zoneMinutes(zone));
  return stamp === null ? null : { stamp, length: whole.trimEnd().length };
}

function readSyslog(text: string): StampedText | null {
  const match = syslogStamp.exec(text);
  if (match === null) return null;
  const [whole, month, day, hour, minute, second, fraction, year] = match;
  const timeMs = timeOfDayMs(hour, minute, second, fraction);
  const monthIndex = months.indexOf((month ?? "").toLowerCase());
  const stamp = calendar(year === undefined ? null : Number(year), monthIndex, Number(day), timeMs, null);
  return stamp === null ? null : { stamp, length: whole.length };
}

function readEpoch(text: string): StampedText | null {
  const match = epochStamp.exec(text);
  if (match === null) return null;
  const [whole, seconds, fraction] = match;
  return { stamp: { kind: "epoch", atMs: Number(seconds) * 1000 + fractionMs(fraction) }, length: whole.length };
}

function calendar(
  year: number | null,
  month: number,
  day: number,
  timeMs: number | null,
  offsetMinutes: number | null,
): TimeStamp | null {
  if (timeMs === null || month < 0 || month > 11 || day < 1 || day > 31) return null;
  return { kind: "calendar", year, month, day, timeMs, offsetMinutes };
}

function timeOfDayMs(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  fraction: string | undefined,
): number | null {
  // A leap second is written as 60.
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  return ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + fractionMs(fraction);
}

function fractionMs(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 3).padEnd(3, "0"));
}

function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}

/**
 * The moment of a stamp in ms since 1970 UTC. Without a zone it is local time; without a year it is the latest year that
 * has that date and puts it no more than a day into the future. `previousMs` is the moment of the line before it in its
 * source: it tells which of two hours is meant when the clock was put back. Null for a date that does not exist.
 */
export function stampToMs(stamp: TimeStamp, local: LocalTime, previousMs?: number): number | null {
  if (stamp.kind === "epoch") return stamp.atMs;
  if (stamp.year !== null) return dateToMs(stamp, stamp.year, local, previousMs);
  const thisYear = new Date(local.nowMs + dayMs).getUTCFullYear();
  // 29 February may lie 8 years back (1896 to 1904).
  for (let year = thisYear; year >= thisYear - 8; year -= 1) {
    const atMs = dateToMs(stamp, year, local, previousMs);
    if (atMs !== null && atMs <= local.nowMs + dayMs) return atMs;
  }
  return null;
}

function dateToMs(
  stamp: Extract<TimeStamp, { kind: "calendar" }>,
  year: number,
  local: LocalTime,
  previousMs: number | undefined,
): number | null {
  const dateMs = Date.UTC(year, stamp.month, stamp.day);
  // Only the last days of a month may be missing.
  if (stamp.day > 28 && new Date(dateMs).getUTCDate() !== stamp.day) return null;
  const asUtcMs = dateMs + stamp.timeMs;
  if (stamp.offsetMinutes !== null) return asUtcMs - stamp.offsetMinutes * minuteMs;
  return localToMs(asUtcMs, local, previousMs);
}

/** Lines of one source are out of order by less than this; a clock that is put back goes back by more. */
const outOfOrderMs = minuteMs;

/** `asUtcMs`: the local time, written as if it were UTC. */
function localToMs(asUtcMs: number, { utcOffsetMinutes }: LocalTime, previousMs: number | undefined): number {
  const before = utcOffsetMinutes(asUtcMs - dayMs);
  const after = utcOffsetMinutes(asUtcMs + dayMs);
  const earlierMs = asUtcMs - before * minuteMs;
  if (before === after) return earlierMs;
  const laterMs = asUtcMs - after * minuteMs;
  // Before the change only the old offset gives a moment at which it holds, after it only the new one.
  const earlierHolds = utcOffsetMinutes(earlierMs) === before;
  const laterHolds = utcOffsetMinutes(laterMs) === after;
  if (!earlierHolds) return laterHolds ? laterMs : earlierMs;
  const wentBack = previousMs !== undefined && earlierMs < previousMs - outOfOrderMs;
  return laterHolds && wentBack ? laterMs : earlierMs;
}
