import { describe, expect, it } from "vitest";
import { allWindowsTables } from "../../../../main/logs/windows/all-windows-tables.ts";
import type { WindowsRow, WindowsSample } from "../../../../main/logs/windows/event-row.ts";
import { parseEventXml } from "../../../../main/logs/windows/event-xml.ts";
import { matchWindowsRecord } from "../../../../main/logs/windows/match-record.ts";
import { logEventNames } from "../../../../main/model/log-event-names.ts";
import { eventText } from "./event-text.ts";

const rows = allWindowsTables.flatMap((table) => table.rows.map((row) => ({ id: row.id, row, table })));

/** Renderings that must not matter: none, and three languages. */
const renderings = [
  undefined,
  { culture: "en-US", message: "The error code returned on failure is 691." },
  { culture: "de-DE", message: "Der Fehlercode lautet 691. Die Verbindung wurde vom Benutzer getrennt <Event>." },
  { culture: "zh-CN", message: "失败时返回的错误代码为 691。" },
];

function parse(
  row: WindowsRow,
  sample: Pick<WindowsSample, "provider" | "eventId" | "data">,
  rendered = renderings[0],
) {
  const text = eventText({
    provider: sample.provider ?? row.providers[0] ?? "",
    channel: row.channel,
    eventId: sample.eventId ?? row.eventIds[0] ?? 0,
    data: sample.data,
    ...(rendered === undefined ? {} : { rendered }),
  });
  const event = parseEventXml(text);
  if (event === null) throw new Error(`not an event: ${text}`);
  return { ...event, text };
}

function rowsThatMatch({ record }: ReturnType<typeof parse>): readonly string[] {
  return rows
    .filter(({ row }) => row.providers.some((name) => name.toLowerCase() === record.provider.toLowerCase()))
    .filter(({ row }) => row.eventIds.includes(record.eventId) && row.read(record.data) !== null)
    .map(({ id }) => id);
}

describe("tables of Windows events", () => {
  it.each(rows)("row $id matches its samples, alone, with the fields told, in every language", ({ row, table }) => {
    expect(row.samples.length).toBeGreaterThan(0);
    for (const sample of row.samples) {
      const events = renderings.map((rendered) => {
        const { record, atMs, text, ...rest } = parse(row, sample, rendered);
        expect(rowsThatMatch({ record, atMs, text, ...rest })).toEqual([row.id]);
        return matchWindowsRecord(record, atMs, row.channel, "raw");
      });
      for (const event of events) expect(event).toEqual(events[0]);
      if (row.event === null) expect(events[0]).toBeNull();
      else {
        expect(events[0]).toMatchObject({
          atMs: Date.UTC(2026, 10, 20, 8, 15, 30, 123),
          stack: table.stack,
          event: row.event,
          rowId: row.id,
          source: row.channel,
        });
        expect(events[0]?.fields).toMatchObject(sample.fields ?? {});
      }
    }
  });

  it.each(rows.filter(({ row }) => row.nearMisses !== undefined))("row $id leaves its near misses alone", ({ row }) => {
    for (const data of row.nearMisses ?? []) expect(rowsThatMatch(parse(row, { data }))).toEqual([]);
  });

  it("have ids of their own, events of the vocabulary and a source", () => {
    expect(rows.map(({ id }) => id)).toEqual([...new Set(rows.map(({ id }) => id))]);
    const known = new Set<string>(logEventNames);
    for (const { row } of rows) {
      expect(row.event === null || known.has(row.event), row.id).toBe(true);
      expect(row.source, row.id).not.toBe("");
    }
  });

  it("know at least 55 events", () => {
    expect(rows.length).toBeGreaterThanOrEqual(55);
  });
});

describe("matchWindowsRecord", () => {
  const record = (provider: string, eventId: number, data: Readonly<Record<string, string>> = {}) => ({
    kind: "windows-event" as const,
    channel: "Application",
    provider,
    eventId,
    data,
  });

  it("takes provider names in any case of letters", () => {
    expect(matchWindowsRecord(record("rasclient", 20225), 1, "s", "r")?.event).toBe("session_connected");
  });

  it("gives connection, peer and code their places", () => {
    const coId = "{D7F76690-EE1C-42E0-9781-C808D1706B4A}";
    const failed = matchWindowsRecord(
      record("RasClient", 20227, { "0": coId, "1": "anna", "2": "Office", "3": "809" }),
      null,
      "s",
      "r",
    );
    expect(failed).toMatchObject({ atMs: null, connection: "Office", code: "809" });
    expect(JSON.stringify(failed)).not.toContain("anna");
    const device = "Server address/Phone Number = 198.51.100.1\nDevice = WAN Miniport (IKEv2)";
    const linking = matchWindowsRecord(
      record("RasClient", 20222, { "0": coId, "1": "anna", "2": "Office", "3": device }),
      1,
      "s",
      "r",
    );
    expect(linking).toMatchObject({ peer: "198.51.100.1", fields: { protocol: "IKEv2" } });
  });

  it("keeps an event of RasClient that no row knows, and nothing else that is unknown", () => {
    expect(matchWindowsRecord(record("RasClient", 20299), 1, "s", "r")).toMatchObject({
      event: "unknown",
      stack: "windows-ras",
      fields: { eventId: "20299" },
    });
    expect(matchWindowsRecord(record("Windows Error Reporting", 1001), 1, "s", "r")).toBeNull();
  });

  it("takes no code that is no number", () => {
    const event = matchWindowsRecord(record("RasClient", 20226, { "0": "x", "1": "u", "2": "829; DROP" }), 1, "s", "r");
    expect(event?.code).toBeUndefined();
  });
});
