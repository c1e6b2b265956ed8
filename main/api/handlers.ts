import { runCheck, type CheckResult } from "../checkup/run-check.ts";
import type { Client } from "../model/client.ts";
import { success, type Outcome } from "../model/failure.ts";
import { noPolicy } from "../model/policy.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";
import type { CaptureFiles, CaptureRunner } from "../model/ports/captures.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import type { FleetDatabase, FleetFiles, FleetStore } from "../model/ports/fleet.ts";
import type { GatewayReader } from "../model/ports/gateway.ts";
import type { HistoryStore } from "../model/ports/history.ts";
import type { HttpsClient } from "../model/ports/https.ts";
import type { KeyStore } from "../model/ports/key-store.ts";
import type { NetworkWatcher } from "../model/ports/network-watcher.ts";
import type { PolicyReader } from "../model/ports/policy.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import type { World } from "../model/ports/world.ts";
import type { LogSourceDescription } from "../model/log-source.ts";
import { version } from "../model/version.ts";
import { practiceFaults } from "../practice/fault.ts";
import type { PracticeFault } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { hex } from "./hex.ts";
import { createBundleHandlers } from "./bundle-handlers.ts";
import { createCaptureHandlers } from "./capture-handlers.ts";
import { createCaptureMakingHandlers } from "./capture-making-handlers.ts";
import { createDiagnoseHandlers } from "./diagnose-handlers.ts";
import { loadKnownIssues } from "./known-issue-store.ts";
import { createLastReportStore } from "./last-report-store.ts";
import { createLogHandlers } from "./log-handlers.ts";
import { createFleetHandlers } from "./fleet-handlers.ts";
import { createGatewayHandlers } from "./gateway-handlers.ts";
import { createKeysHandlers } from "./keys-handlers.ts";
import { createLanguageHandlers } from "./language-handlers.ts";
import { underPolicy } from "./policy-guard.ts";
import { createProbeHandlers } from "./probe-handlers.ts";
import { createRequestHandlers } from "./request-handlers.ts";
import { createSettingsHandlers } from "./settings-handlers.ts";
import { createWatchHandlers } from "./watch-handlers.ts";
import { dropCauses } from "../watch/drop-causes.ts";
import { takeDropSnapshot } from "../watch/drop-snapshot.ts";
import { createMetNames } from "./met-names.ts";
import type { Pseudonyms } from "./sealed-bundle.ts";

export interface HandlerSetup {
  readonly os: Client["os"];
  readonly door: "app" | "serve" | "cli";
  readonly world: () => World;
  /** Where this operating system keeps logs. */
  readonly logSources: () => readonly LogSourceDescription[];
  readonly captureFiles: CaptureFiles;
  /** Absent where captures cannot be made. */
  readonly captureRunner?: CaptureRunner;
  /** Absent where bundles can be neither read from files nor written to them. */
  readonly bundleFiles?: BundleFiles;
  readonly keyStore: KeyStore;
  readonly dataFiles: DataFiles;
  readonly smallFiles: SmallFiles;
  readonly https: HttpsClient;
  readonly gatewayReader: GatewayReader;
  /** Absent where no fleet is kept. */
  readonly fleet?: { readonly store: FleetStore; readonly files: FleetFiles; readonly database: FleetDatabase };
  /** Absent where the network cannot be watched. */
  readonly watcher?: NetworkWatcher;
  /** Absent where nothing that was watched is kept. */
  readonly history?: HistoryStore;
  /** Absent where nobody manages the computer. */
  readonly policy?: PolicyReader;
  /** A world in which the gateway `practice` stands behind a simulated router with these faults. */
  readonly practiceWorld: (
    faults: readonly PracticeFault[],
  ) => Promise<Outcome<{ readonly world: World; readonly close: () => Promise<void> }>>;
}

/** Runs kept for "share": the last few are enough, and they hold raw log lines. */
const maxRunsKept = 4;

/** The real handlers, the same behind every door. */
export function createHandlers(setup: HandlerSetup): Handlers {
  const { os, door, world, practiceWorld, logSources, captureFiles } = setup;
  const runs = new Map<string, CheckResult>();
  let lastRunId: string | undefined;

  const pseudonyms = new Map<string, Pseudonyms>();

  const keep = (result: CheckResult, itsPseudonyms?: Pseudonyms): void => {
    lastRunId = result.report.run.id;
    runs.set(lastRunId, result);
    if (itsPseudonyms !== undefined) pseudonyms.set(lastRunId, itsPseudonyms);
    for (const oldest of runs.keys()) {
      if (runs.size <= maxRunsKept) break;
      runs.delete(oldest);
      pseudonyms.delete(oldest);
    }
  };

  // Who runs a command keeps what it prints.
  const lastReports = door === "cli" ? undefined : createLastReportStore(setup.dataFiles);
  const metNames = createMetNames();
  const logHandlers = createLogHandlers({ world, logSources, run: (runId) => runs.get(runId), metNames });

  const handlers: Omit<Handlers, "policy.read"> = {
    about: async () => success({ version, os, door, practiceFaults: practiceFaults.map(describeFault) }),
    "profiles.list": async (_input, { signal }) => success(await world().machine.profiles(signal)),
    "check.run": async ({ options, practice }, { signal, emit }) => {
      const run = async (inWorld: World): Promise<Outcome<CheckResult["report"]>> => {
        const runId = hex(inWorld.random.bytes(8));
        const knownIssues = (await loadKnownIssues(setup.dataFiles)).set.issues;
        const progress = runCheck({ world: inWorld, options, runId, knownIssues }, signal);
        for (;;) {
          const next = await progress.next();
          if (next.done === true) {
            keep(next.value);
            if (practice === undefined) await lastReports?.save(next.value.report);
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
      if (lastRunId === undefined) {
        const report = await lastReports?.load();
        // What was read of the logs was not kept: a file that is made of it has the report alone.
        if (report !== undefined) keep({ report, events: [], sources: [], linesRead: 0 });
      }
      const result = lastRunId === undefined ? undefined : runs.get(lastRunId);
      return success(result === undefined ? {} : { report: result.report });
    },
    "check.forget": async () => {
      const removed = await lastReports?.forget();
      if (removed?.ok === false) return removed;
      lastRunId = undefined;
      return success({});
    },
    ...logHandlers,
    ...createProbeHandlers({ world, practiceWorld }),
    ...createCaptureHandlers({ world, captureFiles }),
    ...createCaptureMakingHandlers(setup),
    ...createGatewayHandlers(setup),
    ...createFleetHandlers(setup),
    ...createDiagnoseHandlers({ ...setup, run: (runId) => runs.get(runId), metNames }),
    ...createKeysHandlers(setup),
    ...createLanguageHandlers(),
    ...createWatchHandlers({ ...setup, dropTools: async () => ({ dropCauses, takeDropSnapshot }) }),
    ...createSettingsHandlers(setup),
    ...createRequestHandlers({ ...setup, keep }),
    ...createBundleHandlers({
      ...setup,
      run: (runId) => runs.get(runId ?? lastRunId ?? ""),
      pseudonymsOf: (runId) => pseudonyms.get(runId),
      metNames,
    }),
  };
  return underPolicy(handlers, setup.policy ?? { read: async () => noPolicy });
}

function describeFault({ name, title, unit, defaultValue }: (typeof practiceFaults)[number]) {
  return {
    name,
    title,
    ...(unit === undefined ? {} : { unit }),
    ...(defaultValue === undefined ? {} : { defaultValue }),
  };
}
