import { parentPort } from "node:worker_threads";
import { maxBundleFileBytes } from "../bundle/open-bundle.ts";
import { parseFleetFile } from "../fleet/parse-file.ts";
import type { FleetThreadTask } from "../host/fleet-store/fleet-files.ts";
import { readBundleFile } from "../host/fleet-store/read-bundle-file.ts";
import type { FleetParsed } from "../model/ports/fleet.ts";

/* The program of a thread that reads bundles for `fleet add`. One that is made to do harm can end the thread, not more. */

/** A zip of bundles may be larger than one bundle. */
const maxFileBytes = 8 * maxBundleFileBytes;

let last = Promise.resolve();

parentPort?.on("message", ({ path, identities }: FleetThreadTask) => {
  // One after the other, so that it is known which one ended the thread.
  last = last.then(async () => parentPort?.postMessage(await answer(path, identities)));
});

async function answer(path: string, identities: readonly string[]): Promise<readonly FleetParsed[]> {
  const bytes = readBundleFile(path, maxFileBytes);
  if (!bytes.ok) return [{ kind: "refused", source: path, code: bytes.error.code, reason: bytes.error.message }];
  return parseFleetFile(bytes.value, path, identities);
}
