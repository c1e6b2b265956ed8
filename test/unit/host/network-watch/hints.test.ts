import { describe, expect, it } from "vitest";
import { programHints } from "../../../../main/host/network-watch/program-hints.ts";
import type { CommandEnd, StreamCommand } from "../../../../main/host/log-sources/stream-command.ts";
import { createVirtualClock } from "../../../fakes/virtual-clock.ts";

/** A program that prints each of these and ends so. */
const printing =
  (started: string[], ends: CommandEnd, ...texts: readonly string[]): StreamCommand =>
  (program, args) => {
    started.push([program, ...args].join(" "));
    return {
      output: (async function* () {
        for (const text of texts) yield new TextEncoder().encode(text);
      })(),
      ended: Promise.resolve(ends),
      stop: () => undefined,
    };
  };

describe("programHints", () => {
  it("tells of everything that is printed, and starts a program again that ended", async () => {
    const clock = createVirtualClock();
    const stop = new AbortController();
    const started: string[] = [];
    let hints = 0;
    void clock.sleep(12_000).then(() => stop.abort());
    const run = printing(started, { kind: "exited", exitCode: 0 }, "2: eth0", "3: eth1");
    await programHints(["ip", "monitor"], () => (hints += 1), { run, clock, signal: stop.signal });
    expect(started).toEqual(["ip monitor", "ip monitor", "ip monitor"]);
    expect(hints).toBe(6);
  });

  it("does without a program that is not installed", async () => {
    const started: string[] = [];
    const run = printing(started, { kind: "not-installed" });
    const { signal } = new AbortController();
    await programHints(["ip"], () => undefined, { run, clock: createVirtualClock(), signal });
    expect(started).toHaveLength(1);
  });
});
