import { describe, expect, it } from "vitest";
import { createArrivalQueue } from "../../../main/host/arrival-queue.ts";
import type { Arrival } from "../../../main/model/ports/udp.ts";

const arrival = (atMonotonicMs: number): Arrival => ({ kind: "refused", atMonotonicMs });

describe("createArrivalQueue", () => {
  it("keeps the order, for readers before and after", async () => {
    const queue = createArrivalQueue();
    const first = queue.next(10_000);
    const second = queue.next(10_000);
    for (const at of [1, 2, 3]) queue.push(arrival(at));
    expect([await first, await second, await queue.next(0)]).toEqual([arrival(1), arrival(2), arrival(3)]);
  });

  it("is null at the timeout, on abort and when closed", async () => {
    const queue = createArrivalQueue();
    expect(await queue.next(1)).toBeNull();
    expect(await queue.next(10_000, AbortSignal.abort())).toBeNull();
    const stop = new AbortController();
    const aborted = queue.next(10_000, stop.signal);
    stop.abort();
    expect(await aborted).toBeNull();
    const closed = queue.next(10_000);
    queue.close();
    queue.push(arrival(1));
    expect(await closed).toBeNull();
    expect(await queue.next(10_000)).toBeNull();
  });

  it("gives nothing to a reader that left", async () => {
    const queue = createArrivalQueue();
    expect(await queue.next(1)).toBeNull();
    queue.push(arrival(5));
    expect(await queue.next(10_000)).toEqual(arrival(5));
  });

  it("drops what a flood puts beyond its limit, and tells of each", async () => {
    let dropped = 0;
    const queue = createArrivalQueue(() => (dropped += 1));
    const from = { address: "192.0.2.1", port: 500 };
    for (let atMonotonicMs = 0; atMonotonicMs < 5_000; atMonotonicMs++) {
      queue.push({ kind: "datagram", from, payload: new Uint8Array(1), atMonotonicMs });
    }
    let taken = 0;
    while ((await queue.next(0)) !== null) taken++;
    expect([taken, dropped]).toEqual([4_096, 904]);
  });
});
