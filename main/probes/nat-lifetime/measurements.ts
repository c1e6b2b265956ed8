import type { Measurement, MeasurementKind } from "../../model/measurement.ts";
import { assertNever } from "../../model/exhaustive.ts";
import { keepaliveSecondsFor } from "../keepalive-interval.ts";
import { cancelledReason, measured, type MeasurementSubject, notMeasured, roundedMs } from "../measured.ts";
import { type Bracket, bracketOf } from "./bracket.ts";
import type { DrivenRun } from "./drive.ts";
import type { Lane } from "./lane.ts";
import type { MappingState } from "./plan.ts";
import { lanesOf, type RunFailure, type RunState } from "./run-machine.ts";

const kinds: Readonly<Record<MappingState, MeasurementKind>> = {
  unreplied: "nat-lifetime-unreplied",
  replied: "nat-lifetime-replied",
};

/** What both states are measured with and against. */
export type LifetimeSubject = Pick<MeasurementSubject, "target" | "method">;

/** The measurements of a run: both lifetimes against `port`, and the keepalive interval that follows from them. */
export function lifetimeMeasurements(
  run: DrivenRun,
  subject: LifetimeSubject,
  port: number,
  cancelled: boolean,
): readonly Measurement[] {
  const { state } = run;
  const groupOf = (wanted: MappingState) =>
    state.groups.findIndex((group) => group.state === wanted && group.port === port);
  const lifetimes = (["unreplied", "replied"] as const).map((wanted) => {
    const lanes = lanesOf(state, groupOf(wanted));
    const extra = wanted === "replied" ? comparedPorts(state, port, bracketOf(lanes)) : {};
    const details = {
      ...countsOf(lanes),
      ...mappingDetails(run),
      ...extra,
      ignoredPackets: run.ignoredPackets,
      roundTripMs: roundedMs(state.roundTrip?.smoothedMs ?? 0),
    };
    const settled = state.settled[groupOf(wanted)] === true;
    return lifetimeMeasurement(
      { ...subject, kind: kinds[wanted] },
      lanes,
      settled ? null : unfinishedReason(state.failure, cancelled),
      details,
    );
  });
  return [...lifetimes, keepaliveMeasurement(subject, lifetimes)];
}

/** Why the run did not come to its end; null when it did. */
export function unfinishedReason(failed: RunFailure | null, cancelled: boolean): string | null {
  if (failed === null) return cancelled ? cancelledReason : null;
  switch (failed) {
    case "no-answer":
      return "the server did not answer";
    case "refused":
      return "the server refused the port (ICMP port unreachable)";
    case "not-supported":
      return "the server can neither answer later nor to another port (RFC 5780), and where a NAT keeps ports, a new mapping looks like the old one";
    case "interrupted":
      return "the computer slept, or its clock was set, while it waited";
    case "over-budget":
      return "the packets that a run may send were used up";
    default:
      return assertNever(failed);
  }
}

function lifetimeMeasurement(
  subject: MeasurementSubject,
  lanes: readonly Lane[],
  unfinished: string | null,
  details: Measurement["details"],
): Measurement {
  const bracket = bracketOf(lanes);
  if (bracket === null) {
    return notMeasured(subject, "unknown", unfinished ?? "no socket of the measurement came to a result", details);
  }
  const { lowMs, highMs, contradictions } = bracket;
  const all = { ...details, contradictions, ...(unfinished === null ? {} : { unfinished }) };
  // A bound that was reached is worth keeping also when the stop button was pressed after it.
  if (highMs === null && lowMs === 0)
    return notMeasured(subject, "unknown", unfinished ?? "no mapping was seen alive", all);
  if (highMs === null && subject.method === "mapping-change") {
    return notMeasured(
      subject,
      "unknown",
      unfinished ?? "the NAT never changed a port, which it may do by itself",
      all,
    );
  }
  const low = seconds(lowMs);
  const value = seconds(estimateMs(bracket));
  return highMs === null
    ? measured(subject, value, { unit: "s", low, details: { ...all, atLeast: true } })
    : measured(subject, value, { unit: "s", low, high: seconds(highMs), details: { ...all, atLeast: false } });
}

/** The middle of the bracket; where there is no upper bound, what is certain. */
function estimateMs({ lowMs, highMs }: Bracket): number {
  return highMs === null ? lowMs : (lowMs + highMs) / 2;
}

/** The replied state is the one that a tunnel lives in; the other counts only where nothing better is known. */
export function keepaliveMeasurement(subject: LifetimeSubject, lifetimes: readonly Measurement[]): Measurement {
  const kind = { ...subject, kind: "keepalive-interval" } as const;
  const known = [...lifetimes].reverse().find(({ outcome }) => outcome === "measured");
  const low = known?.low;
  if (known === undefined || low === undefined) {
    return notMeasured(kind, "unknown", "the lifetime of idle mappings is not known");
  }
  const why =
    known.high === undefined
      ? `idle mappings live longer than ${low} s, and more often than the usual 20 s is never needed`
      : `idle mappings are forgotten between ${low} s and ${known.high} s, and a third of that survives a lost keepalive`;
  return measured(kind, keepaliveSecondsFor(low), { unit: "s", details: { why, basedOn: known.kind } });
}

function countsOf(lanes: readonly Lane[]): Measurement["details"] {
  const count = (kind: Lane["phase"]["kind"]) => lanes.filter(({ phase }) => phase.kind === kind).length;
  return { sockets: lanes.length, alive: count("alive"), expired: count("expired"), voided: count("void") };
}

/** Whether the NAT keeps the port, as far as the server told. */
function mappingDetails({ mappings }: DrivenRun): Measurement["details"] {
  const [first] = mappings;
  if (first === undefined) return {};
  const portPreserved = mappings.every(({ local, mapped }) => local.port === mapped.port);
  return { publicAddress: first.mapped.address, portPreserved };
}

/** The lifetimes towards other ports, where a router may treat IPsec in its own way. */
function comparedPorts(state: RunState, port: number, main: Bracket | null): Measurement["details"] {
  const entries = state.groups.flatMap((group, index): readonly DetailEntry[] => {
    if (group.port === port) return [];
    const name = `port${group.port}`;
    const bracket = bracketOf(lanesOf(state, index));
    if (bracket === null) {
      return [
        [`${name}Alike`, "unknown"],
        [`${name}Reason`, portSilent],
      ];
    }
    return [
      [`${name}LowSeconds`, seconds(bracket.lowMs)],
      ...(bracket.highMs === null ? [] : [[`${name}HighSeconds`, seconds(bracket.highMs)] as const]),
      [`${name}Alike`, alike(main, bracket)],
    ];
  });
  return Object.fromEntries(entries);
}

type DetailEntry = readonly [name: string, value: Measurement["details"][string]];

const portSilent = "no socket came to a result with that port of the server";

/** Whether two lifetimes may be one and the same. */
function alike(one: Bracket | null, other: Bracket): "yes" | "no" | "unknown" {
  if (one === null) return "unknown";
  const ends = (bracket: Bracket): number => bracket.highMs ?? Infinity;
  return one.lowMs < ends(other) && other.lowMs < ends(one) ? "yes" : "no";
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / 10) / 100;
}
