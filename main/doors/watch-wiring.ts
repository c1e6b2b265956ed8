import { createWatchHandlers } from "../api/watch-handlers.ts";
import type { Handlers } from "../api/dispatch.ts";
import { createNetworkWatcher } from "../host/network-watch/watcher.ts";
import { mayHavePolicy } from "../host/policy/policy-places.ts";
import { createHistoryStore } from "../host/store/history-store.ts";
import { currentOs } from "../host/system-info.ts";
import { createHostWorld } from "../host/world.ts";
import type { DropTools } from "../watch/run-watch.ts";

/** The part of `wireHandlers` that a watch needs: it runs for days, and should not hold the rest in memory. */
export function wireWatch(): Pick<Handlers, "watch.run" | "history.read"> {
  const history = createHistoryStore();
  const base = createHostWorld({ history });
  const handlers = createWatchHandlers({
    world: () => base,
    watcher: createNetworkWatcher(currentOs(), base.clock),
    history,
    dropTools: loadDropTools,
  });
  return mayHavePolicy(currentOs()) ? { ...handlers, "watch.run": underPolicy(handlers["watch.run"]) } : handlers;
}

/** The watch, bound by the organisation's policy, which is loaded only where there may be one. */
function underPolicy(watch: Handlers["watch.run"]): Handlers["watch.run"] {
  return async (input, context) => {
    const [{ watchUnder }, { createPolicyReader }] = await Promise.all([
      import("../api/policy-guard.ts"),
      import("../host/policy/policy-reader.ts"),
    ]);
    return watchUnder(createPolicyReader(currentOs()), watch)(input, context);
  };
}

async function loadDropTools(): Promise<DropTools> {
  const [{ dropCauses }, { takeDropSnapshot }] = await Promise.all([
    import("../watch/drop-causes.ts"),
    import("../watch/drop-snapshot.ts"),
  ]);
  return { dropCauses, takeDropSnapshot };
}
