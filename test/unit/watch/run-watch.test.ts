import { describe, expect, it } from "vitest";
import { emptyNetwork } from "../../../main/checkup/fallbacks.ts";
import type { HistoryRecord } from "../../../main/model/history.ts";
import type { NetworkSnapshot } from "../../../main/model/network.ts";
import type { LogLine } from "../../../main/model/ports/logs.ts";
import type { NetworkWatcher } from "../../../main/model/ports/network-watcher.ts";
import type { World } from "../../../main/model/ports/world.ts";
import { dayOf, watchFor, watchOf } from "../../fakes/watched-day.ts";

const dayMs = 86_400_000;

const dropsIn = (kept: readonly HistoryRecord[]) => kept.filter((record) => record.kind === "drop");

describe("runWatch", () => {
  it("ends after the first drop and its snapshot where that is asked for, and keeps what it told", async () => {
    const { news, kept } = await watchFor(dayOf(60_000), dayMs, { untilDrop: true, measures: false });
    const told = news.map(({ kind }) => kind).filter((kind) => kind !== "log");
    expect(told).toEqual(["watch-started", "drop", "drop-snapshot", "watch-ended"]);
    // At first without what explains it.
    expect(kept.map(({ kind }) => kind)).toEqual(["watch-started", "drop", ...told.slice(1)]);
    const [first, second] = dropsIn(kept);
    expect([first?.causes, { ...second, causes: [] }]).toEqual([[], first]);
    const [snapshot] = kept.flatMap((record) => (record.kind === "drop-snapshot" ? [record.snapshot] : []));
    expect(snapshot).toMatchObject({ ipsecErrors: { XfrmInNoStates: 2 }, measurements: [] });
    expect(snapshot?.events.map(({ event }) => event)).toContain("retransmit_giveup");
    expect(snapshot?.notes).toEqual(["Nothing was measured, as was asked for."]);
  });

  it("keeps a drop at once, and tells of it when it is stopped before the drop is explained", async () => {
    const day = dayOf(60_000);
    // Whoever explains it never answers.
    const { news, kept } = await watchFor(day, 70_000, { dropTools: () => new Promise(() => undefined) });
    const drops = dropsIn(kept);
    expect(drops).toHaveLength(1);
    expect(drops[0]).toMatchObject({ causes: [], session: { outcome: "dropped", cause: "retransmit_giveup" } });
    expect(news.filter(({ kind }) => kind === "drop")).toEqual(drops);
    expect(news.at(-1)?.kind).toBe("watch-ended");
  });

  it("tells of a drop, and ends, where what explains drops cannot be loaded any more", async () => {
    const dropTools = () => Promise.reject(new Error("The file is gone."));
    const { news, kept } = await watchFor(dayOf(60_000), dayMs, { untilDrop: true, dropTools });
    const told = news.map(({ kind }) => kind).filter((kind) => kind !== "log");
    expect(told).toEqual(["watch-started", "drop", "watch-ended"]);
    expect(dropsIn(kept)).toHaveLength(1);
  });

  it("says what the system does not tell of by itself", async () => {
    const day = dayOf(dayMs);
    const watcher: NetworkWatcher = {
      ...day.watcher,
      hints: async (_tell, _signal, tellWhy) => tellWhy("Windows does not tell of routes (error 50)."),
    };
    const { news, kept } = await watchFor({ ...day, watcher }, 1_000);
    expect(news.filter(({ kind }) => kind === "source")).toMatchObject([
      { result: { source: "Changes of the network", note: "Windows does not tell of routes (error 50)." } },
    ]);
    expect(kept.map(({ kind }) => kind)).toEqual(["watch-started", "watch-ended"]);
  });

  it("ends everything it began where whoever listens goes away", async () => {
    const day = dayOf(dayMs);
    const { signal } = new AbortController();
    const news = watchOf(day, signal);
    await news.next();
    await news.return(undefined);
    // Nobody is left who waits for a time to come; only then does this end.
    while (day.clock.sleepers() > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(day.clock.monotonicMs()).toBeLessThan(60_000);
  });

  it("knows a session that was up before it began by the logs of the time before", async () => {
    const day = dayOf(dayMs);
    const { clock, world } = day;
    const text = (message: string): LogLine => ({
      ...{ source: "charon.log", lineNumber: 1 },
      text: `${new Date(clock.wallMs()).toISOString().replace("Z", "+0000")} 04[IKE] <work|7> ${message}`,
    });
    const established = [
      text("IKE_SA work[7] established between 192.0.2.10[me]...203.0.113.10[vpn]"),
      text("CHILD_SA office{7} established with SPIs f031518b_i 3d66857b_o and TS 10.0.0.1/32 === 10.0.0.0/24"),
    ];
    await clock.sleep(3_600_000);
    const logs: World["logs"] = {
      utcOffsetMinutes: () => 0,
      read: async function* () {
        yield { kind: "lines", lines: established };
      },
      follow: async function* (_what, signal) {
        await clock.sleep(30_000, signal);
        yield { kind: "lines", lines: [text("giving up after 5 retransmits")] };
      },
    };
    const { news } = await watchFor({ ...day, world: { ...world, logs } }, 120_000, {
      untilDrop: true,
      measures: false,
    });
    expect(news.find(({ kind }) => kind === "drop")).toMatchObject({
      session: { connection: "work", peer: "203.0.113.10", lengthMs: 3_630_000 },
    });
  });

  it("does not lose a drop whose lines came right before the stop", async () => {
    // The lines are gathered for 100 ms before they are weighed; the stop comes within them.
    const { news, kept } = await watchFor(dayOf(60_000), 60_050);
    expect(dropsIn(kept)).toHaveLength(1);
    expect(news.filter(({ kind }) => kind === "drop")).toEqual(dropsIn(kept));
  });

  it("does not take for a change what a stop has cut off", async () => {
    const day = dayOf(dayMs);
    const network = async (signal?: AbortSignal): Promise<NetworkSnapshot> => {
      await day.clock.sleep(2_000, signal);
      return signal?.aborted === true ? emptyNetwork(day.clock.wallMs()) : day.watcher.network();
    };
    // It is looked at every ten seconds, after the two of the first look.
    const { news } = await watchFor(day, 63_000, { watcher: { ...day.watcher, network } });
    expect(news.map(({ kind }) => kind).filter((kind) => kind !== "log")).toEqual(["watch-started", "watch-ended"]);
  });
});
