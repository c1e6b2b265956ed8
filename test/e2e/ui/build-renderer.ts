import { fileURLToPath } from "node:url";
import { build, loadConfigFromFile } from "vite";

/** Builds the page, so that the specs never judge an old one. */
export async function buildRenderer(): Promise<void> {
  const file = fileURLToPath(new URL("../../../build/vite.renderer.ts", import.meta.url));
  const loaded = await loadConfigFromFile({ command: "build", mode: "production" }, file);
  await build({ ...loaded?.config, configFile: false, logLevel: "warn" });
}
