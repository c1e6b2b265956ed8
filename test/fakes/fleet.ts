import { generateFleet, syntheticRow, type FleetEffect } from "../../main/fleet/generate.ts";
import type { FleetRow } from "../../main/model/fleet-row.ts";

/** The rows of a made-up fleet. */
export function syntheticRows(
  seed: number,
  bundles: number,
  effects: readonly FleetEffect[] = [],
): readonly FleetRow[] {
  return [...generateFleet({ seed, bundles, effects })].map(syntheticRow);
}

/** A small valid row; a test changes only what it is about. */
export function aFleetRow(changes: Partial<FleetRow> = {}): FleetRow {
  const [row] = syntheticRows(1, 1);
  if (row === undefined) throw new Error("The generator made nothing.");
  return { ...row, ...changes };
}
