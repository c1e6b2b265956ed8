import { assertNever } from "../../model/exhaustive.ts";
import {
  ambiguousEndings,
  commonTopLevels,
  fileEndings,
  keptAuthorities,
  keptNames,
  otherRoots,
} from "./kept-words.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import type { ValueClass } from "./row.ts";
import { secretBlocks, secretRows } from "./secret-rows.ts";

/** Where a value stands: in its line from `start` up to `end`, found by the row of that name. */
export interface Place {
  readonly line: string;
  readonly start: number;
  readonly end: number;
  readonly row: string;
}

/** What stands in the place of a value; the value itself where it is a pseudonym already, null where it is none of these. */
export type Replacer = (valueClass: ValueClass, place: Place) => string | null;

const tokenShape = /(?:user|host|dom|ssid|name|serial|key)-[0-9a-f]{10}/g;
const notes = [...secretRows, ...secretBlocks].map(({ name }) => `[${name} removed]`);
const maxHosts = 10_000;

/** Replaces values by pseudonyms, secrets by a note. */
export function createReplacer(pseudonyms: Pseudonyms): Replacer {
  const { named, isIssued } = pseudonyms;
  const token = (domain: "user" | "ssid" | "name" | "serial" | "key", value: string): string | null =>
    isIssued(value) || isKept(value)
      ? null
      : named(domain, domain === "ssid" || domain === "name" ? value : value.toLowerCase());

  const hosts = new Map<string, string | null>();
  /** Nearly every line of a log begins with the same host. */
  const host = (name: string): string | null => {
    const known = hosts.get(name);
    if (known !== undefined) return known;
    if (hosts.size > maxHosts) hosts.clear();
    const made = newHost(name);
    hosts.set(name, made);
    return made;
  };

  const newHost = (name: string): string | null => {
    const bare = name.toLowerCase().replace(/\.$/, "");
    if (/^[\d.]+$/.test(bare)) return pseudonyms.ipv4(bare);
    return isIssued(bare) || isKept(bare) ? null : pseudonyms.host(bare);
  };

  const mail = (value: string): string | null => {
    const [, user = "", at = "", domain = ""] = /^(.+?)(@|%40|\\u0040|&#64;)(.+)$/s.exec(value) ?? [];
    if (/^\d*$|^(?:esp|ah|comp)\./.test(user) || isFileName(domain)) return null;
    // `firewall.@defaults` is a section of OpenWrt's settings.
    if (/^(?:dhcp|firewall|network)\.$/.test(user) && !domain.includes(".")) return null;
    const newUser = isIssued(user) || isKept(user) ? user : named("user", user.toLowerCase());
    const newDomain =
      pseudonyms.ipv4(domain) ?? (isIssued(domain) || /^[\d.]+$/.test(domain) ? domain : pseudonyms.host(domain));
    return newUser + at + newDomain;
  };

  /** An identity of IKE is an address, a mail address, a host name, a distinguished name or any text (RFC 7296, 3.5). */
  const identity = (value: string): string | null => {
    if (value.includes("=")) {
      return replacedParts(value, /(?<=[=])[^,=/]{1,256}(?=$|[,/])/g, (part) =>
        /^[A-Z]{2}$/.test(part.trim()) ? null : identity(part),
      );
    }
    const text = value.trim();
    if (/^[0-9.]+$/.test(text)) return pseudonyms.ipv4(text);
    if (/^[0-9a-f:.%]+$/i.test(text) && text.includes(":")) return pseudonyms.ipv6(text) ?? pseudonyms.mac(text);
    if (text.includes("@")) return mail(text.replace(/^@/, "")) ?? (text.startsWith("@") ? host(text.slice(1)) : null);
    return /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$/u.test(text) ? host(text) : token("user", text);
  };

  /** Pseudonyms and notes that touch each other, or a word, are still what they are. */
  const holdsIssued = (value: string): boolean =>
    (value.includes(" removed]") && notes.some((note) => value.includes(note))) ||
    (value.includes("-") && (value.match(tokenShape) ?? []).some((token) => isIssued(token)));

  return (valueClass, place) => {
    const { line, start, end, row } = place;
    const value = line.slice(start, end);
    if (row === "domain and user of Windows" && isJsonEscape(place)) return null;
    if (isIssued(value) || holdsIssued(value)) return value;
    switch (valueClass) {
      case "secret":
        return isRemovedNote(line.slice(start, start + 128)) ? null : `[${row} removed]`;
      case "mail":
        return mail(value);
      case "user":
        return /^\d+$/.test(value) ? null : value.includes("@") ? mail(value) : token("user", value);
      case "host":
        if (line.charAt(end) === "\\" && keptAuthorities.has(value.toLowerCase())) return null;
        if (row === "host name" && !isHostName(value, line.charAt(start - 1) === "/" && line.charAt(start - 2) !== "/"))
          return null;
        return host(value);
      case "ssid":
        return token("ssid", value);
      case "name":
        return identityOfName(value);
      case "identity":
        return identity(value);
      case "ipv4":
        return pseudonyms.ipv4(value, prefixBehind(place));
      case "ipv6":
        return ipv6(value, place);
      case "mac":
        return isIssued(value) ? null : mac(value);
      case "guid":
      case "spi":
        return isIssued(value) ? null : pseudonyms.hex(valueClass, value);
      case "serial":
        return /[g-z]/i.test(value.replace(/^0x/, ""))
          ? token("serial", value)
          : isIssued(value)
            ? null
            : pseudonyms.hex("serial", value);
      case "key":
        if (isIssued(value)) return null;
        return /^(?:0x)?[0-9a-f:]+$/i.test(value) ? pseudonyms.hex("key", value) : token("key", value);
      default:
        return assertNever(valueClass);
    }
  };

  function identityOfName(value: string): string | null {
    const text = value.trim();
    const made = /[@.:]/.test(text) ? identity(text) : token("name", text);
    return made === null ? null : value.replace(text, () => made);
  }

  /** In a URL the colons are written as `%3A`. */
  function mac(value: string): string | null {
    if (!value.includes("%")) return pseudonyms.mac(value);
    const made = pseudonyms.mac(value.replaceAll(/%3a/gi, ":"));
    return made?.replaceAll(":", "%3A") ?? null;
  }

  function ipv6(value: string, place: Place): string | null {
    if (!/\d/.test(value)) return null;
    // A colon before or behind an address is a mark of its own: `udp:2001:db8::1`, `fe80::1: up`.
    const start = /^:[^:]/.test(value) ? 1 : 0;
    const end = /[^:]:$/.test(value) ? value.length - 1 : value.length;
    const bare = value.slice(start, end);
    if (isIssued(bare)) return null;
    const made = pseudonyms.ipv6(bare, end === value.length ? prefixBehind(place) : undefined);
    return made === null ? null : value.slice(0, start) + made + value.slice(end);
  }
}

/** In a line of JSON a single backslash is never that of a user: `first line\nsecond`. */
function isJsonEscape({ line, start, end }: Place): boolean {
  if (!/^\s*\{/.test(line)) return false;
  const isBehindValue = line.charAt(end) === "\\" && /[bfnrtu/"]/.test(line.charAt(end + 1));
  const isBeforeValue = line.charAt(start - 1) === "\\" && line.charAt(start - 2) !== "\\";
  return isBehindValue || (isBeforeValue && /[bfnrtu]/.test(line.charAt(start)));
}

function isKept(value: string): boolean {
  return keptNames.has(value.trim().toLowerCase()) || /^[\s*?.-]*$/.test(value);
}

/** A note that something was removed, and not a secret that begins like one. */
function isRemovedNote(text: string): boolean {
  return /^\[[A-Za-z0-9 -]{1,60} removed\](?=$|[\s,;"'<>&\\)\]}])/.test(text);
}

function prefixBehind({ line, end }: Place): number | undefined {
  if (line.charAt(end) !== "/") return undefined;
  const match = /^\/(\d{1,3})(?!\d|\.\d)/.exec(line.slice(end, end + 6));
  return match === null ? undefined : Number(match[1]);
}

function isFileName(text: string): boolean {
  const labels = text.toLowerCase().split(".");
  return labels.length > 1 && fileEndings.has(labels.at(-1) ?? "");
}

function isHostName(text: string, isPath: boolean): boolean {
  const labels = text.split(".");
  const last = labels.at(-1) ?? "";
  const top = last.toLowerCase();
  if (fileEndings.has(top) || labels.every((label) => /^\d+$/.test(label))) return false;
  // Hosts are written in small or in capital letters; `NetworkManager.Device` is something else.
  if (last !== top && last !== last.toUpperCase()) return false;
  if (ambiguousEndings.has(top)) return labels.length > 2 && !isPath;
  if (commonTopLevels.has(top)) return true;
  if (isPath || otherRoots.has((labels[0] ?? "").toLowerCase())) return false;
  // `e.g.`, `i.e` and method names have labels of one letter; hosts of two labels with one are rare.
  return !(labels.length === 2 && (labels[0] ?? "").length === 1);
}

function replacedParts(text: string, pattern: RegExp, replace: (part: string) => string | null): string | null {
  const result = text.replaceAll(pattern, (part) => replace(part) ?? part);
  return result === text ? null : result;
}
