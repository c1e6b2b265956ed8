import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventXmlSplitter, maxEventLength } from "../../../../main/logs/windows/event-xml-splitter.ts";
import { eventText } from "./event-text.ts";

const base = { provider: "RasClient", channel: "Application", eventId: 20225 };
const events = ["one", "two", "three"].map((name) => eventText({ ...base, data: [name] }));

function split(parts: readonly string[]) {
  const splitter = createEventXmlSplitter();
  return { events: parts.flatMap((part) => splitter.push(part)), end: splitter.end() };
}

describe("createEventXmlSplitter", () => {
  it.each([
    ["without a root, as wevtutil prints it", events.join("")],
    ["with a root", `<Events>\r\n${events.join("\r\n")}\r\n</Events>`],
    [
      "as the Event Viewer saves it",
      `\ufeff<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Events>${events.join("")}</Events>`,
    ],
    ["line by line, as PowerShell prints ToXml", events.join("\n")],
  ])("takes events %s", (_how, text) => {
    expect(split([text])).toEqual({ events, end: {} });
  });

  it("gives the same events however the text is cut", () => {
    const text = `<Events>${events.join("\n")}</Events>`;
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 20 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        expect(split(edges.slice(1).map((edge, index) => text.slice(edges[index], edge))).events).toEqual(events);
      }),
    );
    expect(split(text.split("")).events).toEqual(events);
  });

  it("gives the whole events before the place where a text is cut off, and says so", () => {
    const { events: whole, end } = split([events.join("").slice(0, -10)]);
    expect(whole).toEqual(events.slice(0, 2));
    expect(end.note).toBe("Left out: 1 event that is cut off in the middle.");
  });

  it("goes on after an event that was cut off by the next one", () => {
    const [first = "", ...rest] = events;
    expect(split([first.slice(0, 100), ...rest])).toEqual({
      events: rest,
      end: { note: "Left out: 1 event that is cut off in the middle." },
    });
  });

  it("skips events that are too large, in constant memory, and goes on after them", () => {
    const large = eventText({ ...base, data: ["x".repeat(maxEventLength)] });
    const endless = ["<Event ", ...Array.from({ length: 1000 }, () => "y".repeat(64 * 1024))];
    const { events: whole, end } = split([events[0] ?? "", large, ...endless, "</Event>", events[1] ?? ""]);
    expect(whole).toEqual(events.slice(0, 2));
    expect(end.note).toBe("Left out: 2 events that are larger than 256 kB.");
  });

  it("finds nothing in what is no event log", () => {
    expect(split(["<EventData></EventData><Eventful/></Event></Event>", "plain text", "\0\0"])).toEqual({
      events: [],
      end: {},
    });
  });
});
