import type { CaptureStory } from "../model/capture-story.ts";
import { createBoundedMap } from "./bounded-list.ts";
import { endpointOf, type Seen } from "./seen.ts";

const mostFlows = 1000;
/** Intervals that the median is taken of. */
const mostIntervals = 1024;

interface Flow {
  readonly from: string;
  readonly to: string;
  count: number;
  lastAtMs: number;
  longestIntervalMs: number;
  readonly intervalsMs: number[];
}

export interface KeepaliveStory {
  readonly add: (seen: Seen<unknown>) => void;
  readonly told: () => CaptureStory["keepalives"];
}

/** How often NAT keepalives (RFC 3948 section 2.3) were sent, in each direction. */
export function createKeepaliveStory(): KeepaliveStory {
  const flows = createBoundedMap<string, Flow>(mostFlows);
  return {
    add: ({ from, to, atMs }) => {
      const key = `${endpointOf(from)} ${endpointOf(to)}`;
      const flow = flows.get(key);
      if (flow === undefined) {
        const first = { from: endpointOf(from), to: endpointOf(to), count: 1, lastAtMs: atMs };
        flows.set(key, { ...first, longestIntervalMs: 0, intervalsMs: [] });
        return;
      }
      const intervalMs = Math.max(0, atMs - flow.lastAtMs);
      flow.count += 1;
      flow.lastAtMs = atMs;
      flow.longestIntervalMs = Math.max(flow.longestIntervalMs, intervalMs);
      if (flow.intervalsMs.length < mostIntervals) flow.intervalsMs.push(intervalMs);
    },
    told: () =>
      [...flows.values()].map(({ from, to, count, intervalsMs, longestIntervalMs }) => {
        const medianIntervalMs = intervalsMs.toSorted((a, b) => a - b)[Math.floor(intervalsMs.length / 2)];
        return {
          from,
          to,
          count,
          ...(medianIntervalMs === undefined ? {} : { medianIntervalMs, longestIntervalMs }),
        };
      }),
  };
}
