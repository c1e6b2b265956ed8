import { describe, expect, it } from "vitest";
import { createLogParser } from "../../../main/logs/parser.ts";
import { buildSessions } from "../../../main/logs/sessions.ts";

/** strongSwan 5.9.8, a client whose gateway renews the keys: the old association is deleted before the new one is whole. */
const lines = [
  "04[IKE] <work|1> IKE_SA work[1] established between 192.0.2.10[me]...203.0.113.10[vpn]",
  "04[IKE] <work|1> CHILD_SA office{1} established with SPIs f031518b_i 3d66857b_o and TS 203.0.113.193/32 === 203.0.113.128/25",
  "03[IKE] <work|1> inbound CHILD_SA office{2} established with SPIs 29ac6859_i a580ba0c_o and TS 203.0.113.193/32 === 203.0.113.128/25",
  "06[IKE] <work|1> received DELETE for ESP CHILD_SA with SPI 3d66857b",
  "06[IKE] <work|1> CHILD_SA closed",
  "06[IKE] <work|1> outbound CHILD_SA office{2} established with SPIs 29ac6859_i a580ba0c_o and TS 203.0.113.193/32 === 203.0.113.128/25",
];

function sessionsOf(messages: readonly string[]) {
  const parser = createLogParser({ nowMs: Date.parse("2026-11-24T00:00:00Z"), utcOffsetMinutes: () => 0 });
  const texts = messages.map((message, second) => `2026-11-23T06:30:4${second}+0000 ${message}`);
  return buildSessions(
    texts.flatMap((text, index) => parser.push({ text, source: "charon.log", lineNumber: index + 1 })),
  );
}

describe("a rekeying that the gateway began", () => {
  it("is no end of the session", () => {
    expect(sessionsOf(lines).map(({ outcome }) => outcome)).toEqual(["still-up"]);
  });

  it("leaves the deletion of the association in use an end", () => {
    const deleted = "07[IKE] <work|1> received DELETE for ESP CHILD_SA with SPI a580ba0c";
    expect(sessionsOf([...lines, deleted]).map(({ cause }) => cause)).toEqual(["ipsec_sa_deleted_by_peer"]);
  });
});
