import { readTimeStamp, stampToMs, type LocalTime, type TimeStamp } from "./time-stamp.ts";

/** A log line taken apart: who wrote it, when, and what. */
export interface LineHeader {
  readonly stamp: TimeStamp | null;
  /** Name of the program; undefined where the line does not tell. */
  readonly identifier: string | undefined;
  readonly processId: number | undefined;
  readonly message: string;
}

type IsKnownIdentifier = (identifier: string) => boolean;

const priority = /^<\d{1,3}>(?!1 )/;
const rfc5424 =
  /^<\d{1,3}>1 (\S{1,64}) \S{1,255} (\S{1,64}) (\S{1,128}) \S{1,64} (?:-|\[[^\]]{0,1000}\](?:\[[^\]]{0,1000}\]){0,4}) ?/;
/** charon's own prefix: thread, subsystem and, with `log_level`, the level. */
const charonPrefix = /^\d{2,6}\[[A-Z]{3}\d?\] /;
/** People who publish a log often write letters in the place of the process id. */
const ownName = /^([A-Za-z][\w./@-]{0,63})(?:\[(\w{1,10})\])?(?:: ?| (?=<))/;
const hostAndName = /^(\S{1,255}) (?:[a-z\d]{1,10}\.[a-z]{1,10} )?([^\s:[\]]{1,64})(?:\[(\w{1,10})\])?: ?/;
/** Where a host, a name and a process id follow a time, as in nearly all lines of a syslog, nothing else need be tried. */
const plainOrigin = / [A-Za-z][\w.-]{0,63} [\w/(][^\s:[\]]{0,63}\[\d{1,10}\]: ?/y;
/** OpenWrt writes the facility in the place of the host. */
const facilityAndName = /^[a-z\d]{1,10}\.[a-z]{1,10} ([^\s:[\]]{1,64})(?:\[(\d{1,10})\])?: ?/;
const glibPrefix = /^\*\* (?:\([^)]{1,40}\): )?(?:[A-Za-z]{3,10}(?: \*\*)?: )?(?:\d\d:\d\d:\d\d(?:\.\d{1,6})?: )?/;
/** A time of day alone says nothing of the date. */
const timeOfDay = /^\d\d:\d\d:\d\d(?:[.,]\d{1,9})? /;
const openvpnGuiPrefix = /^>LOG:(\d{9,11}),[A-Z]{0,8},/;
/** pluto's own file (`logfile=`): microseconds and a colon right behind them, and no name. */
const plutoFileStamp = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\.\d{6}: /;
const wireguardPrefix = /^(?:INFO|DEBUG|ERROR): \(([\w.-]{1,32})\) /;

const kernelClock = /^\[ {0,8}\d{1,12}\.\d{1,9}\] /;
const networkManagerLevel = /^<[a-z]{1,8}> {1,2}(?:\[(\d{9,11})\.(\d{1,9})\] )?/;

/** Takes a raw line apart. `isKnown` tells the names of VPN daemons from the words of a message. */
export function splitLine(text: string, isKnown: IsKnownIdentifier): LineHeader {
  const structured = text.startsWith("<") ? splitRfc5424(text) : null;
  if (structured !== null) return structured;
  const line = /^[<IDE]/.test(text) ? text.replace(priority, "").replace(wireguardPrefix, "") : text;
  const gui = line.startsWith(">") ? openvpnGuiPrefix.exec(line) : null;
  if (gui !== null) {
    const stamp: TimeStamp = { kind: "epoch", atMs: Number(gui[1]) * 1000 };
    return { stamp, identifier: "openvpn", processId: undefined, message: line.slice(gui[0].length) };
  }
  const stamped = readTimeStamp(line);
  const plain = stamped === null ? null : splitPlainOrigin(line, stamped.stamp, stamped.length);
  if (plain !== null) return plain;
  const rest = stamped === null ? line : line.slice(stamped.length).trimStart();
  const stamp = stamped?.stamp ?? null;
  const ofPluto = stamp === null ? null : plutoFileStamp.exec(line);
  if (ofPluto !== null) {
    return { stamp, identifier: "pluto", processId: undefined, message: line.slice(ofPluto[0].length) };
  }
  return { stamp, ...splitName(rest, isKnown, stamp) };
}

function splitRfc5424(text: string): LineHeader | null {
  const match = rfc5424.exec(text);
  if (match === null) return null;
  const [whole, time, identifier, processId] = match;
  return {
    stamp: readTimeStamp(time ?? "")?.stamp ?? null,
    identifier: identifier === "-" ? undefined : identifier,
    processId: toProcessId(processId),
    message: text.slice(whole.length).replace(/^\u{FEFF}/u, ""),
  };
}

function splitPlainOrigin(line: string, stamp: TimeStamp, stampLength: number): LineHeader | null {
  plainOrigin.lastIndex = stampLength;
  if (!plainOrigin.test(line)) return null;
  const name = line.indexOf(" ", stampLength + 1) + 1;
  const bracket = line.indexOf("[", name);
  const processId = Number(line.slice(bracket + 1, line.indexOf("]", bracket)));
  return { stamp, identifier: line.slice(name, bracket), processId, message: line.slice(plainOrigin.lastIndex) };
}

function splitName(rest: string, isKnown: IsKnownIdentifier, stamp: TimeStamp | null): Omit<LineHeader, "stamp"> {
  if (charonPrefix.test(rest)) return { identifier: "charon", processId: undefined, message: rest };
  const own = ownName.exec(rest);
  if (own?.[1] !== undefined && isKnown(own[1])) {
    return { identifier: own[1], processId: toProcessId(own[2]), message: rest.slice(own[0].length) };
  }
  const owner = ownerByPrefix(rest);
  if (owner !== undefined) return { identifier: owner, processId: undefined, message: rest };
  const facility = stamp === null ? null : facilityAndName.exec(rest);
  if (facility?.[1] !== undefined) {
    return { identifier: facility[1], processId: toProcessId(facility[2]), message: rest.slice(facility[0].length) };
  }
  const named = stamp === null ? null : hostAndName.exec(rest);
  if (named?.[2] !== undefined && (isKnown(named[2]) || looksLikeSyslog(stamp, toProcessId(named[3])))) {
    return { identifier: named[2], processId: toProcessId(named[3]), message: rest.slice(named[0].length) };
  }
  return {
    identifier: undefined,
    processId: undefined,
    message: rest.replace(/^: /, "").replace(glibPrefix, "").replace(timeOfDay, ""),
  };
}

/** dmesg signs with the kernel's clock alone, NetworkManager's debug output with a level and a time. */
function ownerByPrefix(rest: string): string | undefined {
  if (kernelClock.test(rest)) return "kernel";
  return networkManagerLevel.exec(rest)?.[1] === undefined ? undefined : "NetworkManager";
}

/** After a stamp without a year, or with a process id, two words and a colon are a host and a program, not a message. */
function looksLikeSyslog(stamp: TimeStamp | null, processId: number | undefined): boolean {
  return processId !== undefined || (stamp?.kind === "calendar" && stamp.year === null);
}

function toProcessId(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/**
 * Takes off what the program itself puts before its message, and what it passes on for a child: NetworkManager logs for
 * xl2tpd, pppd and charon.
 */
export function unwrap(header: LineHeader, isKnown: IsKnownIdentifier): LineHeader {
  if (header.identifier === "kernel") return { ...header, message: header.message.replace(kernelClock, "") };
  const level = header.message.startsWith("<") ? networkManagerLevel.exec(header.message) : null;
  const message = level === null ? header.message : header.message.slice(level[0].length);
  const atMs = level?.[1] === undefined ? null : Number(`${level[1]}.${level[2] ?? "0"}`) * 1000;
  const stamp = header.stamp ?? (atMs === null ? null : { kind: "epoch", atMs: Math.trunc(atMs) });
  const child = ownName.exec(message);
  if (child?.[1] !== undefined && child[1] !== header.identifier && isKnown(child[1])) {
    const processId = toProcessId(child[2]) ?? header.processId;
    return {
      stamp,
      identifier: child[1],
      processId,
      message: message.slice(child[0].length).replace(/^<\w{1,8}> {1,2}/, ""),
    };
  }
  if (charonPrefix.test(message)) return { stamp, identifier: "charon", processId: header.processId, message };
  return level === null ? header : { ...header, stamp, message };
}

/** The moment of a header in ms since 1970 UTC, or null; `previousMs` is that of the line before it in its source. */
export function headerTimeMs(header: LineHeader, local: LocalTime, previousMs?: number): number | null {
  return header.stamp === null ? null : stampToMs(header.stamp, local, previousMs);
}
