import type { CaptureEsp } from "../model/capture-story.ts";
import { createBoundedMap } from "./bounded-list.ts";
import { endpointOf, type Seen } from "./seen.ts";
import type { EspPacket } from "./vpn-message.ts";

/** How far back a packet may be late and still be told from a repetition. */
const windowSize = 4096;
const mostSas = 2000;

interface SaState {
  readonly spi: number;
  readonly from: string;
  readonly to: string;
  readonly inUdp: boolean;
  readonly firstAtMs: number;
  lastAtMs: number;
  packets: number;
  bytes: number;
  first: number;
  highest: number;
  unique: number;
  duplicates: number;
  longestGap: number;
  /** Which of the last `windowSize` numbers were seen, in a ring. */
  readonly seen: Uint8Array;
}

export interface EspStory {
  readonly add: (seen: Seen<EspPacket>) => void;
  readonly told: () => readonly CaptureEsp[];
}

/**
 * Counts the packets of every ESP SA and the sequence numbers that are missing (RFC 4303 section 2.2: they go up by one
 * with every packet). Of extended numbers only the lower half is sent; one turn-over of it is taken as a new beginning.
 */
export function createEspStory(): EspStory {
  const sas = createBoundedMap<string, SaState>(mostSas);
  return {
    add: (seen) => {
      const { message, atMs, from, to } = seen;
      const key = `${message.spi} ${to.address}`;
      let state = sas.get(key);
      if (state === undefined) {
        state = {
          spi: message.spi,
          from: endpointOf(from),
          to: endpointOf(to),
          inUdp: message.inUdp,
          firstAtMs: atMs,
          lastAtMs: atMs,
          packets: 0,
          bytes: 0,
          first: message.sequence,
          highest: message.sequence - 1,
          unique: 0,
          duplicates: 0,
          longestGap: 0,
          seen: new Uint8Array(windowSize),
        };
        sas.set(key, state);
      }
      state.packets += 1;
      state.bytes += message.sizeBytes;
      state.lastAtMs = atMs;
      count(state, message.sequence);
    },
    told: () => [...sas.values()].map(told),
  };
}

function count(state: SaState, sequence: number): void {
  const ahead = sequence - state.highest;
  if (ahead > 0) {
    // Cleared are the places of the numbers that were passed over.
    const passed = Math.min(ahead, windowSize);
    for (let step = 1; step <= passed; step += 1) state.seen[(state.highest + step) % windowSize] = 0;
    state.longestGap = Math.max(state.longestGap, ahead - 1);
    state.highest = sequence;
  } else if (sequence < state.first || -ahead >= windowSize) {
    // Too late to be known: a packet from before the capture's first, or a repetition of a very old one.
    state.duplicates += 1;
    return;
  } else if (state.seen[sequence % windowSize] === 1) {
    state.duplicates += 1;
    return;
  }
  state.seen[sequence % windowSize] = 1;
  state.unique += 1;
}

function told({
  spi,
  from,
  to,
  inUdp,
  packets,
  bytes,
  firstAtMs,
  lastAtMs,
  first,
  highest,
  unique,
  duplicates,
  longestGap,
}: SaState): CaptureEsp {
  return {
    spi: spi.toString(16).padStart(8, "0"),
    from,
    to,
    inUdp,
    packets,
    bytes,
    firstAtMs,
    lastAtMs,
    firstSequence: first,
    highestSequence: highest,
    missing: Math.max(0, highest - first + 1 - unique),
    duplicates,
    longestGap,
  };
}
