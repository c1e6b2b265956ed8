import { logEventSchema, type LogEvent } from "../../model/log-event.ts";
import { redactFixText } from "./own-examples.ts";
import type { Redactor } from "./redactor.ts";
import type { ValueClass } from "./row.ts";

/** Fields whose name says what they hold, whatever it looks like. The first row that fits counts. */
const fieldClasses: readonly (readonly [name: RegExp, holds: ValueClass | "kept"])[] = [
  [/^(?:schema|version|osName|osVersion|osBuild|arch|rowId|sha256|runId|readingId)$/, "kept"],
  [/(?:^|[_.-])(?:psk|passw(?:or)?d|passphrase|secret|token|cookie)$|password$|secret$|private[_-]?key$/i, "secret"],
  [/bssid$/i, "mac"],
  [/(?:^|[_-])e?ssid$|SSID$/, "ssid"],
  [/(?:^|[_-])(?:user(?:[_-]?name)?|login)$|userName$/i, "user"],
];

/** A single label, which no shape would tell from a word. */
const hostField = /^(?:host|host[_-]?name|computer|gateway|server)$/i;

/** What a text belongs to: to the fixes of a finding, which are the program's own words with what was put into them, or else. */
type Place = "findings" | "fixes" | "elsewhere";

/**
 * Redacts every text in a value that becomes JSON; log events in it as `redactEvent` does. It is done in the values, so
 * that no replacement can break the syntax; keys that are no plain words (a path, a host) are redacted too.
 */
export function redactValue(value: unknown, redactor: Redactor, field = "", place: Place = "elsewhere"): unknown {
  if (typeof value === "string") return redactField(value, redactor, field, place);
  if (Array.isArray(value)) return value.map((part: unknown) => redactValue(part, redactor, field, place));
  if (value === null || typeof value !== "object") return value;
  if ("raw" in value && "fields" in value) {
    const event = logEventSchema.safeParse(value);
    if (event.success) return redactEvent(event.data, redactor);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      /^[A-Za-z][\w-]*$/.test(key) ? key : redactor.text(key),
      redactValue(part, redactor, key, placeOf(key, place)),
    ]),
  );
}

function placeOf(key: string, above: Place): Place {
  if (above === "fixes" || (above === "findings" && key === "fixes")) return "fixes";
  return key === "findings" ? "findings" : "elsewhere";
}

function redactField(text: string, redactor: Redactor, field: string, place: Place = "elsewhere"): string {
  const holds = fieldClasses.find(([name]) => name.test(field))?.[1];
  if (holds === "kept" || text === "") return text;
  if (holds !== undefined) return redactor.valueOf(holds, text);
  if (hostField.test(field) && /^[\p{L}\p{N}_-]+$/u.test(text)) return redactor.valueOf("host", text);
  return place === "fixes" ? redactFixText(text, redactor.text) : redactor.text(text);
}

/** What a value may have been replaced as where its line told what it is. */
const tellingClasses = ["user", "host", "ssid", "name", "identity", "spi", "serial", "mac"] as const;

/**
 * Redacts a log event. A field was cut out of its line, and by itself may not show what it is: what was replaced in the line
 * is replaced in the field too, by the same pseudonym.
 */
export function redactEvent(event: LogEvent, redactor: Redactor): LogEvent {
  const raw = redactor.text(event.raw);
  const asInLine = (text: string, field: string): string => {
    const redacted = redactField(text, redactor, field);
    if (redacted !== text || text === "" || !event.raw.includes(text) || raw.includes(text)) return redacted;
    const pseudonyms = tellingClasses.map((valueClass) => redactor.valueOf(valueClass, text));
    return pseudonyms.find((pseudonym) => pseudonym !== text && raw.includes(pseudonym)) ?? "[removed]";
  };
  const { connection, peer, fields, ...others } = event;
  return {
    ...(redactValue({ ...others, raw: "" }, redactor) as Omit<LogEvent, "fields">),
    raw,
    ...(connection === undefined ? {} : { connection: asInLine(connection, "connection") }),
    ...(peer === undefined ? {} : { peer: asInLine(peer, "peer") }),
    fields: Object.fromEntries(Object.entries(fields).map(([key, text]) => [key, asInLine(text, key)])),
  };
}
