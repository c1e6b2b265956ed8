import type { Arrival } from "../model/ports/udp.ts";

/** What may wait unread; a flood beyond it is dropped like in any full socket buffer. */
const maxWaiting = 4_096;

/** Arrivals of one socket, in order, for readers that wait for the next one. */
export interface ArrivalQueue {
  readonly push: (arrival: Arrival) => void;
  /** The next arrival, or null after `timeoutMs`, on abort, or once the queue is closed and empty. */
  readonly next: (timeoutMs: number, signal?: AbortSignal) => Promise<Arrival | null>;
  readonly close: () => void;
}

/** Makes an empty queue; `onDropped` is called for every datagram that a flood has no room for. */
export function createArrivalQueue(onDropped: () => void = () => undefined): ArrivalQueue {
  const waiting: Arrival[] = [];
  const readers = new Set<(arrival: Arrival | null) => void>();
  let closed = false;

  return {
    push: (arrival) => {
      if (closed) return;
      const [reader] = readers;
      if (reader !== undefined) reader(arrival);
      else if (waiting.length < maxWaiting) waiting.push(arrival);
      else if (arrival.kind === "datagram") onDropped();
    },
    next: (timeoutMs, signal) => {
      const first = waiting.shift();
      if (first !== undefined) return Promise.resolve(first);
      if (closed || timeoutMs <= 0 || signal?.aborted === true) return Promise.resolve(null);
      return new Promise((resolve) => {
        const end = (arrival: Arrival | null) => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", onAbort);
          readers.delete(end);
          resolve(arrival);
        };
        const onAbort = () => end(null);
        const timer = setTimeout(() => end(null), timeoutMs);
        signal?.addEventListener("abort", onAbort, { once: true });
        readers.add(end);
      });
    },
    close: () => {
      closed = true;
      for (const reader of [...readers]) reader(null);
    },
  };
}
