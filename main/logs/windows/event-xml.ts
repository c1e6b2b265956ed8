import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { WindowsEventRecord } from "../../model/ports/logs.ts";

/** A record of a Windows event log and when it was written, in ms since 1970 UTC; null where the XML does not tell. */
export interface WindowsEvent {
  readonly record: WindowsEventRecord;
  readonly atMs: number | null;
}

/** More than any event of the known tables has; the rest of a hostile one is left out. */
const maxDataCount = 64;
const maxValueLength = 8 * 1024;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributesGroupName: "attributes",
  attributeNamePrefix: "",
  textNodeName: "text",
  cdataPropName: "cdata",
  parseTagValue: false,
  // Entities are decoded below, after the structure is known: those of XML itself only, none that the text defines.
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 12,
  isArray: (name) => name === "Data",
});

interface Leaf {
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** An element without children: its text, and its attributes. */
const leafSchema = z.union([
  z.string().transform((text): Leaf => ({ text: decodeEntities(text), attributes: {} })),
  z
    .object({
      text: z.string().default(""),
      cdata: z.string().default(""),
      attributes: z.record(z.string(), z.string()).default({}),
    })
    .transform(({ text, cdata, attributes }): Leaf => ({ text: decodeEntities(text) + cdata, attributes })),
]);

/** The event schema of Windows (namespace `http://schemas.microsoft.com/win/2004/08/events/event`), as far as it is used. */
const eventSchema = z.object({
  Event: z.object({
    System: z.object({
      Provider: leafSchema,
      EventID: leafSchema,
      TimeCreated: leafSchema.optional(),
      EventRecordID: leafSchema.optional(),
      Execution: leafSchema.optional(),
      Channel: leafSchema.optional(),
    }),
    EventData: z
      .union([z.literal(""), z.object({ Data: z.array(leafSchema).default([]), Binary: leafSchema.optional() })])
      .optional(),
    UserData: z.union([z.literal(""), z.record(z.string(), z.unknown())]).optional(),
  }),
});

type EventElement = z.output<typeof eventSchema>["Event"];

/**
 * Reads one `<Event>` element as wevtutil, Get-WinEvent and the Event Viewer write it. The rendered message is not
 * looked at, because its language is that of the computer. Null when the text is no such element.
 */
export function parseEventXml(xml: string): WindowsEvent | null {
  // An event has no declarations; entities that a text defines for itself are only ever an attack.
  if (/<!(?!\[CDATA\[|--)/.test(xml)) return null;
  const event = parseElement(xml);
  if (event === null) return null;
  const { System: system } = event;
  const provider = decodeEntities(system.Provider.attributes["Name"] ?? "");
  const eventId = wholeNumber(system.EventID.text, 65_535);
  if (provider === "" || eventId === undefined) return null;
  const recordId = wholeNumber(system.EventRecordID?.text, Number.MAX_SAFE_INTEGER);
  const processId = wholeNumber(system.Execution?.attributes["ProcessID"], 0xffff_ffff);
  return {
    atMs: systemTimeMs(system.TimeCreated?.attributes["SystemTime"] ?? ""),
    record: {
      kind: "windows-event",
      channel: system.Channel?.text ?? "",
      provider,
      eventId,
      ...(recordId === undefined ? {} : { recordId }),
      // Classic providers do not tell their process and write 0.
      ...(processId === undefined || processId === 0 ? {} : { processId }),
      data: { ...userData(event.UserData), ...eventData(event.EventData) },
    },
  };
}

function parseElement(xml: string): EventElement | null {
  try {
    return eventSchema.safeParse(parser.parse(xml)).data?.Event ?? null;
  } catch {
    return null;
  }
}

function eventData(element: EventElement["EventData"]): Record<string, string> {
  if (element === undefined || element === "") return {};
  const data: Record<string, string> = {};
  let position = 0;
  for (const { text, attributes } of element.Data.slice(0, maxDataCount)) {
    const name = attributes["Name"] ?? String(position++);
    data[name] = text.slice(0, maxValueLength);
  }
  if (element.Binary !== undefined) data["Binary"] = element.Binary.text.slice(0, maxValueLength);
  return data;
}

/** A provider's own element below `UserData`, whose children are the data. */
function userData(element: EventElement["UserData"]): Record<string, string> {
  if (element === undefined || element === "") return {};
  const own = Object.entries(element).find(([name]) => name !== "attributes")?.[1];
  if (typeof own !== "object" || own === null) return {};
  const data: Record<string, string> = {};
  for (const [name, value] of Object.entries(own).slice(0, maxDataCount)) {
    const leaf = name === "attributes" ? undefined : leafSchema.safeParse(value).data;
    if (leaf !== undefined) data[name] = leaf.text.slice(0, maxValueLength);
  }
  return data;
}

function wholeNumber(text: string | undefined, largest: number): number | undefined {
  const value = /^\d{1,16}$/.test(text ?? "") ? Number(text) : Number.NaN;
  return value <= largest ? value : undefined;
}

/** `2026-11-20T08:00:00.1234567Z`, always UTC, to whole ms. */
function systemTimeMs(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:(\.\d{1,3})\d{0,9})?Z$/.exec(text);
  const atMs = match === null ? Number.NaN : Date.parse(`${match[1] ?? ""}${match[2] ?? ""}Z`);
  return Number.isNaN(atMs) ? null : atMs;
}

const namedEntities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Decodes the five entities of XML and references to characters (XML 1.0, sections 4.1 and 4.6); others stay as they are. */
function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return namedEntities[name] ?? whole;
      const codePoint = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return codePoint > 0 && codePoint <= 0x10_ffff ? String.fromCodePoint(codePoint) : whole;
    },
  );
}
