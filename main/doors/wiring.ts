import { createHandlers, type HandlerSetup } from "../api/handlers.ts";
import type { Handlers } from "../api/dispatch.ts";
import { success } from "../model/failure.ts";
import { createBundleFiles } from "../host/bundle-files.ts";
import { createCaptureFiles } from "../host/capture-file.ts";
import { createCaptureRunner } from "../host/capture-runner.ts";
import { createDataFiles } from "../host/data-folder.ts";
import { createFleetDatabase } from "../host/fleet-postgres.ts";
import { createFleetFiles } from "../host/fleet-store/fleet-files.ts";
import { createFleetStore } from "../host/fleet-store/fleet-store.ts";
import { createGatewayReader } from "../host/gateway-reader.ts";
import { createHttpsClient } from "../host/https-client.ts";
import { createKeyStore, type KeyProtection } from "../host/key-store.ts";
import { listLogSources } from "../host/log-sources/source-list.ts";
import { startPracticeRouter } from "../host/practice/router-server.ts";
import { createPracticeWorld } from "../host/practice/world.ts";
import { createNetworkWatcher } from "../host/network-watch/watcher.ts";
import { createPolicyReader } from "../host/policy/policy-reader.ts";
import { createHistoryStore } from "../host/store/history-store.ts";
import { createSmallFiles } from "../host/small-files.ts";
import { createHostWorld } from "../host/world.ts";
import { currentOs } from "../host/system-info.ts";
import { fleetThreadUrl } from "./fleet-thread-url.ts";

/**
 * The house with this machine under it: the only place where `host` meets the rest.
 *
 * @param keyProtection encryption of kept keys by the operating system, where the door has one
 */
export function wireHandlers(door: HandlerSetup["door"], keyProtection?: KeyProtection): Handlers {
  const history = createHistoryStore();
  const base = createHostWorld({ history });
  return createHandlers({
    os: currentOs(),
    door,
    world: () => base,
    logSources: () => listLogSources(currentOs()),
    captureFiles: createCaptureFiles(),
    captureRunner: createCaptureRunner(),
    bundleFiles: createBundleFiles(),
    keyStore: createKeyStore(keyProtection),
    dataFiles: createDataFiles(),
    smallFiles: createSmallFiles(),
    https: createHttpsClient(),
    gatewayReader: createGatewayReader(),
    fleet: { store: createFleetStore(), files: createFleetFiles(fleetThreadUrl), database: createFleetDatabase() },
    history,
    policy: createPolicyReader(currentOs()),
    watcher: createNetworkWatcher(currentOs(), base.clock),
    practiceWorld: async (faults) => {
      // A router of its own for this run, on a port that the system chooses, so that runs cannot disturb each other.
      const router = await startPracticeRouter({ faults, port: 0 });
      if (!router.ok) return router;
      const world = createPracticeWorld({ routerPort: router.value.port, base, faults });
      return success({ world, close: router.value.close });
    },
  });
}
