import { moment } from "../capture/moment.ts";
import { observationsOf, type CaptureObservations } from "../capture/observations.ts";
import { readCaptureStory } from "../capture/story.ts";
import type { CallOutput } from "./contract.ts";

/** What the packet captures in a bundle tell. */
export interface CaptureEvidence {
  readonly captures: readonly NonNullable<CallOutput<"bundle.open">["captures"]>[number][];
  readonly observed: readonly CaptureObservations[];
}

/** A bundle has no more; what somebody else packed is not read on and on. */
const mostCaptures = 4;
const capturePaths = /^capture\/[^/]+\.pcap(?:ng)?$/;

/** Reads the captures in a bundle from anybody; one that cannot be read says why, and keeps nothing else from being read. */
export async function captureEvidenceIn(
  files: ReadonlyMap<string, Uint8Array>,
  signal: AbortSignal,
): Promise<CaptureEvidence> {
  const paths = [...files.keys()].filter((path) => capturePaths.test(path));
  const captures: CaptureEvidence["captures"][number][] = [];
  const observed: CaptureObservations[] = [];
  for (const path of paths.slice(0, mostCaptures)) {
    const story = await readCaptureStory(path, inPieces(files.get(path) ?? new Uint8Array()), signal);
    if (!story.ok) {
      captures.push({ path, packets: 0, note: story.error.message });
      continue;
    }
    const { file, counts, client, gateway } = story.value;
    observed.push(observationsOf(story.value));
    captures.push({
      path,
      packets: counts.packets,
      ...(client === undefined ? {} : { client }),
      ...(gateway === undefined ? {} : { gateway }),
      ...moment("startedAt", file.firstAtMs),
      ...moment("endedAt", file.lastAtMs),
      ...(file.note === undefined ? {} : { note: file.note }),
    });
  }
  for (const path of paths.slice(mostCaptures)) {
    captures.push({ path, packets: 0, note: `Not read: a bundle has ${mostCaptures} captures at most.` });
  }
  return { captures, observed };
}

const pieceBytes = 1024 * 1024;

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
