import type { Session } from "../../../main/api/contract.ts";
import type { MarkKind } from "../../pages/timeline/marks.ts";
import { createWording } from "../wording.ts";

const { number, plural } = createWording("en");

const outcomes: Readonly<Record<Session["outcome"], string>> = {
  "still-up": "still up",
  dropped: "dropped",
  closed: "closed",
  "never-connected": "never connected",
};

const endedBy: Readonly<Record<Session["endedBy"], string>> = {
  local: "by this computer",
  peer: "by the gateway",
  timeout: "without an answer",
  unknown: "by nobody that the log names",
};

const kinds: Readonly<Record<MarkKind, string>> = {
  drop: "Drops",
  rekey: "Key renewals",
  network: "Network changes",
  wifi: "Wi-Fi",
  sleep: "Sleep and wake",
  silence: "Gateway silent",
};

/** The words of the Time line place. */
export const timelineTexts = {
  title: "When the VPN was up, and what came before a drop",
  lead: "Each bar is a VPN session. The marks below tell what happened to the network and the computer at that time.",
  loading: "Reading the logs…",
  stop: "Stop reading",
  again: "Read again",
  stopped: "Reading was stopped.",
  nothing: "The logs tell of no VPN session with a time.",
  nothingHint: "Connect the VPN once, or read a log file in the Logs place.",
  since: "How far back",
  picture:
    "Time line. Left and right move, plus and minus zoom, Home shows everything, up and down go through what is on it.",
  tools: "What the time line shows",
  severalSessions: (count: number, from: string) =>
    plural(count, {
      one: `{n} session from ${from}; choose to zoom in`,
      other: `{n} sessions from ${from}; choose to zoom in`,
    }),
  sessions: "Sessions",
  kinds,
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  earlier: "Earlier",
  later: "Later",
  everything: "Show everything",
  seen: (from: string, to: string) => `${from} to ${to}`,
  several: (count: number, kind: string) => `${kind}: ${number(count)}`,
  chosen: "The chosen session",
  chooseOne: "Choose a session or a mark to see what is known of it.",
  toLogs: "See the log lines",
  outcomes,
  endedBy,
  sessionTitle: (name: string, outcome: string, endedBy: string | undefined) =>
    endedBy === undefined ? `${name}: ${outcome}` : `${name}: ${outcome} ${endedBy}`,
  span: (from: string, to: string, length: string | undefined) =>
    length === undefined ? `${from} – ${to}` : `${from} – ${to} (${length})`,
  before: (event: string, duration: string) => `${event}, ${duration} before`,
  nothingBefore: "Nothing of the network or the power state in the minute before.",
  duringRekey: "It ended while keys were being renewed.",
  idle: (duration: string) => `Nothing but keepalives for ${duration} before it ended.`,
  table: "The same as a table",
  tableName: "VPN sessions",
  marksTable: "Marks",
  columns: ["Began", "Ended", "Connected for", "Outcome", "Right before"],
  markColumns: ["When", "Kind", "What", "Line"],
  moreRows: (count: number) =>
    plural(count, { one: "{n} more is in the Logs place.", other: "{n} more are in the Logs place." }),
  patterns: "What the drops have in common",
  unnamed: "VPN",
  barLabel: (name: string, outcome: string, from: string, length: string) => `${name}, ${from}, ${length}, ${outcome}`,
  snapshot: {
    title: "The moment of the drop",
    reading: "Reading what was kept of that moment…",
    gone: "What was kept of that moment is gone.",
    network: "The network before and after",
    networkColumns: ["What", "Before", "After"],
    properties: {
      routes: "Default routes",
      addresses: "Interfaces that are up",
      nameServers: "Name servers",
      wifi: "Wi-Fi",
      conntrack: "Connections tracked, of at most",
    },
    none: "none",
    notTold: "not known",
    measured: "A quick look at the gateway, outside of the tunnel",
    measuredColumns: ["What", "Result"],
    tunnels: "Tunnels that were up then",
    tunnelColumns: ["Tunnel", "Gateway", "Bytes received", "Bytes sent", "Idle for"],
    counters: "IPsec errors that the kernel has counted",
    counterColumns: ["Counter", "Count"],
    events: (count: number) =>
      plural(count, { one: "{n} event of the minute before", other: "{n} events of the minute before" }),
  },
  noEnd: "no end in the log",
  unknownLength: "length unknown",
} as const;
