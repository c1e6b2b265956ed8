import { createHandlers, type HandlerSetup } from "../api/handlers.ts";
import type { Handlers } from "../api/dispatch.ts";
import { success } from "../model/failure.ts";
import { createCaptureFiles } from "../host/capture-file.ts";
import { listLogSources } from "../host/log-sources/source-list.ts";
import { startPracticeRouter } from "../host/practice/router-server.ts";
import { createPracticeWorld } from "../host/practice/world.ts";
import { createHostWorld } from "../host/world.ts";
import { currentOs } from "../host/system-info.ts";

/** The house with this machine under it: the only place where `host` meets the rest. */
export function wireHandlers(door: HandlerSetup["door"]): Handlers {
  const base = createHostWorld();
  return createHandlers({
    os: currentOs(),
    door,
    world: () => base,
    logSources: () => listLogSources(currentOs()),
    captureFiles: createCaptureFiles(),
    practiceWorld: async (faults) => {
      // A router of its own for this run, on a port that the system chooses, so that runs cannot disturb each other.
      const router = await startPracticeRouter({ faults, port: 0 });
      if (!router.ok) return router;
      const world = createPracticeWorld({ routerPort: router.value.port, base, faults });
      return success({ world, close: router.value.close });
    },
  });
}
