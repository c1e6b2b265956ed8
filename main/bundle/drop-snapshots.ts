import type { BundlePart } from "../model/bundle-manifest.ts";
import type { DropSnapshot, DropSnapshotRecord } from "../model/history.ts";
import type { NamedThings } from "./redaction/known-names.ts";

/** Where the moments of drops stand in a bundle, one a line. */
export const dropSnapshotsPath = "network/drops.ndjson";

/** The snapshots without what the person leaves out; the networks stand in a part that they are left out with. */
export function chosenSnapshots(
  snapshots: readonly DropSnapshotRecord[],
  without: readonly BundlePart[],
): readonly DropSnapshotRecord[] {
  if (without.includes("network")) return [];
  return snapshots.map((record) => ({ ...record, snapshot: withoutParts(record.snapshot, without) }));
}

function withoutParts(snapshot: DropSnapshot, without: readonly BundlePart[]): DropSnapshot {
  const events = without.includes("events") ? [] : snapshot.events;
  return {
    ...snapshot,
    events: without.includes("logs") ? events.map((event) => ({ ...event, raw: "" })) : events,
    measurements: without.includes("measurements") ? [] : snapshot.measurements,
  };
}

/** The Wi-Fi networks and connections that snapshots name: a drop may have happened anywhere. */
export function namesInSnapshots(snapshots: readonly DropSnapshotRecord[]): NamedThings {
  return {
    network: { wifi: snapshots.flatMap(({ snapshot: { before, after } }) => [...before.wifi, ...after.wifi]) },
    profiles: snapshots.flatMap(({ snapshot: { vpn } }) =>
      vpn.flatMap(({ connection }) => (connection === undefined ? [] : [{ name: connection }])),
    ),
  };
}
