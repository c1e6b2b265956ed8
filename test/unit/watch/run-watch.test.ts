import { describe, expect, it } from "vitest";
import { unknownClient, emptyNetwork } from "../../../main/checkup/fallbacks.ts";
import { success } from "../../../main/model/failure.ts";
import type { HistoryRecord } from "../../../main/model/history.ts";
import type { NetworkSnapshot } from "../../../main/model/network.ts";
import type { HistoryStore, LogFollowing, LogPart, NetworkWatcher, World } from "../../../main/model/ports.ts";
import { dropCauses } from "../../../main/watch/drop-causes.ts";
import { takeDropSnapshot } from "../../../main/watch/drop-snapshot.ts";
import { runWatch, type WatchNews } from "../../../main/watch/run-watch.ts";
import { createVirtualClock, type VirtualClock } from "../../fakes/virtual-clock.ts";

const dayMs = 86_400_000;

interface Day {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly watcher: NetworkWatcher;
  readonly probes: () => number;
}

/** A day on which the address changes every ten minutes, and the tunnel drops every `dropEveryMs`. */
function dayOf(dropEveryMs: number): Day {
  const clock = createVirtualClock();
  let probes = 0;
  let number = 0;
  const network = async (): Promise<NetworkSnapshot> => ({
    ...emptyNetwork(clock.wallMs()),
    interfaces: [
      {
        name: "eth0",
        kind: "wired",
        up: true,
        addresses: [
          {
            address: `192.168.1.${1 + (Math.floor(clock.monotonicMs() / 600_000) % 200)}`,
            family: "ipv4",
            prefixLength: 24,
            addressClass: "private",
          },
        ],
      },
    ],
  });
  const stamp = (): string => new Date(clock.wallMs()).toISOString().replace("Z", "+0000");
  const part = (...messages: readonly string[]): LogPart => ({
    kind: "lines",
    lines: messages.map((message) => ({ source: "charon.log", lineNumber: 1, text: `${stamp()} 04[IKE] ${message}` })),
  });
  const world = {
    clock,
    random: { bytes: (length: number) => new Uint8Array(length) },
    logs: {
      utcOffsetMinutes: () => 0,
      read: async function* () {
        /* nothing */
      },
      follow: async function* (_what: LogFollowing, signal: AbortSignal): AsyncGenerator<LogPart> {
        while (!signal.aborted) {
          number += 1;
          yield part(
            `<work|${number}> IKE_SA work[${number}] established between 192.0.2.10[me]...203.0.113.10[vpn]`,
            `<work|${number}> CHILD_SA office{${number}} established with SPIs f031518b_i 3d66857b_o and TS 10.0.0.1/32 === 10.0.0.0/24`,
          );
          await clock.sleep(dropEveryMs, signal);
          if (signal.aborted) return;
          yield part(`<work|${number}> giving up after 5 retransmits`);
          await clock.sleep(1_000, signal);
        }
      },
    },
    machine: { client: async () => unknownClient, network, ipsecErrors: async () => ({ XfrmInNoStates: 2 }) },
    names: {
      resolve: async () => {
        probes += 1;
        return success({ addresses: [], durationMs: 1 });
      },
    },
  } as unknown as World;
  const watcher: NetworkWatcher = {
    pollMs: 10_000,
    // The poll has to do.
    hints: async () => undefined,
    network,
    refresh: async () => undefined,
    counters: async () => [],
  };
  return { clock, world, watcher, probes: () => probes };
}

const dropsIn = (kept: readonly HistoryRecord[]) => kept.filter((record) => record.kind === "drop");

async function watchFor(day: Day, durationMs: number, more: Partial<Parameters<typeof runWatch>[0]> = {}) {
  const kept: HistoryRecord[] = [];
  const store: HistoryStore = {
    append: (records) => void kept.push(...records),
    keepFor: () => undefined,
    read: async () => ({ records: kept, notes: [] }),
    close: async () => undefined,
  };
  const stop = new AbortController();
  void day.clock.sleep(durationMs).then(() => stop.abort());
  const request = {
    ...{ world: day.world, watcher: day.watcher, store, watchId: "w", untilDrop: false, measures: true },
    logs: { paths: [], systemLogs: true },
    dropTools: async () => ({ dropCauses, takeDropSnapshot }),
    ...more,
  };
  const news: WatchNews[] = [];
  for await (const item of runWatch(request, stop.signal)) news.push(item);
  return { news, kept };
}

describe("runWatch", () => {
  it("stays in its bounds for a day of drops and changes", async () => {
    const day = dayOf(300_000);
    const { news, kept } = await watchFor(day, dayMs);
    const count = (kind: WatchNews["kind"]): number => news.filter((item) => item.kind === kind).length;
    expect(count("drop")).toBeGreaterThan(280);
    expect(count("drop-snapshot")).toBeGreaterThan(280);
    // 143 changes of address, and nothing that did not happen.
    expect(count("change")).toBe(143);
    // One look at the gateway in ten minutes at most.
    expect(day.probes()).toBeLessThanOrEqual(dayMs / 600_000);
    expect(day.probes()).toBeGreaterThan(70);
    expect(new Set(dropsIn(kept).map(({ dropId }) => dropId)).size).toBe(count("drop"));
    expect(new TextEncoder().encode(JSON.stringify(kept)).length).toBeLessThan(100 * 1024 * 1024);
    const largest = Math.max(...news.map((item) => (item.kind === "drop-snapshot" ? item.snapshot.events.length : 0)));
    expect(largest).toBeLessThanOrEqual(200);
  }, 60_000);

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
