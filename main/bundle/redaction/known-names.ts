import type { LogEvent } from "../../model/log-event.ts";
import { commonProfileNames, keptNames } from "./kept-words.ts";
import { nameRows } from "./name-rows.ts";
import type { KnownName } from "./redactor.ts";

/** What names things outside the logs; a report does. */
export interface NamedThings {
  readonly network: { readonly wifi: readonly { readonly ssid: string }[] };
  readonly profiles: readonly { readonly name: string }[];
}

/** Bounds the pattern of known names. */
const maxNames = 2_000;
/** A shorter name is part of too many words. */
const minNameCharacters = 3;

/** Rows that find a name by words that are never there by chance. */
const teachingRows = nameRows.filter(({ name }) =>
  [
    "folder of a user",
    "domain and user of Windows",
    "Wi-Fi name",
    "host in a log's header",
    "usual device name",
  ].includes(name),
);

/**
 * The names that a run has met: they are replaced wherever they stand, also where nothing around them tells what they are.
 *
 * @param machineNames of the user and of the computer
 */
export function knownNamesOf(
  { network, profiles }: NamedThings,
  events: readonly LogEvent[],
  machineNames: readonly KnownName[] = [],
): readonly KnownName[] {
  const found: KnownName[] = [
    ...machineNames,
    ...network.wifi.map(({ ssid }) => ({ domain: "ssid" as const, text: ssid })),
    ...profiles.map(({ name }) => ({ domain: "name" as const, text: name })),
    ...events.flatMap(({ fields, raw }) => [...namesInFields(fields), ...namesInLine(raw)]),
  ];
  const names = new Map<string, KnownName>();
  for (const name of found) {
    const text = name.text.trim();
    if (!isTelling(text) || names.size >= maxNames) continue;
    const slot = text.toLowerCase();
    if (!names.has(slot)) names.set(slot, { ...name, text });
  }
  return [...names.values()];
}

function namesInFields(fields: LogEvent["fields"]): readonly KnownName[] {
  return Object.entries(fields).flatMap(([key, text]): readonly KnownName[] => {
    if (/^(?:user|username|login)$/i.test(key)) return [{ domain: "user", text }];
    if (/^(?:e?ssid)$/i.test(key)) return [{ domain: "ssid", text }];
    return [];
  });
}

function namesInLine(line: string): readonly KnownName[] {
  const lower = line.toLowerCase();
  return (
    teachingRows
      // In JSON a backslash escapes what follows; what it escapes is no user.
      .filter(({ name }) => name !== "domain and user of Windows" || !line.trimStart().startsWith("{"))
      .filter(({ literals }) => literals.some((literal) => lower.includes(literal)))
      .flatMap(({ pattern }) => [...line.slice(0, 4096).matchAll(pattern)])
      .flatMap(({ groups = {} }) => Object.entries(groups))
      .flatMap(([group, text]): readonly KnownName[] => {
        const domain = (["user", "host", "ssid"] as const).find((known) => group.startsWith(known));
        return domain === undefined || (text as string | undefined) === undefined ? [] : [{ domain, text }];
      })
  );
}

function isTelling(text: string): boolean {
  const lower = text.toLowerCase();
  return (
    text.length >= minNameCharacters &&
    text.length <= 253 &&
    /\p{L}/u.test(text) &&
    !keptNames.has(lower) &&
    !commonProfileNames.has(lower)
  );
}
