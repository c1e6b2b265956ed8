import type { CaptureStory } from "../model/capture-story.ts";
import type { Observations } from "../model/observations.ts";
import { eventsOf } from "./story-events.ts";
import { measurementsOf } from "./story-measurements.ts";
import { sessionsOf } from "./story-sessions.ts";

export type CaptureObservations = Pick<Observations, "measurements" | "events" | "sessions" | "logSources">;

/** What a capture adds to a diagnosis: the same kinds of facts that logs and probes give. */
export function observationsOf(story: CaptureStory): CaptureObservations {
  const { name, note } = story.file;
  const packets = story.counts.packets;
  return {
    measurements: measurementsOf(story),
    events: eventsOf(story),
    sessions: sessionsOf(story),
    logSources: [
      {
        source: name,
        outcome: packets === 0 ? "empty" : "read",
        linesRead: packets,
        ...(note === undefined ? {} : { note }),
      },
    ],
  };
}
