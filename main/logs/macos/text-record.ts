import type { LineHeader } from "../line-header.ts";
import { readTimeStamp, type TimeStamp } from "../time-stamp.ts";
import { macosIdentifier } from "./macos-identifier.ts";
import { readNdjsonRecord } from "./ndjson-record.ts";

/*
 * The forms in which people have lines of macOS' logs: files, output of `log show` and `pmset -g log`, lines copied from
 * the Console application.
 */

/** ppp.log: ctime(3), a colon between two spaces, the message. */
const pppLog = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} : /;
/** The stamps of `log show` (three styles) and of `pmset`; those of other programs have another fraction or zone. */
const systemStamp =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{6}[+-]\d{4} {1,2}\S|\.\d{3} [A-Z][A-Za-z]? | [+-]\d{4} [A-Z])/;
/** What `log show` puts before a message: the sending library, and the subsystem with its category. */
const sender = String.raw`(?:\([\w.+-]{1,64}\) )?(?:\[[\w.-]{1,128}:?[\w.-]{0,64}\] )?`;
/** `log show`: thread, type, activity, process id, (since macOS 10.14) the time to live, process. */
const defaultStyle = new RegExp(
  String.raw`^0x[\da-f]{1,16} {1,16}[A-Z][A-Za-z]{2,12} {1,16}0x[\da-f]{1,16} {1,24}(\d{1,10}) {1,16}(?:\d{1,6} {1,16})?([^:]{1,128}): ${sender}`,
);
/** `log show --style syslog`: host, process. */
const syslogStyle = new RegExp(String.raw`^\S{1,128} ([^:[\]]{1,128})\[(\d{1,10})\]: ${sender}`);
/** `log show --style compact`: type, process, process id and thread. */
const compactStyle = new RegExp(
  String.raw`^[A-Z][A-Za-z]? {1,4}([^:[\]]{1,128})\[(\d{1,10}):[\da-f]{1,16}\] ${sender}`,
);
/** `pmset -g log`: zone, domain, and a tab before the message (spaces where the line went through a web page). */
const powerLog =
  /^(?:(?:Sleep|Wake|DarkWake) |[A-Z][A-Za-z]{1,24}(?: [A-Z][A-Za-z]{1,24}){0,3} {0,24}(?:\t| {2}))\s{0,24}/;
/** Lines copied from the Console application since macOS 10.12: type (in the person's language), time of day, process. */
const consoleCopy = /^\S{1,24}\t\d\d:\d\d:\d\d[.,]\d{1,9}[+-]\d{4}\t([^\t]{1,128})\t/;
/** Lines of the Console application before that, with the date as the person's region writes it. */
const oldConsole =
  /^(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:([.,])(\d{1,6}))?(?: ([AP]M))? ([^\s:[\]]{1,128})\[(\d{1,10})\]: /;

/** Takes a line of one of macOS' logs apart; null for any other line. */
export function readMacosHeader(text: string): LineHeader | null {
  const first = text.charCodeAt(0);
  if (first === 0x7b) return readNdjson(text);
  if (first >= 0x30 && first <= 0x39) {
    // Nearly all lines of a syslog that begin with a digit have a `T` there.
    return text[10] === " " && systemStamp.test(text) ? readLogShow(text) : readOldConsole(text);
  }
  return pppLog.test(text) ? readPppLog(text) : readConsoleCopy(text);
}

function readNdjson(text: string): LineHeader | null {
  const record = readNdjsonRecord(text);
  if (record === null) return null;
  const { atMs, identifier, processId, message } = record;
  return { stamp: { kind: "epoch", atMs }, identifier, processId, message };
}

function readPppLog(text: string): LineHeader {
  const message = text.slice(text.indexOf(" : ") + 3);
  const identifier = macosIdentifier("pppd", message);
  return { stamp: readTimeStamp(text)?.stamp ?? null, identifier, processId: undefined, message };
}

function readLogShow(text: string): LineHeader | null {
  const stamped = readTimeStamp(text);
  if (stamped === null) return null;
  const { stamp } = stamped;
  const rest = text.slice(stamped.length).trimStart();
  const plain = defaultStyle.exec(rest);
  if (plain !== null) return header(stamp, plain[2], plain[1], rest.slice(plain[0].length));
  const short = compactStyle.exec(rest) ?? (hasFractionAndZone(text) ? syslogStyle.exec(rest) : null);
  if (short !== null) return header(stamp, short[1], short[2], rest.slice(short[0].length));
  const power = powerLog.exec(rest);
  return power === null ? null : header(stamp, "powerd", undefined, rest.slice(power[0].length).trim());
}

/** Other programs write a host and a name after a time too, but not with microseconds and a zone behind two spaces. */
function hasFractionAndZone(text: string): boolean {
  return /^.{19}\.\d{6}[+-]\d{4} {2}/.test(text);
}

function readConsoleCopy(text: string): LineHeader | null {
  const copied = consoleCopy.exec(text);
  // The date is not copied, and a time without it has no place on a time line.
  return copied === null ? null : header(null, copied[1], undefined, text.slice(copied[0].length));
}

function readOldConsole(text: string): LineHeader | null {
  const match = oldConsole.exec(text);
  if (match === null) return null;
  const [whole, first, second, year, hour, minute, seconds, separator, fraction, half, name, processId] = match;
  const order = dateOrder(Number(first), Number(second), separator === ",", half !== undefined);
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === "PM" ? 12 : 0);
  const timeMs =
    ((hours * 60 + Number(minute)) * 60 + Number(seconds)) * 1000 + Math.trunc(Number(`0.${fraction ?? "0"}`) * 1000);
  const stamp: TimeStamp | null =
    order === null
      ? null
      : {
          kind: "calendar",
          year: Number(year) < 100 ? 2000 + Number(year) : Number(year),
          ...order,
          timeMs,
          offsetMinutes: null,
        };
  return header(stamp, name, processId, text.slice(whole.length));
}

/**
 * Which of the two numbers is the month: the second where the fraction has a comma (most of Europe), the first where the
 * day has two halves (United States), else the one that can be. Null where both can be: a guess would put a drop on a
 * wrong day.
 */
function dateOrder(
  first: number,
  second: number,
  hasComma: boolean,
  hasHalves: boolean,
): { readonly month: number; readonly day: number } | null {
  const dayFirst = hasComma || first > 12;
  const monthFirst = !hasComma && (hasHalves || second > 12);
  if (dayFirst === monthFirst) return null;
  const [month, day] = dayFirst ? [second, first] : [first, second];
  return month < 1 || month > 12 || day < 1 || day > 31 ? null : { month: month - 1, day };
}

function header(
  stamp: TimeStamp | null,
  processName: string | undefined,
  processId: string | undefined,
  message: string,
): LineHeader {
  return {
    stamp,
    identifier: processName === undefined ? undefined : macosIdentifier(processName, message),
    processId: processId === undefined ? undefined : Number(processId),
    message,
  };
}
