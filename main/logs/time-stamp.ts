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
  return digits === undefined ? 0 : Math.trunc(Number(`0.${digits}`) * 1000);
}

function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith("-") ? -minutes : minutes;
}

/**
 * The moment of a stamp in ms since 1970 UTC. Without a zone it is local time; without a year it is the latest year that
 * has that date and puts it no more than a day into the future. Null for a date that does not exist.
 */
export function stampToMs(stamp: TimeStamp, local: LocalTime): number | null {
  if (stamp.kind === "epoch") return stamp.atMs;
  if (stamp.year !== null) return dateToMs(stamp, stamp.year, local);
  const thisYear = new Date(local.nowMs + dayMs).getUTCFullYear();
  // 29 February may lie 8 years back (1896 to 1904).
  for (let year = thisYear; year >= thisYear - 8; year -= 1) {
    const atMs = dateToMs(stamp, year, local);
    if (atMs !== null && atMs <= local.nowMs + dayMs) return atMs;
  }
  return null;
}

function dateToMs(
  stamp: Extract<TimeStamp, { kind: "calendar" }>,
  year: number,
  { utcOffsetMinutes }: LocalTime,
): number | null {
  const dateMs = Date.UTC(year, stamp.month, stamp.day);
  if (new Date(dateMs).getUTCDate() !== stamp.day) return null;
  const asUtcMs = dateMs + stamp.timeMs;
  if (stamp.offsetMinutes !== null) return asUtcMs - stamp.offsetMinutes * 60_000;
  // The offset is asked for a moment, which needs the offset: two rounds settle it on both sides of a clock change.
  const guessMs = asUtcMs - utcOffsetMinutes(asUtcMs) * 60_000;
  return asUtcMs - utcOffsetMinutes(guessMs) * 60_000;
}
