import type { FormatTable } from "./format-table.ts";

const pmset = "pmset -g log of misa198/dell-latitude-5570-hackintosh#16 and adrgumula/oc-m3800#7";

/** powerd of macOS, from its own lines and from `pmset -g log`; ids `mq…`. */
export const macosPowerTable: FormatTable = {
  stack: "macos-power",
  identifiers: ["powerd", "macos-kernel-power"],
  dedicated: false,
  rows: [
    {
      id: "mq01",
      event: "sleep",
      pattern: /^Entering Sleep state due to '(?<reason>[^']{0,64})'(?:.{0,200}? (?<sleptSeconds>\d{1,9}) secs)?/u,
      source: pmset,
      note: "`pmset` adds afterwards how long the computer slept.",
      samples: [
        {
          line: "Entering Sleep state due to 'Clamshell Sleep': Using AC (Charge:100%) 21 secs",
          fields: { reason: "Clamshell Sleep", sleptSeconds: "21" },
        },
        {
          line: "Entering Sleep state due to 'Maintenance Sleep':TCPKeepAlive=disabled Using AC (Charge:100%) 3602 secs",
          fields: { reason: "Maintenance Sleep", sleptSeconds: "3602" },
        },
        { line: "Entering Sleep state due to 'Idle Sleep'", fields: { reason: "Idle Sleep" } },
      ],
    },
    {
      id: "mq02",
      event: "standby_connectivity",
      pattern: /^Entering DarkWake state due to '(?<reason>[^']{0,64})'/u,
      source: pmset,
      note: "The screen is off; network and processes go on.",
      samples: [
        {
          line: "Entering DarkWake state due to 'Software Sleep pid=143': Using AC (Charge:100%) 36 secs",
          fields: { reason: "Software Sleep pid=143" },
        },
      ],
    },
    {
      id: "mq03",
      event: "wake",
      pattern:
        /^(?<kind>DarkWake to FullWake|DarkWake|Wake) from (?<from>[\w ]{1,40}?)(?: \[\w{0,8}\])?(?: ?: due to (?<reason>.{0,200}?)(?: Using (?:AC|BATT|Batt)\b.*)?)?$/u,
      source: pmset,
      samples: [
        {
          line: "DarkWake from Normal Sleep [CDN] : due to RTC/Maintenance Using AC (Charge:100%) 45 secs",
          fields: { kind: "DarkWake", from: "Normal Sleep", reason: "RTC/Maintenance" },
        },
        {
          line: "DarkWake to FullWake from Deep Idle [CDNVA] : due to HID Activity Using AC (Charge:100%)",
          fields: { kind: "DarkWake to FullWake", from: "Deep Idle", reason: "HID Activity" },
        },
        {
          line: "Wake from Normal Sleep [CDNVA] : due to GLAN/Lid Open Using AC (Charge:100%) 16 secs",
          fields: { kind: "Wake", reason: "GLAN/Lid Open" },
        },
        { line: "Wake from Deep Idle", fields: { kind: "Wake", from: "Deep Idle" } },
      ],
    },
    {
      id: "mq04",
      event: "wake",
      pattern: /^Wake reason: (?<reason>.{0,200})/u,
      source: "xnu, IOPMrootDomain",
      samples: [{ line: "Wake reason: EC.LidOpen (User)", fields: { reason: "EC.LidOpen (User)" } }],
    },
  ],
};
