import { estimateClockOffsets } from "../logs/clock-offset.ts";
import type { GatewayFacts, GatewaySide } from "../model/gateway-facts.ts";
import type { KnownIssue } from "../model/known-issue.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { Report } from "../model/report.ts";
import { rediagnose, type CaptureObservations } from "./rediagnose.ts";

/** What the gateway logged so long before and after a drop belongs to it. */
const nearDropMs = 60_000;
const maxDrops = 50;
const maxLinesPerDrop = 20;

export interface ClientEnd {
  readonly report: Report;
  /** Absent where only the report is there. */
  readonly events: readonly LogEvent[] | undefined;
  /** What packet captures of the client's end tell. */
  readonly captures?: readonly CaptureObservations[];
}

export interface GatewayEnd {
  readonly facts: GatewayFacts;
  readonly events: readonly LogEvent[];
}

/**
 * One report of both ends: the client's run, judged again with what the gateway says of itself and of the same time.
 *
 * The gateway's events come into the client's time by the events that both logs tell of (they share the SPIs of the
 * tunnel); where fewer than three agree, both clocks are taken as right.
 *
 * @param knownIssues known issues to look for in place of those of this release
 */
export function joinGateway(
  { report: before, events: clientEvents, captures = [] }: ClientEnd,
  gateway: GatewayEnd,
  knownIssues?: readonly KnownIssue[],
): Report {
  const sources = new Map([
    ["client", clientEvents ?? []],
    ["gateway", gateway.events],
  ]);
  const [offset] = estimateClockOffsets(sources);
  const aheadMs = offset?.isSupported === true ? offset.aheadMs : 0;
  const events = gateway.events.map((event) => ({
    ...event,
    source: `gateway: ${event.source}`,
    atMs: event.atMs === null ? null : event.atMs - aheadMs,
  }));
  const gatewaySide = { facts: gateway.facts, events };
  const report = rediagnose({ report: before, events: clientEvents, knownIssues, gatewaySide, captures });
  return {
    ...report,
    gatewaySide: {
      facts: gateway.facts,
      ...(offset === undefined
        ? {}
        : { clock: { gatewayAheadMs: offset.aheadMs, pairs: offset.pairs, isUsed: offset.isSupported } }),
      drops: linesNearDrops(report, events),
    },
  };
}

function linesNearDrops(report: Report, events: readonly LogEvent[]): GatewaySide["drops"] {
  const drops = report.sessions.flatMap(({ outcome, endedAt }) =>
    outcome === "dropped" && endedAt !== undefined ? [endedAt] : [],
  );
  return drops.slice(-maxDrops).map((at) => {
    const dropMs = Date.parse(at);
    const near = events.flatMap(({ atMs, raw }) =>
      atMs !== null && Math.abs(atMs - dropMs) <= nearDropMs ? [{ at: new Date(atMs).toISOString(), text: raw }] : [],
    );
    return { at, lines: near.slice(-maxLinesPerDrop) };
  });
}
