import { readCaptureStory } from "../../main/capture/story.ts";
import { createCaptureFiles } from "../../main/host/capture-file.ts";

/* Run as a process of its own, so that its peak memory is its own: reads the capture named on the command line. */

const opened = await createCaptureFiles().open(process.argv[2] ?? "");
if (!opened.ok) throw new Error(opened.error.message);
const startedMs = performance.now();
const story = await readCaptureStory(opened.value.name, opened.value.chunks);
const seconds = (performance.now() - startedMs) / 1000;
await opened.value.close();
if (!story.ok) throw new Error(story.error.message);
const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds, packets: story.value.counts.packets, peakMemoryMb }));
