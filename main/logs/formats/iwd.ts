import { row, type FormatTable } from "./format-table.ts";

/** Intel's wireless daemon; ids `iw…`. */
export const iwdTable: FormatTable = {
  stack: "iwd",
  identifiers: ["iwd"],
  dedicated: false,
  rows: [
    row(
      "iw01",
      "wifi_roam",
      "…Requesting neighbor report for roam",
      "iwd src/station.c",
      "Requesting neighbor report for roam",
    ),
    {
      id: "iw02",
      event: "wifi_beacon_loss",
      pattern: /Packets lost event|Received Beacon loss event|Beacon loss event/u,
      source: "iwd src/netdev.c",
      samples: [{ line: "Packets lost event" }],
    },
    {
      id: "iw03",
      event: "wifi_disconnected",
      pattern:
        /^Received (?:Deauthentication|Disassociation) event, reason: (?<code>\d{1,5}), from_ap: (?<fromAp>\w{1,5})/u,
      source: "iwd src/netdev.c",
      samples: [
        { line: "Received Deauthentication event, reason: 3, from_ap: true", fields: { code: "3", fromAp: "true" } },
      ],
    },
  ],
};
