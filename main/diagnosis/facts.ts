import type { DropPattern, DropPatternKind } from "../model/drop-pattern.ts";
import type { LogEvent, LogEventName } from "../model/log-event.ts";
import type { Measurement, MeasurementKind } from "../model/measurement.ts";
import type { Observations } from "../model/observations.ts";
import { dropsOf, type Drop } from "./drops.ts";
import { createTimeline, type Timeline } from "./timeline.ts";

/** The observations, with the questions that rules ask of them answered from an index. */
export interface Facts {
  readonly observations: Observations;
  readonly timeline: Timeline;
  /** The sessions that ended against the person's will, oldest first. */
  readonly drops: readonly Drop[];
  /** What the drops have in common of this kind; undefined where nobody looked. */
  readonly dropPattern: (kind: DropPatternKind) => DropPattern | undefined;
  /** Events of these names in the order of the log. */
  readonly eventsNamed: (...names: readonly LogEventName[]) => readonly LogEvent[];
  /** The measurement of a kind; a measured one comes before one that could not be decided. */
  readonly measurement: (kind: MeasurementKind) => Measurement | undefined;
}

/** Indexes the observations once, so that rules stay cheap on logs with millions of events. */
export function factsFrom(given: Observations): Facts {
  const observations = { ...given, events: inTime(given.events) };
  const timeline = createTimeline(observations.events);
  const byName = Map.groupBy(observations.events, (event) => event.event);
  return {
    observations,
    timeline,
    drops: dropsOf(observations.sessions, timeline),
    dropPattern: (kind) => observations.dropPatterns?.find((pattern) => pattern.kind === kind),
    eventsNamed: (...names) => {
      const present = names.filter((name) => byName.has(name));
      const [only] = present;
      if (present.length < 2) return only === undefined ? [] : (byName.get(only) ?? []);
      const wanted = new Set<LogEvent["event"]>(present);
      return observations.events.filter((event) => wanted.has(event.event));
    },
    measurement: (kind) => {
      const ofKind = observations.measurements.filter((measurement) => measurement.kind === kind);
      return ofKind.find((measurement) => measurement.outcome === "measured") ?? ofKind[0];
    },
  };
}

/** Events in the order of time; ones without a time stay behind the ones before them. The same list where it is in order. */
function inTime(events: readonly LogEvent[]): readonly LogEvent[] {
  let latestMs = Number.NEGATIVE_INFINITY;
  const placed = events.map((event) => {
    latestMs = event.atMs ?? latestMs;
    return { event, atMs: latestMs };
  });
  const isInOrder = placed.every(({ atMs }, index) => index === 0 || (placed[index - 1]?.atMs ?? 0) <= atMs);
  return isInOrder ? events : placed.toSorted((a, b) => compare(a.atMs, b.atMs)).map(({ event }) => event);
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The value of a measurement that was made, else undefined. */
export function measuredValue(facts: Facts, kind: MeasurementKind): Measurement["value"] {
  const measurement = facts.measurement(kind);
  return measurement?.outcome === "measured" ? measurement.value : undefined;
}

/** The numeric value of a measurement that was made, else undefined. */
export function measuredNumber(facts: Facts, kind: MeasurementKind): number | undefined {
  const value = measuredValue(facts, kind);
  return typeof value === "number" ? value : undefined;
}

/** Whether the gateway's IKE service answered a probe just now. */
export function gatewayAnswers(facts: Facts): boolean {
  return measuredValue(facts, "reach-udp-500") === "answered" || measuredValue(facts, "reach-udp-4500") === "answered";
}
