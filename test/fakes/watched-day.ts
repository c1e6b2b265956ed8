import { unknownClient, emptyNetwork } from "../../main/checkup/fallbacks.ts";
import { success } from "../../main/model/failure.ts";
import type { HistoryRecord } from "../../main/model/history.ts";
import type { NetworkSnapshot } from "../../main/model/network.ts";
import type { HistoryStore } from "../../main/model/ports/history.ts";
import type { LogFollowing, LogPart } from "../../main/model/ports/logs.ts";
import type { NetworkWatcher } from "../../main/model/ports/network-watcher.ts";
import type { World } from "../../main/model/ports/world.ts";
import { dropCauses } from "../../main/watch/drop-causes.ts";
import { takeDropSnapshot } from "../../main/watch/drop-snapshot.ts";
import { runWatch, type WatchNews, type WatchRequest } from "../../main/watch/run-watch.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

export interface Day {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly watcher: NetworkWatcher;
  readonly probes: () => number;
}

/** Hours on which the address changes every ten minutes, and the tunnel drops every `dropEveryMs`. */
export function dayOf(dropEveryMs: number): Day {
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
        const isOver = (): boolean => signal.aborted;
        while (!isOver()) {
          number += 1;
          yield part(
            `<work|${number}> IKE_SA work[${number}] established between 192.0.2.10[me]...203.0.113.10[vpn]`,
            `<work|${number}> CHILD_SA office{${number}} established with SPIs f031518b_i 3d66857b_o and TS 10.0.0.1/32 === 10.0.0.0/24`,
          );
          await clock.sleep(dropEveryMs, signal);
          if (isOver()) return;
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

/** Watches it for that long: what was told, and what was kept, which also `more.store` gets where there is one. */
export async function watchFor(day: Day, durationMs: number, more: Partial<WatchRequest> = {}) {
  const kept: HistoryRecord[] = [];
  const store: HistoryStore = {
    append: (records) => {
      kept.push(...records);
      more.store?.append(records);
    },
    keepFor: () => undefined,
    read: async () => ({ records: kept, notes: [] }),
    close: async () => undefined,
  };
  const stop = new AbortController();
  void day.clock.sleep(durationMs).then(() => stop.abort());
  const news: WatchNews[] = [];
  for await (const item of watchOf(day, stop.signal, { ...more, store })) news.push(item);
  return { news, kept };
}

/** Watches it until `signal` aborts. */
export function watchOf(day: Day, signal: AbortSignal, more: Partial<WatchRequest> = {}): AsyncGenerator<WatchNews> {
  const request = {
    ...{ world: day.world, watcher: day.watcher, watchId: "w", untilDrop: false, measures: true },
    logs: { paths: [], systemLogs: true },
    dropTools: async () => ({ dropCauses, takeDropSnapshot }),
    ...more,
  };
  return runWatch(request, signal);
}
