import type { CallOutput, LogEvent } from "../../../main/api/contract.ts";
import { createWording } from "../wording.ts";

const { list, number, plural } = createWording("en");

type SourceOutcome = CallOutput<"logs.read">["sources"][number]["outcome"];

const stackNames: Readonly<Record<LogEvent["stack"], string>> = {
  strongswan: "strongSwan",
  libreswan: "Libreswan",
  xl2tpd: "xl2tpd",
  pppd: "pppd",
  networkmanager: "NetworkManager",
  "networkmanager-l2tp": "NetworkManager L2TP",
  "wpa-supplicant": "wpa_supplicant",
  iwd: "iwd",
  kernel: "Linux kernel",
  systemd: "systemd",
  openvpn: "OpenVPN",
  wireguard: "WireGuard",
  "windows-ras": "Windows VPN client",
  "windows-system": "Windows system",
  "windows-wifi": "Windows Wi-Fi",
  "macos-networkextension": "macOS VPN client",
  "macos-ppp": "macOS PPP",
  "macos-racoon": "macOS racoon",
  "macos-configd": "macOS network",
  "macos-wifi": "macOS Wi-Fi",
  "macos-power": "macOS power",
  capture: "Packet capture",
  watch: "Watch",
};

const sourceOutcomes: Readonly<Record<SourceOutcome, string>> = {
  read: "read",
  empty: "nothing of a VPN in it",
  "not-permitted": "this user may not read it",
  "not-found": "is not here",
  failed: "could not be read",
};

/** The words of the Logs place. */
export const logsTexts = {
  title: "What the VPN logs say",
  lead: "Every line that a VPN, the network or the power management of this computer wrote, with what it means.",
  whichLogs: "Which logs",
  since: "How far back",
  sinceChoices: [
    { days: 1, label: "One day" },
    { days: 7, label: "7 days" },
    { days: 30, label: "30 days" },
  ],
  path: "A log file or folder instead",
  pathHint: "The full path on this computer. Leave it empty for this computer’s own logs.",
  read: "Read the logs",
  stop: "Stop reading",
  reading: "Reading the logs…",
  loading: (loaded: number, total: number) =>
    plural(total, {
      one: `${number(loaded)} of {n} event is here.`,
      other: `${number(loaded)} of {n} events are here.`,
    }),
  stopped: "Reading was stopped.",
  nothing: "No VPN event was found in these logs.",
  nothingMatches: "No event matches the filter.",
  filter: "Filter",
  filterText: "Text in the line or its meaning",
  filterStack: "Written by",
  allStacks: "Everything",
  unknownOnly: "Only lines that are not understood",
  count: (shown: number, total: number) =>
    shown === total
      ? plural(total, { one: "{n} event", other: "{n} events" })
      : plural(total, { one: `${number(shown)} of {n} event`, other: `${number(shown)} of {n} events` }),
  list: "Events, oldest first",
  columns: { time: "Time", stack: "Written by", meaning: "Meaning", line: "Line" },
  noTime: "no time",
  unknown: "Not understood",
  chosen: "The chosen event",
  chooseOne: "Choose an event to see its whole line.",
  fields: "What the line tells",
  copied: "the line, with pseudonyms for names and addresses",
  rawLine: "The line as it stands in the log",
  from: (source: string, lineNumber?: number) =>
    lineNumber === undefined ? source : `${source}, line ${number(lineNumber)}`,
  what: { when: "When", stack: "Written by", where: "Read from", connection: "Connection", peer: "Peer", code: "Code" },
  toTimeline: "Show on the time line",
  sources: (read: number, lines: number) =>
    list([
      plural(lines, { one: "{n} line was read", other: "{n} lines were read" }),
      plural(read, { one: "from {n} place", other: "from {n} places" }),
    ]),
  unread: (count: number) =>
    plural(count, { one: "{n} place could not be read in full.", other: "{n} places could not be read in full." }),
  unreadLead: "What was not read is missing here.",
  unreadSource: (source: string, why: string) => `${source}: ${why}`,
  sourceOutcomes,
  stackNames,
} as const;
