import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runCommand } from "../host/run-command.ts";
import { failure, success, type Outcome } from "../model/failure.ts";

const buildTimeoutMs = 120_000;

/**
 * The folder of the built interface. In a checkout it is built when it is missing; an installed package brings it along.
 */
export async function ensureRenderer(signal: AbortSignal): Promise<Outcome<URL>> {
  // From main/doors/ in a checkout and from out/cli/ in a package, the project's root is two folders up.
  const root = new URL("../../", import.meta.url);
  const folder = new URL("out/renderer/", root);
  if (existsSync(new URL("index.html", folder))) return success(folder);
  const vite = fileURLToPath(new URL("node_modules/vite/bin/vite.js", root));
  if (!existsSync(vite)) {
    return failure("not-found", "The interface is not built, and this copy lacks what builds it; run npm ci first.");
  }
  const config = fileURLToPath(new URL("build/vite.renderer.ts", root));
  const built = await runCommand(process.execPath, [vite, "build", "--config", config, "--logLevel", "error"], {
    timeoutMs: buildTimeoutMs,
    signal,
  });
  if (built.ok && existsSync(new URL("index.html", folder))) return success(folder);
  return failure("command-failed", "The interface could not be built; npm run build:renderer shows why.");
}
