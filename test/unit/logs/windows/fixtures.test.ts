import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createEventXmlSplitter } from "../../../../main/logs/windows/event-xml-splitter.ts";
import { parseEventXml } from "../../../../main/logs/windows/event-xml.ts";
import { buildSessions } from "../../../../main/logs/sessions.ts";
import { matchWindowsRecord } from "../../../../main/logs/windows/match-record.ts";
import type { LogEvent } from "../../../../main/model/log-event.ts";

const folder = new URL("../../../fixtures/logs/windows/", import.meta.url);

function eventsOf(text: string): readonly LogEvent[] {
  const splitter = createEventXmlSplitter();
  return splitter
    .push(text)
    .map((xml) => parseEventXml(xml))
    .flatMap((event) =>
      event === null ? [] : (matchWindowsRecord(event.record, event.atMs, "given.xml", "raw") ?? []),
    );
}

const attempt = ["session_start", "link_connecting"];
const connection = [...attempt, "link_connected", "link_established", "session_connected"];
const wifiUp = ["wifi_assoc_start", "wifi_assoc_ok", "wifi_security_start", "wifi_security_ok", "wifi_connected"];

const expected: Readonly<
  Record<string, { readonly events: readonly string[]; readonly code: string; readonly protocol: string }>
> = {
  "dns-868": { events: [...attempt, "dns_timeout", "session_failed"], code: "868", protocol: "IKEv2" },
  "ikev2-13801": { events: [...attempt, "session_failed"], code: "13801", protocol: "IKEv2" },
  "l2tp-789-at-connect-chinese": {
    events: [...attempt, "service_state", "session_failed"],
    code: "789",
    protocol: "L2TP",
  },
  "l2tp-809-at-connect-german": { events: [...attempt, "session_failed"], code: "809", protocol: "L2TP" },
  "l2tp-drop-829-after-sleep": {
    events: [...connection, "sleep", "wake", "session_disconnected", "wake"],
    code: "829",
    protocol: "L2TP",
  },
  "modern-standby": {
    events: [
      ...connection,
      "modern_standby_enter",
      "standby_connectivity",
      "session_disconnected",
      "standby_connectivity",
      "modern_standby_exit",
    ],
    code: "829",
    protocol: "IKEv2",
  },
  "wifi-disconnect-before-drop": {
    events: [
      ...["wifi_connected", "network_connected", ...connection, "network_connected"],
      ...["wifi_disconnected", "network_disconnected", "session_disconnected", "network_disconnected"],
      ...["wifi_connecting", ...wifiUp, "network_connected"],
    ],
    code: "829",
    protocol: "IKEv2",
  },
};

describe("exported event logs", () => {
  it("are all told about here", () => {
    const names = readdirSync(folder).map((name) => name.replace(".xml", ""));
    expect(names).toEqual(Object.keys(expected));
  });

  it.each(Object.entries(expected))("%s", (name, { events: names, code, protocol }) => {
    const text = readFileSync(new URL(`${name}.xml`, folder), "utf8");
    const events = eventsOf(text);
    expect(events.map(({ event }) => event)).toEqual(names);
    const ending = events.find(({ event }) => event === "session_failed" || event === "session_disconnected");
    expect(ending?.code).toBe(code);
    expect(events.find(({ event }) => event === "link_connecting")).toMatchObject({
      connection: ending?.connection,
      fields: { protocol, coId: ending?.fields["coId"] },
    });
    expect(events.every(({ atMs }) => atMs !== null)).toBe(true);
    // What Windows renders for people, in whatever language, changes nothing.
    const rendered = "<RenderingInfo Culture='fr-FR'><Message>Code 691. Déconnecté.</Message></RenderingInfo></Event>";
    const withoutRendering = text.replaceAll(/<RenderingInfo.*?<\/RenderingInfo>/gsu, "");
    expect(eventsOf(withoutRendering)).toEqual(events);
    expect(eventsOf(withoutRendering.replaceAll("</Event>", rendered))).toEqual(events);
  });

  it.each([
    ["dns-868", { type: "ikev2", outcome: "never-connected", endedBy: "local", before: [] }],
    ["ikev2-13801", { type: "ikev2", outcome: "never-connected", endedBy: "unknown", before: [] }],
    ["l2tp-789-at-connect-chinese", { type: "l2tp-ipsec", outcome: "never-connected", endedBy: "unknown", before: [] }],
    ["l2tp-809-at-connect-german", { type: "l2tp-ipsec", outcome: "never-connected", endedBy: "timeout", before: [] }],
    ["l2tp-drop-829-after-sleep", { type: "l2tp-ipsec", outcome: "dropped", endedBy: "timeout", before: ["wake"] }],
    [
      "modern-standby",
      {
        type: "ikev2",
        outcome: "dropped",
        endedBy: "timeout",
        before: ["modern_standby_enter", "standby_connectivity"],
      },
    ],
    [
      "wifi-disconnect-before-drop",
      {
        type: "ikev2",
        outcome: "dropped",
        endedBy: "timeout",
        before: ["wifi_disconnected", "network_disconnected"],
      },
    ],
  ])("%s makes one session", (name, { before, ...session }) => {
    const sessions = buildSessions(eventsOf(readFileSync(new URL(`${name}.xml`, folder), "utf8")));
    expect(sessions).toMatchObject([session]);
    expect(sessions[0]?.before.map(({ event }) => event)).toEqual(before);
  });
});
