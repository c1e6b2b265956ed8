import { planBundle, type BundlePlan } from "../bundle/plan-bundle.ts";
import { bundleFileName, writeBundle } from "../bundle/write-bundle.ts";
import { runCheck, type CheckResult } from "../checkup/run-check.ts";
import type { Client } from "../model/client.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { CaptureFiles, World } from "../model/ports.ts";
import type { LogSourceDescription } from "../model/log-source.ts";
import { version } from "../model/version.ts";
import { practiceFaults } from "../practice/fault.ts";
import type { PracticeFault } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { encodeBase64 } from "./base64.ts";
import { hex } from "./hex.ts";
import { createCaptureHandlers } from "./capture-handlers.ts";
import { createLogHandlers } from "./log-handlers.ts";
import { createProbeHandlers } from "./probe-handlers.ts";

export interface HandlerSetup {
  readonly os: Client["os"];
  readonly door: "app" | "serve" | "cli";
  readonly world: () => World;
  /** Where this operating system keeps logs. */
  readonly logSources: () => readonly LogSourceDescription[];
  readonly captureFiles: CaptureFiles;
  /** A world in which the gateway `practice` stands behind a simulated router with these faults. */
  readonly practiceWorld: (
    faults: readonly PracticeFault[],
  ) => Promise<Outcome<{ readonly world: World; readonly close: () => Promise<void> }>>;
}

/** Runs kept for "share": the last few are enough, and they hold raw log lines. */
const maxRunsKept = 4;

/** The real handlers, the same behind every door. */
export function createHandlers({ os, door, world, practiceWorld, logSources, captureFiles }: HandlerSetup): Handlers {
  const runs = new Map<string, CheckResult>();
  let lastRunId: string | undefined;

  const keep = (result: CheckResult): void => {
    lastRunId = result.report.run.id;
    runs.set(lastRunId, result);
    for (const oldest of runs.keys()) {
      if (runs.size <= maxRunsKept) break;
      runs.delete(oldest);
    }
  };

  const logHandlers = createLogHandlers({ world, logSources, run: (runId) => runs.get(runId) });

  const planOf = (runId: string): Outcome<{ readonly plan: BundlePlan; readonly result: CheckResult }> => {
    const result = runs.get(runId);
    if (result === undefined) return failure("not-found", "This run is no longer kept; run the check again.");
    return success({ plan: planBundle(result.report, result.events), result });
  };

  return {
    about: async () => success({ version, os, door, practiceFaults: practiceFaults.map(describeFault) }),
    "profiles.list": async (_input, { signal }) => success(await world().machine.profiles(signal)),
    "check.run": async ({ options, practice }, { signal, emit }) => {
      const run = async (inWorld: World): Promise<Outcome<CheckResult["report"]>> => {
        const runId = hex(inWorld.random.bytes(8));
        const progress = runCheck({ world: inWorld, options, runId }, signal);
        for (;;) {
          const next = await progress.next();
          if (next.done === true) {
            keep(next.value);
            return success(next.value.report);
          }
          emit(next.value);
        }
      };
      if (practice === undefined) return run(world());
      const practising = await practiceWorld(practice);
      if (!practising.ok) return practising;
      try {
        return await run(practising.value.world);
      } finally {
        await practising.value.close();
      }
    },
    "check.last": async () => {
      const result = lastRunId === undefined ? undefined : runs.get(lastRunId);
      return success(result === undefined ? {} : { report: result.report });
    },
    ...logHandlers,
    ...createProbeHandlers({ world, practiceWorld }),
    ...createCaptureHandlers({ world, captureFiles }),
    "bundle.preview": async ({ runId }) => {
      const planned = planOf(runId);
      if (!planned.ok) return planned;
      const { files, secretsRemoved } = planned.value.plan;
      return success({
        files: files.map(({ path, about, text }) => ({
          path,
          about,
          sizeBytes: new TextEncoder().encode(text).length,
        })),
        secretsRemoved: { ...secretsRemoved },
        warnings: ["IP addresses, host names, user names and network names are in these files as they are."],
      });
    },
    "bundle.create": async ({ runId }) => {
      const planned = planOf(runId);
      if (!planned.ok) return planned;
      const createdAtMs = world().clock.wallMs();
      const bytes = writeBundle(planned.value.plan, planned.value.result.report, createdAtMs);
      return success({
        fileName: bundleFileName(createdAtMs),
        sizeBytes: bytes.length,
        contentBase64: encodeBase64(bytes),
      });
    },
  };
}

function describeFault({ name, title, unit, defaultValue }: (typeof practiceFaults)[number]) {
  return {
    name,
    title,
    ...(unit === undefined ? {} : { unit }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
  };
}
