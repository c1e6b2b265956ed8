import { failure, success } from "../model/failure.ts";
import type { HistoryStore } from "../model/ports/history.ts";
import type { NetworkWatcher } from "../model/ports/network-watcher.ts";
import type { World } from "../model/ports/world.ts";
import { runWatch, type DropTools } from "../watch/run-watch.ts";
import type { Handlers } from "./dispatch.ts";
import { hex } from "./hex.ts";

interface WatchHandlerSetup {
  readonly world: () => World;
  /** What is done when a session drops. */
  readonly dropTools: () => Promise<DropTools>;
  /** Absent where nothing can be watched. */
  readonly watcher?: NetworkWatcher;
  /** Absent where nothing is kept. */
  readonly history?: HistoryStore;
}

/** The calls about watching, and about what was seen. */
export function createWatchHandlers({
  world,
  dropTools,
  watcher,
  history,
}: WatchHandlerSetup): Pick<Handlers, "watch.run" | "history.read"> {
  return {
    "watch.run": async ({ logs, gateway, untilDrop, measures }, { signal, emit }) => {
      if (watcher === undefined)
        return failure("not-supported", "The network of this computer cannot be watched here.");
      const inWorld = world();
      const watchId = hex(inWorld.random.bytes(8));
      const startedAtMs = inWorld.clock.wallMs();
      const systemLogs = logs.systemLogs && logs.logPaths.length === 0;
      const following = { paths: logs.logPaths, systemLogs };
      let changes = 0;
      let drops = 0;
      const request = {
        world: inWorld,
        watcher,
        store: history,
        watchId,
        logs: following,
        gateway,
        untilDrop,
        measures,
        dropTools,
      };
      for await (const news of runWatch(request, signal)) {
        if (news.kind === "change") changes += 1;
        if (news.kind === "drop") drops += 1;
        emit(news);
      }
      return success({ watchId, startedAtMs, endedAtMs: inWorld.clock.wallMs(), changes, drops });
    },
    "history.read": async ({ fromMs, toMs, limit }) => {
      if (history === undefined) return success({ records: [], notes: [] });
      const { records, notes } = await history.read(fromMs, toMs ?? world().clock.wallMs(), limit);
      return success({ records: [...records], notes: [...notes] });
    },
  };
}
