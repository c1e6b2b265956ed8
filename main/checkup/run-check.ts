import { diagnose } from "../diagnosis/evaluate.ts";
import { verdictOf } from "../diagnosis/verdict.ts";
import { findDropPatterns } from "../logs/drop-patterns.ts";
import { buildSessions } from "../logs/sessions.ts";
import { withWatchedDrops } from "../logs/watched-drops.ts";
import type { CheckOptions } from "../model/check-options.ts";
import type { DropSnapshotRecord } from "../model/history.ts";
import type { KnownIssue } from "../model/known-issue.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Observations } from "../model/observations.ts";
import type { World } from "../model/ports/world.ts";
import type { Progress } from "../model/progress.ts";
import { reportSchemaId, type Report } from "../model/report.ts";
import { version } from "../model/version.ts";
import { chooseGateway } from "./choose-gateway.ts";
import { probeGateway } from "./probe-gateway.ts";
import { createProgressChannel } from "./progress-channel.ts";
import { logQueryFor, readLogs, type LogsRead } from "./read-logs.ts";
import { createStepRunner, type StepRunner } from "./step-runner.ts";
import { checkSteps, stepsLeftOut } from "./steps.ts";
import { cgnatMeasurement, conntrackMeasurement } from "./measurements.ts";
import { countEvents } from "./count-events.ts";
import { emptyNetwork, unknownClient } from "./fallbacks.ts";

export interface CheckRequest {
  readonly world: World;
  readonly options: CheckOptions;
  readonly runId: string;
  /** Known issues to look for in place of those of this release. */
  readonly knownIssues?: readonly KnownIssue[];
}

export interface CheckResult {
  readonly report: Report;
  /** The log events that the report rests on, with their raw lines. */
  readonly events: readonly LogEvent[];
  /** Where they were read. */
  readonly sources: LogsRead["sources"];
  readonly linesRead: number;
  /** What a watch kept of the drops of that time; absent where nobody watches. */
  readonly snapshots?: readonly DropSnapshotRecord[];
}

const machineTimeoutMs = 8_000;
const logsTimeoutMs = 60_000;

/**
 * The main job. Yields progress while it runs and returns the result at the end. When `signal` aborts, no further packet
 * leaves, and the result holds what was measured until then.
 */
export async function* runCheck(request: CheckRequest, signal: AbortSignal): AsyncGenerator<Progress, CheckResult> {
  const channel = createProgressChannel<Progress>();
  channel.push({ kind: "plan", steps: checkSteps.map(({ name, title }) => ({ name, title })) });
  const result = work(request, signal, channel.push).finally(channel.end);
  yield* channel.items();
  return result;
}

async function work(
  { world, options, runId, knownIssues }: CheckRequest,
  signal: AbortSignal,
  emit: (progress: Progress) => void,
): Promise<CheckResult> {
  const startedAtMs = world.clock.wallMs();
  const runner = createStepRunner(world.clock, emit, signal);

  // Reading logs may take longest, so it runs beside everything else.
  const logsReading = logsStep(runner, world, options, startedAtMs);
  const [client, network, found] = await Promise.all([
    runner.run("system", machineTimeoutMs, async (tools) => {
      const value = await world.machine.client(tools.signal);
      return { outcome: "done", note: `${value.osName} ${value.osVersion}`, value };
    }),
    runner.run("network", machineTimeoutMs, async (tools) => {
      const value = await world.machine.network(tools.signal);
      if (value.conntrack !== undefined) tools.measured([conntrackMeasurement(value.conntrack)]);
      tools.measured([cgnatMeasurement(value)]);
      const routes = value.defaultRoutes.map((route) => route.interfaceName);
      const note = routes.length === 0 ? "no default route" : `online through ${[...new Set(routes)].join(", ")}`;
      return { outcome: "done", note, value };
    }),
    runner.run("profiles", machineTimeoutMs, async (tools) => {
      const value = await world.machine.profiles(tools.signal);
      const unreadable = value.unreadable.length === 0 ? "" : `, ${value.unreadable.length} places could not be read`;
      return { outcome: "done", note: `${value.profiles.length} found${unreadable}`, value };
    }),
  ]);
  const profiles = found?.profiles ?? [];
  const host = options.gateway ?? chooseGateway(profiles);
  const tunnelType = profiles.find((profile) => profile.gateway === host)?.type;
  const left = stepsLeftOut[options.profile];
  const gateway = await probeGateway({ world, runner, host, options, left, network, tunnelType });
  const logs = await logsReading;

  const sessions = withWatchedDrops(buildSessions(logs.events), logs.watchedDrops ?? []);
  const { utcOffsetMinutes } = world.logs;
  const dropPatterns = findDropPatterns({ sessions, events: logs.events, utcOffsetMinutes });
  const observations: Observations = {
    client: client ?? unknownClient,
    profiles,
    network: network ?? emptyNetwork(startedAtMs),
    gateway: gateway?.gateway,
    measurements: runner.measurements(),
    events: logs.events,
    sessions,
    dropPatterns,
    logSources: logs.sources,
    ...(knownIssues === undefined ? {} : { knownIssues }),
  };
  const diagnosis = await runner.run("diagnosis", machineTimeoutMs, async () => {
    const value = diagnose(observations);
    return {
      outcome: "done",
      note: `${value.findings.length} ${value.findings.length === 1 ? "finding" : "findings"}`,
      value,
    };
  });
  const findings = diagnosis?.findings ?? [];
  const report: Report = {
    schema: reportSchemaId,
    tool: { version },
    run: {
      id: runId,
      profile: options.profile,
      startedAt: new Date(startedAtMs).toISOString(),
      endedAt: new Date(world.clock.wallMs()).toISOString(),
      steps: [...runner.steps()],
      packetsSent: gateway?.packetsSent ?? 0,
      packetsIgnored: gateway?.packetsIgnored ?? 0,
    },
    verdict: signal.aborted ? "cancelled" : verdictOf(observations, findings),
    ...(signal.aborted || diagnosis?.because === undefined ? {} : { because: diagnosis.because }),
    client: observations.client,
    profiles: [...profiles],
    network: observations.network,
    ...(gateway === undefined ? {} : { gateway: gateway.gateway }),
    measurements: [...observations.measurements],
    events: countEvents(logs.events, logs.unknownLines),
    logSources: [...logs.sources],
    sessions: [...sessions],
    dropPatterns: [...dropPatterns],
    findings: [...findings],
    checklist: [...(diagnosis?.checklist ?? [])],
    advice: [...(diagnosis?.advice ?? [])],
  };
  const { events, sources, linesRead, snapshots = [] } = logs;
  return { report, events, sources, linesRead, snapshots };
}

async function logsStep(runner: StepRunner, world: World, options: CheckOptions, nowMs: number): Promise<LogsRead> {
  const nothing: LogsRead = { events: [], sources: [], linesRead: 0, unknownLines: 0, snapshots: [] };
  const logs = await runner.run("logs", logsTimeoutMs, async (tools) => {
    if (!options.systemLogs && options.logPaths.length === 0) return { outcome: "skipped", reason: "switched off" };
    const value = await readLogs(world, logQueryFor(options, nowMs), tools.signal);
    return { outcome: "done", note: `${value.events.length} VPN events in ${value.linesRead} lines`, value };
  });
  return logs ?? nothing;
}
