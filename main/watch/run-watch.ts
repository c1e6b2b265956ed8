import { followLogs } from "../checkup/follow-logs.ts";
import { createProgressChannel, type ProgressChannel } from "../checkup/progress-channel.ts";
import type { Client } from "../model/client.ts";
import type { DropSnapshot, HistoryRecord } from "../model/history.ts";
import type { LogEvent, LogSourceResult } from "../model/log-event.ts";
import type { HistoryStore } from "../model/ports/history.ts";
import type { LogFollowing } from "../model/ports/logs.ts";
import type { NetworkWatcher } from "../model/ports/network-watcher.ts";
import type { World } from "../model/ports/world.ts";
import { endings, establishments, surroundings } from "../logs/session-vocabulary.ts";
import type { TunnelReport } from "../model/vpn-state.ts";
import type { ClockReading } from "../network/sleep.ts";
import type { dropCauses } from "./drop-causes.ts";
import type { takeDropSnapshot } from "./drop-snapshot.ts";
import { recallLogs } from "./recall-logs.ts";
import {
  advanceWatch,
  startWatch,
  tickMs,
  type DropFound,
  type WatchInput,
  type WatchOutput,
} from "./watch-machine.ts";

/** What is done when a session drops. */
export interface DropTools {
  readonly dropCauses: typeof dropCauses;
  readonly takeDropSnapshot: typeof takeDropSnapshot;
}

export interface WatchRequest {
  readonly world: World;
  readonly watcher: NetworkWatcher;
  /** Missing where nothing is kept. */
  readonly store?: HistoryStore | undefined;
  readonly watchId: string;
  readonly logs: LogFollowing;
  /** Looked at when a session drops; else the one that the logs name. */
  readonly gateway?: string | undefined;
  readonly untilDrop: boolean;
  /** Months may pass without a drop: what explains one, and looks at the gateway then, may be loaded when it is needed. */
  readonly dropTools: () => Promise<DropTools>;
  /** Whether packets may be sent after a drop. */
  readonly measures: boolean;
}

type DropRecord = Extract<HistoryRecord, { readonly kind: "drop" }>;

/** What a watch tells while it goes on. */
export type WatchNews =
  | Exclude<WatchOutput, DropFound>
  | DropRecord
  | Extract<HistoryRecord, { readonly kind: "watch-started" | "watch-ended" | "drop-snapshot" }>
  | { readonly kind: "source"; readonly result: LogSourceResult };

/** A drop that repeats itself must not make a network busy: that often at most, packets are sent by themselves. */
const burstEveryMs = 600_000;
/** Several messages of the kernel are one change; more would be felt as a delay. */
const settleMs = 60;
/** Wi-Fi is read by other programs, so that it is not read as often. */
const refreshMs = 60_000;
/** Lines that come together are weighed together. */
const gatherMs = 100;

type Item =
  | WatchInput
  | { readonly kind: "source"; readonly result: LogSourceResult }
  | { readonly kind: "drop-record"; readonly record: DropRecord }
  /** What explains drops failed, as where the program was replaced by a newer one and cannot be loaded any more. */
  | { readonly kind: "unexplained"; readonly record: DropRecord }
  | { readonly kind: "snapshot"; readonly dropId: string; readonly snapshot: DropSnapshot };

/**
 * Watches the network, the logs and the tunnels, until `signal` aborts, or until a session has dropped and its snapshot is
 * taken. Everything but log lines is kept in the store.
 */
export async function* runWatch(request: WatchRequest, signal: AbortSignal): AsyncGenerator<WatchNews, void> {
  const { world, watcher, store, watchId } = request;
  const { clock } = world;
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  const now = (): ClockReading => ({ wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() });
  const at = (): string => new Date(clock.wallMs()).toISOString();

  await watcher.refresh(until);
  const network = await watcher.network(until);
  let state = startWatch({ watchId, network }, now());
  const channel = createProgressChannel<Item>();
  const started: HistoryRecord = { kind: "watch-started", at: at(), watchId, network };
  store?.append([started]);
  yield started;
  const running = runSources(request, channel, until);
  let lastBurstMs = Number.NEGATIVE_INFINITY;

  let client: Promise<Client> | undefined;
  /** Drops that are not told yet: a stop that comes before their explanation must not keep them back. */
  const untold = new Map<string, DropRecord>();
  const unexplained = ({ dropId, session }: DropFound): DropRecord => ({
    kind: "drop",
    at: session.endedAt ?? at(),
    watchId,
    dropId,
    session,
    causes: [],
  });
  const explained = async (drop: DropFound, tools: Promise<DropTools>): Promise<DropRecord> => {
    const { session, events, network: atDrop } = drop;
    client ??= world.machine.client(until);
    const { dropCauses: causesOf } = await tools;
    const { utcOffsetMinutes } = world.logs;
    const causes = causesOf(session, { client: await client, network: atDrop, events, utcOffsetMinutes });
    return { ...unexplained(drop), causes: [...causes] };
  };

  /** Beside the loop, because a tick that waits is taken for sleep. */
  const reportDrop = async (drop: DropFound): Promise<void> => {
    const sinceMs = clock.monotonicMs() - lastBurstMs;
    const quietBecause = !request.measures
      ? "Nothing was measured, as was asked for."
      : sinceMs < burstEveryMs
        ? "Nothing was measured: that is done once in ten minutes at most."
        : undefined;
    if (quietBecause === undefined) lastBurstMs = clock.monotonicMs();
    const { dropId, session } = drop;
    const gateway = request.gateway ?? session.peer;
    const endedAtMs = Date.parse(session.endedAt ?? at());
    const about = { world, state, endedAtMs, gateway, quietBecause };
    const tools = request.dropTools();
    const taken = tools.then((loaded) => loaded.takeDropSnapshot(about, until));
    // It is waited for only after the explanation, which may have failed by then.
    taken.catch(() => undefined);
    channel.push({ kind: "drop-record", record: await explained(drop, tools) });
    const snapshot = await taken;
    // What a stop has cut off tells of nothing.
    if (!until.aborted) channel.push({ kind: "snapshot", dropId, snapshot });
  };

  // What waits at a stop is still told, but for what is read of the machine: a stop cuts that off.
  void running.then(channel.end);
  try {
    for await (const item of channel.items()) {
      if (until.aborted && (item.kind === "network" || item.kind === "tick")) continue;
      if (item.kind === "source") {
        yield item;
        continue;
      }
      if (item.kind === "drop-record") {
        untold.delete(item.record.dropId);
        store?.append([item.record]);
        yield item.record;
        continue;
      }
      if (item.kind === "unexplained") {
        // It may have been told before its snapshot failed.
        if (untold.delete(item.record.dropId)) yield item.record;
        if (request.untilDrop) break;
        continue;
      }
      if (item.kind === "snapshot") {
        const record: HistoryRecord = {
          kind: "drop-snapshot",
          at: at(),
          watchId,
          dropId: item.dropId,
          snapshot: item.snapshot,
        };
        store?.append([record]);
        yield record;
        if (request.untilDrop) break;
        continue;
      }
      const advanced = advanceWatch(state, item, now());
      state = advanced.state;
      for (const output of advanced.outputs) {
        if (output.kind === "drop-found") {
          const record = unexplained(output);
          // At once: the program may be killed before the explanation, which is kept as a second record.
          store?.append([record]);
          untold.set(output.dropId, record);
          if (!until.aborted) void reportDrop(output).catch(() => channel.push({ kind: "unexplained", record }));
          continue;
        }
        if (output.kind !== "log") store?.append([output]);
        yield output;
      }
    }
  } finally {
    // Also where whoever listened went away.
    stop.abort();
  }
  await running;
  yield* untold.values();
  const ended: HistoryRecord = { kind: "watch-ended", at: at(), watchId };
  store?.append([ended]);
  yield ended;
}

/** What is told of the tunnels, asked for again where it may have changed: programs are started for it. */
function tunnelReports(watcher: NetworkWatcher) {
  let reports: readonly TunnelReport[] = [];
  let interfaces: string | undefined;
  let isOld = true;
  return {
    now: (): readonly TunnelReport[] => reports,
    ages: (): void => {
      isOld = true;
    },
    /** Where no tunnel is up, a log or an interface tells of the next one. */
    agesUnlessQuiet: (): void => {
      isOld ||= reports.length > 0 || interfaces !== "";
    },
    /** Asks again if what is known is old or was told of other interfaces. Returns whether something was told. */
    refresh: async (names: readonly string[], signal: AbortSignal): Promise<boolean> => {
      const known = names.join(" ");
      if (watcher.tunnels === undefined || (!isOld && known === interfaces)) return false;
      isOld = false;
      interfaces = known;
      const answered = await watcher.tunnels(signal);
      if (answered === null || (answered.length === 0 && reports.length === 0)) return false;
      reports = answered;
      return true;
    },
  };
}

/** Everything that tells the watch something, until `until` aborts; it never rejects. */
async function runSources(
  { world, watcher, logs }: WatchRequest,
  { push }: ProgressChannel<Item>,
  until: AbortSignal,
): Promise<void> {
  const { clock } = world;
  const isOver = (): boolean => until.aborted;
  let reading: Promise<void> | null = null;
  let asked = false;
  // Functions, because the compiler takes what it has seen once for what stays.
  const isAsked = (): boolean => asked;
  const told = tunnelReports(watcher);
  const read = async (): Promise<void> => {
    do {
      asked = false;
      await clock.sleep(settleMs, until);
      if (isOver()) return;
      const network = await watcher.network(until);
      const names = network.interfaces.filter(({ kind, up }) => kind === "tunnel" && up).map(({ name }) => name);
      const counters = names.length === 0 ? [] : await watcher.counters(names);
      push({ kind: "network", network, counters, tunnels: told.now() });
      // Programs are asked after the change is told, which should not wait for them.
      if (await told.refresh(names, until)) push({ kind: "network", network, counters, tunnels: told.now() });
    } while (isAsked());
  };
  const look = (): void => {
    asked = true;
    reading ??= read()
      .catch(() => undefined)
      .finally(() => {
        reading = null;
        if (isAsked() && !isOver()) look();
      });
  };
  // The tunnels that are up already, and what changed since the first look.
  look();
  const ticks = async (): Promise<void> => {
    let polledMs = clock.monotonicMs();
    let refreshedMs = polledMs;
    while (!isOver()) {
      await clock.sleep(tickMs, until);
      if (isOver()) return;
      push({ kind: "tick" });
      const nowMs = clock.monotonicMs();
      if (nowMs - refreshedMs >= refreshMs) {
        refreshedMs = nowMs;
        told.agesUnlessQuiet();
        // It may take seconds, and a tick that comes late is taken for sleep.
        void watcher.refresh(until).then(look);
      }
      if (nowMs - polledMs >= watcher.pollMs) {
        polledMs = nowMs;
        look();
      }
    }
  };
  const lines = async (): Promise<void> => {
    let gathered: LogEvent[] = [];
    let gathering: Promise<void> | undefined;
    for await (const part of followLogs(world, logs, until)) {
      if (part.kind === "source") {
        push(part);
        continue;
      }
      if (gathered.length === 0)
        gathering = clock.sleep(gatherMs, until).then(() => {
          push({ kind: "events", events: gathered });
          gathered = [];
        });
      gathered.push(...part.events);
      if (part.events.some(({ event }) => event.startsWith("wifi_"))) void watcher.refresh(until).then(look);
      // The log of the system hears of changes that no other program waits for, as on Windows.
      else if (part.events.some(({ event }) => surroundings.has(event))) look();
      if (part.events.some(({ event }) => establishments.has(event) || endings.has(event))) {
        told.ages();
        look();
      }
    }
    await gathering;
  };
  const past = async (): Promise<void> => {
    const events = await recallLogs(world, logs, until);
    if (events.length > 0) push({ kind: "past", events });
  };
  const tellWhy = (note: string): void =>
    push({ kind: "source", result: { source: "Changes of the network", outcome: "failed", linesRead: 0, note } });
  await Promise.all(
    [watcher.hints(look, until, tellWhy), ticks(), lines(), past()].map((source) => source.catch(() => undefined)),
  );
}
