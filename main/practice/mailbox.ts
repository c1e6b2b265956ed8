import type { Clock } from "../model/ports/clock.ts";

/** Arrivals that wait for a reader, and readers that wait for an arrival. */
export interface Mailbox<Item> {
  readonly put: (item: Item) => void;
  /** The next item, or null when `timeoutMs` is over, `signal` aborts, or the mailbox is closed. */
  readonly take: (timeoutMs: number, signal?: AbortSignal) => Promise<Item | null>;
  readonly close: () => void;
}

/** What does not fit is dropped, like datagrams that overrun a socket's buffer. */
const maximumItems = 1024;

/** An empty mailbox whose timeouts are counted by `clock`. */
export function createMailbox<Item>(clock: Clock): Mailbox<Item> {
  const items: Item[] = [];
  const readers = new Set<(item: Item | null) => void>();
  let closed = false;

  return {
    put: (item) => {
      const [reader] = readers;
      if (reader !== undefined) reader(item);
      else if (!closed && items.length < maximumItems) items.push(item);
    },
    take: (timeoutMs, signal) => {
      const ready = items.shift();
      if (ready !== undefined) return Promise.resolve(ready);
      if (closed || timeoutMs <= 0 || signal?.aborted === true) return Promise.resolve(null);
      return new Promise((resolve) => {
        const timer = new AbortController();
        const finish = (item: Item | null) => {
          readers.delete(finish);
          signal?.removeEventListener("abort", giveUp);
          timer.abort();
          resolve(item);
        };
        const giveUp = () => finish(null);
        readers.add(finish);
        signal?.addEventListener("abort", giveUp);
        void clock.sleep(timeoutMs, timer.signal).then(giveUp);
      });
    },
    close: () => {
      closed = true;
      items.length = 0;
      for (const reader of readers) reader(null);
    },
  };
}
