import type { Measurement } from "../../../main/api/contract.ts";

/** How long one kind of idle connection lives in the NAT. */
export interface Survival {
  readonly id: "replied" | "unreplied";
  readonly target: string;
  /** It was still open after this long; null where no idle time was survived. */
  readonly openUntilSeconds: number | null;
  /** It was closed after this long; null where it outlived the whole measurement. */
  readonly closedAtSeconds: number | null;
}

/** A point of a survival curve: the share of connections still open after an idle time, 0 to 1. */
export interface CurvePoint {
  readonly idleSeconds: number;
  readonly open: number;
}

const kinds = [
  ["nat-lifetime-replied", "replied"],
  ["nat-lifetime-unreplied", "unreplied"],
] as const satisfies readonly (readonly [Measurement["kind"], Survival["id"]])[];

/** The NAT lifetimes that were measured. */
export function survivalsOf(measurements: readonly Measurement[]): readonly Survival[] {
  return kinds.flatMap(([kind, id]) =>
    measurements
      .filter((measurement) => measurement.kind === kind && measurement.outcome === "measured")
      .flatMap(({ value, low, high, target, details }): readonly Survival[] => {
        if (typeof value !== "number") return [];
        const atLeast = details["atLeast"] === true;
        return [
          {
            id,
            target,
            openUntilSeconds: low ?? (atLeast ? value : null),
            closedAtSeconds: atLeast ? null : (high ?? value),
          },
        ];
      }),
  );
}

/** The corners of the curve up to `untilSeconds`: all open, then none, with a slope where it is not known when. */
export function curveOf({ openUntilSeconds, closedAtSeconds }: Survival, untilSeconds: number): readonly CurvePoint[] {
  const open = openUntilSeconds ?? 0;
  if (closedAtSeconds === null) {
    return [
      { idleSeconds: 0, open: 1 },
      { idleSeconds: open, open: 1 },
    ];
  }
  return [
    { idleSeconds: 0, open: 1 },
    { idleSeconds: Math.min(open, closedAtSeconds), open: 1 },
    { idleSeconds: closedAtSeconds, open: 0 },
    { idleSeconds: Math.max(untilSeconds, closedAtSeconds), open: 0 },
  ];
}

/** How far the chart goes: a little past the last thing that was seen. */
export function chartEndSeconds(survivals: readonly Survival[], keepaliveSeconds: number | undefined): number {
  const seen = survivals.flatMap(({ openUntilSeconds, closedAtSeconds }) => [
    openUntilSeconds ?? 0,
    closedAtSeconds ?? 0,
  ]);
  return Math.ceil(Math.max(30, keepaliveSeconds ?? 0, ...seen) * 1.2);
}

/** The keepalive interval that the check advises. */
export function keepaliveOf(measurements: readonly Measurement[]): number | undefined {
  const found = measurements.find(({ kind, outcome }) => kind === "keepalive-interval" && outcome === "measured");
  return typeof found?.value === "number" ? found.value : undefined;
}
