import type { Measurement } from "../../../main/api/contract.ts";

/** One rung of the ladder of packet sizes. */
export interface Rung {
  readonly id: "link" | "path" | "path-back";
  readonly sizeBytes: number;
  /** Where the size is only known between two bounds. */
  readonly lowBytes?: number;
  readonly highBytes?: number;
}

/** The packet sizes that a report tells of, largest first: the local link, the way there, the way back. */
export function rungsOf(measurements: readonly Measurement[]): readonly Rung[] {
  const path = measured(measurements, "path-mtu");
  const link = path?.details["linkMtuBytes"] ?? measured(measurements, "route-to-gateway")?.details["linkMtuBytes"];
  return [
    ...(typeof link === "number" ? [{ id: "link", sizeBytes: link } as const] : []),
    ...sized("path", path),
    ...sized("path-back", measured(measurements, "path-mtu-reverse")),
  ].sort((a, b) => b.sizeBytes - a.sizeBytes);
}

function sized(id: Rung["id"], measurement: Measurement | undefined): readonly Rung[] {
  if (typeof measurement?.value !== "number") return [];
  const { value, low, high } = measurement;
  return [
    {
      id,
      sizeBytes: value,
      ...(low === undefined || low === value ? {} : { lowBytes: low }),
      ...(high === undefined || high === value ? {} : { highBytes: high }),
    },
  ];
}

/** Whether somebody on the way said that a packet was too big: undefined where that was not seen either way. */
export function tooBigHeard(measurements: readonly Measurement[]): boolean | undefined {
  const value = measured(measurements, "icmp-too-big")?.value;
  return typeof value === "boolean" ? value : undefined;
}

function measured(measurements: readonly Measurement[], kind: Measurement["kind"]): Measurement | undefined {
  return measurements.find((measurement) => measurement.kind === kind && measurement.outcome === "measured");
}
