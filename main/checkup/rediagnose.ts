import { diagnose } from "../diagnosis/evaluate.ts";
import { verdictOf } from "../diagnosis/verdict.ts";
import { findDropPatterns } from "../logs/drop-patterns.ts";
import { buildSessions } from "../logs/sessions.ts";
import { withWatchedDrops } from "../logs/watched-drops.ts";
import type { Client } from "../model/client.ts";
import type { Finding } from "../model/finding.ts";
import type { KnownIssue } from "../model/known-issue.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Measurement } from "../model/measurement.ts";
import type { Observations } from "../model/observations.ts";
import { reportSchemaId, type Report, type RunStep } from "../model/report.ts";
import { version } from "../model/version.ts";
import { countEvents } from "./count-events.ts";
import { emptyNetwork, unknownClient } from "./fallbacks.ts";
import type { LogsRead } from "./read-logs.ts";

/** What a packet capture adds to a diagnosis. */
export type CaptureObservations = Pick<Observations, "measurements" | "events" | "sessions" | "logSources">;

/** Name of the step that says how a report was made again. */
const stepName = "diagnosis";

interface Again {
  readonly report: Report;
  /** The log events of the run; absent where only the report is there. */
  readonly events: readonly LogEvent[] | undefined;
  /** Events that were there and that this version cannot read. */
  readonly eventsNotUnderstood?: number;
  readonly knownIssues: readonly KnownIssue[] | undefined;
  /** What the gateway says of the same time; where none is given, the facts that the report already carries. */
  readonly gatewaySide?: Observations["gatewaySide"];
  /** What packet captures of the same time tell. */
  readonly captures?: readonly CaptureObservations[];
}

/**
 * Diagnoses again what a report holds, with the rules of today. Without the log lines, which are not in a report, its own
 * findings stay, because what they rest on cannot be weighed again; findings from everything else are added.
 */
export function rediagnose({
  report,
  events,
  eventsNotUnderstood = 0,
  knownIssues,
  gatewaySide = carriedSide(report),
  captures = [],
}: Again): Report {
  const hasLines = events !== undefined && events.length > 0;
  const told = hasLines ? withWatchedDrops(buildSessions(events), report.sessions) : report.sessions;
  // A session that the logs tell of would be there twice.
  const sessions = told.length > 0 ? told : captures.flatMap((capture) => capture.sessions);
  const measurements = withCaptured(report.measurements, captures);
  const logSources = [...(report.logSources ?? []), ...captures.flatMap((capture) => capture.logSources)];
  const observations: Observations = {
    client: report.client,
    profiles: report.profiles,
    network: report.network,
    gateway: report.gateway,
    measurements,
    events: [...(events ?? []), ...captures.flatMap((capture) => capture.events)],
    sessions,
    ...(report.dropPatterns === undefined ? {} : { dropPatterns: report.dropPatterns }),
    logSources,
    ...(knownIssues === undefined ? {} : { knownIssues }),
    ...(gatewaySide === undefined ? {} : { gatewaySide }),
  };
  const { findings, checklist, advice, because } = diagnose(observations);
  const lacksLines = !hasLines && report.events.total > 0;
  const all = lacksLines ? merged(report.findings, findings) : findings;
  const { because: former, language, ...kept } = report;
  const why = lacksLines ? former : because;
  return {
    ...kept,
    // What is found again is told in English, whatever language the report was translated to.
    ...(lacksLines && language !== undefined ? { language } : {}),
    tool: { version },
    run: {
      ...report.run,
      steps: [...stepsBefore(report), stepAgain(report, lacksLines, eventsNotUnderstood, captures.length)],
    },
    verdict: report.verdict === "cancelled" ? "cancelled" : verdictOf(observations, all),
    ...(why === undefined ? {} : { because: why }),
    measurements: [...measurements],
    ...(logSources.length === 0 ? {} : { logSources }),
    sessions: [...sessions],
    findings: [...all],
    checklist: lacksLines ? report.checklist : [...checklist],
    advice: lacksLines ? report.advice : [...advice],
  };
}

/** What was measured is better known than what a capture shows of it. */
function withCaptured(
  measured: readonly Measurement[],
  captures: readonly CaptureObservations[],
): readonly Measurement[] {
  const known = new Set(measured.flatMap(({ kind, outcome }) => (outcome === "measured" ? [kind] : [])));
  return [...measured, ...captures.flatMap((capture) => capture.measurements.filter(({ kind }) => !known.has(kind)))];
}

/** The report's own findings come first: they saw more. */
function merged(own: readonly Finding[], again: readonly Finding[]): readonly Finding[] {
  const codes = new Set(own.map(({ code }) => code));
  return [...own, ...again.filter(({ code }) => !codes.has(code))];
}

function stepsBefore({ run }: Report): readonly RunStep[] {
  return run.steps.filter(({ name }) => name !== stepName);
}

function stepAgain({ tool }: Report, lacksLines: boolean, eventsNotUnderstood: number, captures: number): RunStep {
  const reason = lacksLines
    ? `made again from a report of version ${tool.version}, which has no log lines: its own findings stay`
    : `made again from what version ${tool.version} observed`;
  const but =
    eventsNotUnderstood === 0 ? "" : `; ${eventsNotUnderstood} of its events are not understood by this version`;
  const and =
    captures === 0
      ? ""
      : `; with what ${captures === 1 ? "a packet capture tells" : `${captures} packet captures tell`}`;
  return { name: stepName, outcome: "done", durationMs: 0, reason: `${reason}${but}${and}` };
}

interface FromLogs {
  readonly logs: LogsRead;
  readonly runId: string;
  readonly nowMs: number;
  readonly utcOffsetMinutes: (wallMs: number) => number;
  readonly knownIssues: readonly KnownIssue[] | undefined;
}

/** A report from logs alone: nothing was measured, and of the computer they are from only the logs tell. */
export function reportFromLogs({ logs, runId, nowMs, utcOffsetMinutes, knownIssues }: FromLogs): Report {
  const sessions = buildSessions(logs.events);
  const dropPatterns = findDropPatterns({ sessions, events: logs.events, utcOffsetMinutes });
  const client = clientFromLogs(logs.events);
  const network = { ...emptyNetwork(nowMs), notes: ["only logs were given: the network was not looked at"] };
  const observations: Observations = {
    client,
    profiles: [],
    network,
    gateway: undefined,
    measurements: [],
    events: logs.events,
    sessions,
    dropPatterns,
    logSources: logs.sources,
    ...(knownIssues === undefined ? {} : { knownIssues }),
  };
  const { findings, checklist, advice, because } = diagnose(observations);
  const at = new Date(nowMs).toISOString();
  return {
    schema: reportSchemaId,
    tool: { version },
    run: {
      id: runId,
      profile: "quick",
      startedAt: at,
      endedAt: at,
      steps: [
        { name: "logs", outcome: "done", durationMs: 0 },
        { name: stepName, outcome: "done", durationMs: 0, reason: "from logs alone; nothing was measured" },
      ],
      packetsSent: 0,
    },
    verdict: verdictOf(observations, findings),
    ...(because === undefined ? {} : { because }),
    client,
    profiles: [],
    network,
    measurements: [],
    events: countEvents(logs.events, logs.unknownLines),
    logSources: [...logs.sources],
    sessions: [...sessions],
    dropPatterns: [...dropPatterns],
    findings: [...findings],
    checklist: [...checklist],
    advice: [...advice],
  };
}

const systemNames = { linux: "Linux", macos: "macOS", windows: "Windows" } as const;

/** The system that most of the lines are from, because what a person can do depends on it. */
function clientFromLogs(events: readonly LogEvent[]): Client {
  const counts = { linux: 0, macos: 0, windows: 0 };
  for (const { stack } of events) {
    if (stack.startsWith("windows-")) counts.windows += 1;
    else if (stack.startsWith("macos-")) counts.macos += 1;
    else counts.linux += 1;
  }
  const [os] = (["windows", "macos", "linux"] as const).toSorted((a, b) => counts[b] - counts[a]);
  return os === undefined || events.length === 0
    ? unknownClient
    : { ...unknownClient, os, osName: systemNames[os], osVersion: "(by its logs)" };
}

function carriedSide({ gatewaySide }: Report): Observations["gatewaySide"] {
  return gatewaySide === undefined ? undefined : { facts: gatewaySide.facts, events: [] };
}
