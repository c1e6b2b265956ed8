import { describe, expect, it } from "vitest";
import { createLogParser } from "../../../main/logs/parser.ts";
import { buildSessions } from "../../../main/logs/sessions.ts";

const selectors = "TS 203.0.113.193/32 === 203.0.113.128/25";

/** strongSwan 5.9.8, a client: the tunnel comes up with the CHILD_SA {1}. */
const established = [
  "04[IKE] <work|1> IKE_SA work[1] established between 192.0.2.10[me]...203.0.113.10[vpn]",
  `04[IKE] <work|1> CHILD_SA office{1} established with SPIs f031518b_i 3d66857b_o and ${selectors}`,
];

const inbound = (number: number, spis: string) =>
  `03[IKE] <work|1> inbound CHILD_SA office{${number}} established with SPIs ${spis} and ${selectors}`;
const outbound = (number: number, spis: string) =>
  `06[IKE] <work|1> outbound CHILD_SA office{${number}} established with SPIs ${spis} and ${selectors}`;
const closing = (number: number, [spiIn = "", spiOut = ""]: readonly string[]) =>
  `06[IKE] <work|1> closing CHILD_SA office{${number}} with SPIs ${spiIn} (0 bytes) ${spiOut} (0 bytes) and ${selectors}`;
const deleted = (spi: string) => `06[IKE] <work|1> received DELETE for ESP CHILD_SA with SPI ${spi}`;

/** What a client logged of a renewal of its keys, and the SPI of the association that is in use at its end. */
interface Rekeying {
  readonly name: string;
  readonly lines: readonly string[];
  readonly inUse: string;
}

const rekeyings: readonly Rekeying[] = [
  {
    name: "the gateway began it: the old association is deleted before the new one is whole",
    lines: [
      inbound(2, "29ac6859_i a580ba0c_o"),
      deleted("3d66857b"),
      "06[IKE] <work|1> CHILD_SA closed",
      outbound(2, "29ac6859_i a580ba0c_o"),
    ],
    inUse: "a580ba0c",
  },
  {
    name: "both began it after a change of the address, and the gateway's wins",
    lines: [
      inbound(3, "213dad02_i 89c4ad12_o"),
      "12[IKE] <work|1> detected CHILD_REKEY collision with CHILD_REKEY",
      inbound(2, "b7c09f14_i d2ed13ba_o"),
      closing(2, ["b7c09f14_i", "d2ed13ba_o"]),
      "10[IKE] <work|1> sending DELETE for ESP CHILD_SA with SPI b7c09f14",
      deleted("d2ed13ba"),
      "16[IKE] <work|1> CHILD_SA closed",
      deleted("3d66857b"),
      closing(1, ["f031518b_i", "3d66857b_o"]),
      outbound(3, "213dad02_i 89c4ad12_o"),
    ],
    inUse: "89c4ad12",
  },
  {
    name: "both began it, and the client's own comes when the gateway's is done",
    lines: [
      inbound(3, "a143e8c6_i 09b0804a_o"),
      "12[IKE] <work|1> detected CHILD_REKEY collision with CHILD_REKEY",
      deleted("3d66857b"),
      closing(1, ["f031518b_i", "3d66857b_o"]),
      outbound(3, "a143e8c6_i 09b0804a_o"),
      "16[IKE] <work|1> detected CHILD_REKEY collision with CHILD_DELETE",
      inbound(2, "ae0872a3_i e0c2b05b_o"),
      "16[IKE] <work|1> CHILD_SA rekey/delete collision, deleting redundant child office{2}",
      closing(2, ["ae0872a3_i", "e0c2b05b_o"]),
      deleted("e0c2b05b"),
    ],
    inUse: "09b0804a",
  },
  {
    name: "the answer to the deletion of the redundant one is lost",
    lines: [
      inbound(2, "ae0872a3_i e0c2b05b_o"),
      inbound(3, "a143e8c6_i 09b0804a_o"),
      closing(2, ["ae0872a3_i", "e0c2b05b_o"]),
      deleted("3d66857b"),
      outbound(3, "a143e8c6_i 09b0804a_o"),
    ],
    inUse: "09b0804a",
  },
  {
    name: "the IKE_SA was authenticated anew, and its CHILD_SA set up anew with it",
    lines: [`07[IKE] <work|1> CHILD_SA office{2} established with SPIs c1c1c1c1_i d2d2d2d2_o and ${selectors}`],
    inUse: "d2d2d2d2",
  },
];

function sessionsOf(messages: readonly string[]) {
  const parser = createLogParser({ nowMs: Date.parse("2026-11-24T00:00:00Z"), utcOffsetMinutes: () => 0 });
  const texts = messages.map((message, index) => `2026-11-23T06:30:${String(index + 10)}+0000 ${message}`);
  return buildSessions(
    texts.flatMap((text, index) => parser.push({ text, source: "charon.log", lineNumber: index + 1 })),
  );
}

describe.each(rekeyings)("a rekeying: $name", ({ lines, inUse }) => {
  it("is no end of the session", () => {
    expect(sessionsOf([...established, ...lines]).map(({ outcome }) => outcome)).toEqual(["still-up"]);
  });

  it("is no end of it at any moment", () => {
    const moments = lines.map((_, index) => sessionsOf([...established, ...lines.slice(0, index + 1)]));
    expect(moments.flat().map(({ outcome }) => outcome)).toEqual(lines.map(() => "still-up"));
  });

  it("leaves the deletion of the association in use an end", () => {
    const [session, ...others] = sessionsOf([...established, ...lines, deleted(inUse)]);
    expect(others).toEqual([]);
    expect(session?.cause).toBe("ipsec_sa_deleted_by_peer");
  });

  it("leaves its expiry an end", () => {
    const number = lines.findLast((line) => line.includes(inUse))?.match(/office\{(\d)\}/u)?.[1] ?? "";
    const expired = `06[IKE] <work|1> closing expired CHILD_SA office{${number}} with SPIs 0_i ${inUse}_o and ${selectors}`;
    expect(sessionsOf([...established, ...lines, expired]).map(({ cause }) => cause)).toEqual(["sa_expired"]);
  });
});
