import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createVirtualClock } from "../fakes/virtual-clock.ts";

describe("a virtual clock", () => {
  it("jumps over what nobody needs, wall and monotonic time together", async () => {
    const clock = createVirtualClock(1000);
    await clock.sleep(86_400_000);
    expect([clock.monotonicMs(), clock.wallMs()]).toEqual([86_400_000, 86_401_000]);
  });

  it("stands still while work is under way", async () => {
    const clock = createVirtualClock();
    const asleep = clock.sleep(10);
    for (let step = 0; step < 1000; step += 1) await Promise.resolve();
    expect(clock.monotonicMs()).toBe(0);
    await asleep;
    expect(clock.monotonicMs()).toBe(10);
  });

  it("wakes everybody in the order of time, and equals in the order of going to sleep", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 30 }), async (durations) => {
        const clock = createVirtualClock();
        const woken: (readonly [number, number])[] = [];
        await Promise.all(
          durations.map(async (durationMs, index) => {
            await clock.sleep(durationMs);
            expect(clock.monotonicMs()).toBe(durationMs);
            woken.push([durationMs, index]);
          }),
        );
        expect(woken).toEqual([...woken].toSorted((left, right) => left[0] - right[0] || left[1] - right[1]));
      }),
    );
  });

  it("wakes at once who is aborted, without any time passing", async () => {
    const clock = createVirtualClock();
    const stop = new AbortController();
    const asleep = clock.sleep(1000, stop.signal);
    stop.abort();
    await asleep;
    await clock.sleep(1000, stop.signal);
    expect([clock.monotonicMs(), clock.sleepers()]).toEqual([0, 0]);
  });
});
