import { appendFileSync, existsSync } from "node:fs";
import { createSystemClock } from "../../main/host/clock.ts";
import { createWindowsWatcher } from "../../main/host/network-watch/polled.ts";
import { failure } from "../../main/model/failure.ts";

/*
 * `node watcher.mjs TOLD STOP exit|stop`: watches the network of this Windows until the file STOP is there, then stops, or
 * exits in the midst of it with the code 7. Writes a line to TOLD for everything that it hears. Its clock stands still, so
 * that all that it hears of is what Windows tells of by itself.
 */

const [toldFile = "", stopFile = "", mode] = process.argv.slice(2);
const say = (line: string): void => appendFileSync(toldFile, `${line}\n`);
const clock = createSystemClock();
const stop = new AbortController();
const watcher = createWindowsWatcher({
  clock: {
    ...clock,
    sleep: (_durationMs, signal) =>
      new Promise((resolve) => signal?.addEventListener("abort", () => resolve(), { once: true })),
  },
  run: async () => failure("not-found", "No program is run here."),
  snapshot: async () => {
    throw new Error("The network is not read here.");
  },
  readWifi: async () => [],
});

const looking = setInterval(() => {
  if (!existsSync(stopFile)) return;
  if (mode === "exit") process.exit(7);
  clearInterval(looking);
  stop.abort();
}, 100);
await watcher.hints(
  () => say("hint"),
  stop.signal,
  (reason) => say(`reason: ${reason}`),
);
say("stopped");
