import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEventXml } from "../../../../main/logs/windows/event-xml.ts";
import { eventText } from "./event-text.ts";

const base = { provider: "RasClient", channel: "Application", eventId: 20227 };
const event = (inner: string, system = "<Provider Name='P'/><EventID>1</EventID>") =>
  `<Event><System>${system}</System>${inner}</Event>`;

describe("parseEventXml", () => {
  it("reads a classic event, whose data have no names", () => {
    expect(parseEventXml(eventText({ ...base, data: ["{CO}", "a & b", "", "809"] }))).toEqual({
      atMs: Date.UTC(2026, 10, 20, 8, 15, 30, 123),
      record: {
        ...base,
        kind: "windows-event",
        recordId: 4711,
        processId: 1234,
        data: { "0": "{CO}", "1": "a & b", "2": "", "3": "809" },
      },
    });
  });

  it("reads named data, binary data, data of a provider's own element, and elements without data", () => {
    const data = (inner: string) => parseEventXml(event(inner))?.record.data;
    expect(data("<EventData><Data Name='SSID'>Home</Data><Data>x</Data><Binary>4900</Binary></EventData>")).toEqual({
      SSID: "Home",
      "0": "x",
      Binary: "4900",
    });
    expect(
      data("<UserData><My xmlns='u'><Address>192.0.2.1</Address><Nested><a>1</a></Nested></My></UserData>"),
    ).toEqual({
      Address: "192.0.2.1",
      // An element with elements in it has no text of its own.
      Nested: "",
    });
    expect(data("<EventData/>")).toEqual({});
    expect(data("<UserData/>")).toEqual({});
    expect(data("")).toEqual({});
  });

  it("reads what the Event Viewer and PowerShell write: double quotes, line ends, no Qualifiers", () => {
    const text = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
      <System>
        <Provider Name="Microsoft-Windows-Kernel-Power" Guid="{331c3b3a-2005-44c2-ac5e-77220c37d6b4}" />
        <EventID>42</EventID><TimeCreated SystemTime="2026-11-20T08:15:30.12Z" />
        <Execution ProcessID="0" ThreadID="0" /><Channel>System</Channel>
      </System>
      <EventData><Data Name="TargetState">4</Data></EventData>
    </Event>`;
    expect(parseEventXml(text)).toEqual({
      atMs: Date.UTC(2026, 10, 20, 8, 15, 30, 120),
      record: {
        kind: "windows-event",
        channel: "System",
        provider: "Microsoft-Windows-Kernel-Power",
        eventId: 42,
        data: { TargetState: "4" },
      },
    });
  });

  it.each([
    ["2026-11-20T08:15:30Z", Date.UTC(2026, 10, 20, 8, 15, 30)],
    ["2026-11-20T08:15:30.123456700Z", Date.UTC(2026, 10, 20, 8, 15, 30, 123)],
    ["1970-01-01T00:00:00.0Z", 0],
    ["2100-12-31T23:59:59.999Z", Date.UTC(2100, 11, 31, 23, 59, 59, 999)],
    ["2026-11-20T08:15:30", null],
    ["20.11.2026 08:15:30", null],
    ["2026-13-40T08:15:30Z", null],
    ["", null],
  ])("takes the time %j as %s", (at, atMs) => {
    expect(parseEventXml(eventText({ ...base, data: [], at }))?.atMs).toBe(atMs);
  });

  it("decodes the entities of XML and references to characters once, and no others", () => {
    const data = (text: string) =>
      parseEventXml(event(`<EventData><Data>${text}</Data></EventData>`))?.record.data["0"];
    expect(data("&lt;&amp;lt;&gt;&quot;&apos;&#13;&#xe4;&#x1F4F6;")).toBe(`<&lt;>"'\r\u00e4\u{1F4F6}`);
    expect(data("&evil;&#0;&#x110000;&nbsp;")).toBe("&evil;&#0;&#x110000;&nbsp;");
    expect(data("<![CDATA[a &amp; <b>]]>")).toBe("a &amp; <b>");
  });

  it.each([
    ["nothing", ""],
    ["another element", "<Events/>"],
    ["an event without its number", event("", "<Provider Name='P'/>")],
    ["a number that is none", event("", "<Provider Name='P'/><EventID>0x7</EventID>")],
    ["a number out of range", event("", "<Provider Name='P'/><EventID>65536</EventID>")],
    ["no provider", event("", "<Provider/><EventID>1</EventID>")],
    ["two systems", "<Event><System/><System/></Event>"],
    ["a document type", `<!DOCTYPE Event [<!ENTITY a "b">]>${event("")}`],
    ["a reserved name", event("<EventData><__proto__>1</__proto__></EventData>")],
    ["deep nesting", event(`<UserData>${"<a>".repeat(100_000)}`)],
    ["a part of an event", event("<EventData><Data>x").slice(0, 40)],
  ])("gives null for %s", (_what, text) => {
    expect(parseEventXml(text)).toBeNull();
  });

  it("leaves out what a hostile event has too much of", () => {
    const many = event(`<EventData>${"<Data>x</Data>".repeat(1000)}</EventData>`);
    expect(Object.keys(parseEventXml(many)?.record.data ?? {})).toHaveLength(64);
    const long = event(`<EventData><Data>${"x".repeat(100_000)}</Data></EventData>`);
    expect(parseEventXml(long)?.record.data["0"]).toHaveLength(8 * 1024);
  });

  it("never throws, whatever stands in an event", () => {
    const pieces = fc.constantFrom(
      "<",
      ">",
      "</",
      "<Data",
      " Name='",
      "'",
      '"',
      "=",
      "&",
      "&#",
      ";",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "<?",
      "?>",
      "a",
      "0",
      "é",
      "\0",
      "__proto__",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 40 }), (parts) => {
        const parsed = parseEventXml(event(`<EventData>${parts.join("")}</EventData>`));
        if (parsed !== null) expect(parsed.record.provider).toBe("P");
      }),
    );
  });

  it("gives back every data that an event can carry", () => {
    const text = fc
      .string({ unit: fc.constantFrom(..."abz09 &<>'\"äß漢\n=[]{}".split("")) })
      .map((value) => value.trim());
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (data) => {
        const parsed = parseEventXml(eventText({ ...base, data }));
        expect(Object.values(parsed?.record.data ?? {})).toEqual(data);
      }),
    );
  });
});
