import { patternLiterals } from "./pattern-literals.ts";
import { createPrefixSet, type PrefixSet } from "./prefix-set.ts";
import { knownBeginnings, knownIdentifiers, stackOf } from "./stacks.ts";
import type { FormatTable } from "./formats/format-table.ts";

const space = 0x20;
const colon = 0x3a;
const minus = 0x2d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/** Longer names of hosts and programs are left to the parser. */
const maxNameLength = 64;

/** What a byte may be part of. */
const digit = 1;
const letter = 2;
const hostPart = 4;
const namePart = 8;
const nameStart = 16;
const kindOfByte = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return (
    (/\d/u.test(character) ? digit : 0) |
    (/[A-Za-z]/u.test(character) ? letter : 0) |
    (/[\w.-]/u.test(character) ? hostPart : 0) |
    (/[!-~]/u.test(character) && !/[:[\]]/u.test(character) ? namePart : 0) |
    // `/usr/sbin/cron`, `(sd-pam)`.
    (/[\w/(]/u.test(character) ? nameStart : 0)
  );
});
const is = (kind: number, byte: number | undefined) => ((kindOfByte[byte ?? 0] ?? 0) & kind) !== 0;

/** What a byte adds to a number as its last digit, and as the one before it; no number gets as far as `noDigit`. */
const noDigit = 1000;
const ones = Uint16Array.from({ length: 256 }, (_, byte) => (is(digit, byte) ? byte - 0x30 : noDigit));
const tens = ones.map((value) => (value === noDigit ? noDigit : value * 10));

/** The number that two digits make, at least `noDigit` where one of them is none. */
function twoDigits(bytes: Uint8Array, start: number): number {
  return (tens[bytes[start] ?? 0] ?? noDigit) + (ones[bytes[start + 1] ?? 0] ?? noDigit);
}

const programs = createPrefixSet(knownIdentifiers);
const programBeginnings = createPrefixSet(knownBeginnings);

/** What a line of a program that does many things must begin with to be of interest; null: with anything. */
const knownOpenings = new Map<string, PrefixSet | null>();

function openingsOf(program: string): PrefixSet | null {
  let known = knownOpenings.get(program);
  if (known === undefined) {
    known = openings(stackOf(program)?.table);
    knownOpenings.set(program, known);
  }
  return known;
}

function openings(table: FormatTable | undefined): PrefixSet | null {
  // The kernel's own clock stands before its messages.
  if (table === undefined || table.dedicated || table.stack === "kernel") return null;
  const texts: string[] = [];
  for (const row of table.rows) {
    const { leading } = patternLiterals(row.pattern);
    if (leading === null) return null;
    texts.push(...leading);
  }
  // Such a program may pass on what a known one said.
  return createPrefixSet([...texts, ...knownIdentifiers, ...knownBeginnings]);
}

/**
 * Tells whether the line in `bytes` from `start` up to `end` (without its line end) may matter. False only where the
 * parser would find nothing in it and remember nothing of it: a syslog line signed by a program that no table knows, or
 * signed by one that seldom speaks of a VPN and begun with words that no row begins with. A line that is not plainly so
 * may matter.
 */
export function mayMatter(bytes: Uint8Array, start: number, end: number): boolean {
  const syslog = afterSyslogStamp(bytes, start, end);
  const host = syslog >= 0 ? syslog : afterIsoStamp(bytes, start, end);
  if (host < 0) return true;
  const name = afterHost(bytes, host, end);
  if (name < 0) return true;
  const nameEnd = endOfName(bytes, name, end);
  if (nameEnd < 0) return true;
  const message = afterProcessId(bytes, nameEnd, end, syslog < 0);
  if (message < 0) return true;
  const program = programs.findWhole(bytes, name, nameEnd);
  if (program === null) return programBeginnings.hasPrefix(bytes, name, nameEnd);
  const opening = openingsOf(program);
  const first = bytes[message];
  if (opening === null || first === 0x3c || is(digit, first)) return true;
  return opening.hasPrefix(bytes, message, end);
}

/** Makes three letters in one number small; nothing but letters becomes a letter by it. */
const lowerCase = 0x20_20_20;
const monthCodes = new Set(
  ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map(
    (name) => (name.charCodeAt(0) << 16) | (name.charCodeAt(1) << 8) | name.charCodeAt(2),
  ),
);

/** The position after `Nov 23 02:11:20 ` or `Nov  3 02:11:20 ` (RFC 3164, section 4.1.2), or -1. */
function afterSyslogStamp(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 16 || bytes[start + 3] !== space || bytes[start + 6] !== space || bytes[start + 15] !== space)
    return -1;
  const month = ((bytes[start] ?? 0) << 16) | ((bytes[start + 1] ?? 0) << 8) | (bytes[start + 2] ?? 0);
  if (!monthCodes.has(month | lowerCase)) return -1;
  const day = bytes[start + 4] === space ? ones[bytes[start + 5] ?? 0] : twoDigits(bytes, start + 4);
  return isDay(day) && isTimeOfDay(bytes, start + 7) ? start + 16 : -1;
}

/** The position after `2026-11-23T02:11:20.123456+01:00 ` or `…Z ` (RFC 3339), or -1. */
function afterIsoStamp(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 21 || bytes[start + 4] !== minus || bytes[start + 7] !== minus || bytes[start + 10] !== 0x54)
    return -1;
  const month = twoDigits(bytes, start + 5);
  const year = twoDigits(bytes, start) + twoDigits(bytes, start + 2);
  if (year >= noDigit || month < 1 || month > 12 || !isDay(twoDigits(bytes, start + 8))) return -1;
  if (!isTimeOfDay(bytes, start + 11)) return -1;
  let position = start + 19;
  if (bytes[position] === 0x2e) {
    const fraction = position + 1;
    position = fraction;
    while (position < end && is(digit, bytes[position])) position += 1;
    if (position === fraction || position > fraction + 9) return -1;
  }
  const zone = bytes[position];
  if (zone === 0x5a) position += 1;
  else if (zone === 0x2b || zone === minus) {
    if (twoDigits(bytes, position + 1) + twoDigits(bytes, position + 4) >= noDigit) return -1;
    if (bytes[position + 3] !== colon) return -1;
    position += 6;
  } else return -1;
  return position < end && bytes[position] === space ? position + 1 : -1;
}

const isDay = (day: number | undefined) => day !== undefined && day >= 1 && day <= 31;

function isTimeOfDay(bytes: Uint8Array, start: number): boolean {
  return (
    bytes[start + 2] === colon &&
    bytes[start + 5] === colon &&
    twoDigits(bytes, start) <= 23 &&
    twoDigits(bytes, start + 3) <= 59 &&
    twoDigits(bytes, start + 6) <= 60
  );
}

/** The position after a host's name and one space, or -1. */
function afterHost(bytes: Uint8Array, start: number, end: number): number {
  if (!is(letter, bytes[start])) return -1;
  const limit = Math.min(end, start + maxNameLength);
  let position = start + 1;
  while (position < limit && is(hostPart, bytes[position])) position += 1;
  return position < limit && bytes[position] === space ? position + 1 : -1;
}

/** The end of a program's name, which stands before a bracket or a colon, or -1. */
function endOfName(bytes: Uint8Array, start: number, end: number): number {
  if (!is(nameStart, bytes[start])) return -1;
  const limit = Math.min(end, start + maxNameLength);
  let position = start + 1;
  while (position < limit && is(namePart, bytes[position])) position += 1;
  return position < limit && (bytes[position] === openBracket || bytes[position] === colon) ? position : -1;
}

/**
 * The position of the message after `[123]: ` or `: `, or -1. After a full date two words and a colon may be words of a
 * message, so that only a process id tells a program's name.
 */
function afterProcessId(bytes: Uint8Array, start: number, end: number, isNeeded: boolean): number {
  let position = start;
  if (bytes[position] === openBracket) {
    const first = position + 1;
    position = first;
    while (position < end && is(digit, bytes[position])) position += 1;
    if (position === first || position > first + 10 || bytes[position] !== closeBracket) return -1;
    position += 1;
  } else if (isNeeded) return -1;
  if (position >= end || bytes[position] !== colon) return -1;
  return bytes[position + 1] === space ? position + 2 : position + 1;
}
