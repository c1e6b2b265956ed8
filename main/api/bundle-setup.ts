import type { CheckResult } from "../checkup/run-check.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";
import type { CaptureFiles } from "../model/ports/captures.ts";
import type { DataFiles } from "../model/ports/data-files.ts";
import type { KeyStore } from "../model/ports/key-store.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import type { World } from "../model/ports/world.ts";
import type { MetNames } from "./met-names.ts";
import type { Pseudonyms } from "./sealed-bundle.ts";

/** What the calls about bundles need of their door. */
export interface BundleHandlerSetup {
  readonly door: "app" | "serve" | "cli";
  readonly world: () => World;
  readonly keyStore: KeyStore;
  readonly captureFiles: CaptureFiles;
  readonly smallFiles: SmallFiles;
  readonly dataFiles: DataFiles;
  /** Absent where bundles can be neither read from files nor written to them. */
  readonly bundleFiles?: BundleFiles;
  readonly run: (runId: string | undefined) => CheckResult | undefined;
  /** What makes the pseudonyms of a run that answered a request; undefined for other runs. */
  readonly pseudonymsOf: (runId: string) => Pseudonyms | undefined;
  /** Names in what was read without a run. */
  readonly metNames: MetNames;
}
