import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseCapture } from "../../main/capture/capture-parser.ts";
import { createPacketRecorder, type PacketRecord } from "../../main/capture/packet-record.ts";
import { readCaptureStory } from "../../main/capture/story.ts";
import { captureStorySchema, type CaptureStory } from "../../main/model/capture-story.ts";
import { inChunks } from "./capture-bytes.ts";

/** Path of a capture of the lab. */
export function capturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/captures/${name}`, import.meta.url));
}

/** Its story, checked against the schema. */
export async function fixtureStory(name: string): Promise<CaptureStory> {
  const story = await readCaptureStory(name, inChunks(readFileSync(capturePath(name)), 4096));
  if (!story.ok) throw new Error(story.error.message);
  return captureStorySchema.parse(story.value);
}

/** Its packets as the join remembers them. */
export async function fixtureRecords(name: string): Promise<readonly PacketRecord[]> {
  const recorder = createPacketRecorder();
  await parseCapture(inChunks(readFileSync(capturePath(name)), 4096), recorder.add);
  return recorder.records;
}
