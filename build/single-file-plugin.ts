import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Scripts that the single file carries as text (`NativeScript` of main/host/native-script.ts). */
const scripts = ["linux/gateway-facts.sh", "linux/kernel-counters.sh"];

const scriptTexts = (): Readonly<Record<string, string>> =>
  Object.fromEntries(scripts.map((name) => [name, readFileSync(`${root}native-scripts/${name}`, "utf8")]));

/** What stands in the single file in place of modules that find other files by where they themselves are. */
const replacedModules: Readonly<Record<string, () => string>> = {
  "main/doors/fleet-thread-url.ts": () => `export const fleetThreadUrl = new URL(import.meta.url);`,

  "main/host/native-script.ts": () => `
    const texts = ${JSON.stringify(scriptTexts())};
    export const readNativeScript = async (script) => ({ ok: true, value: texts[script] });`,

  // The package of the command line has the page beside the single file.
  "main/doors/ensure-renderer.ts": () => `
    import { existsSync } from "node:fs";
    const message = "This copy is the command line alone; the package of npm and the desktop app bring the window along.";
    export async function ensureRenderer() {
      const folder = new URL("renderer/", import.meta.url);
      return existsSync(new URL("index.html", folder))
        ? { ok: true, value: folder }
        : { ok: false, error: { code: "not-found", message } };
    }`,
};

/**
 * Node before 22.13 has no SQLite, and an import of it would end the program at once; so it fails where it is used, as an
 * unreadable file does. Node 22 has it and warns on stderr that it is experimental, which tells a person nothing.
 */
const sqliteModule = `
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  const sqlite = process.getBuiltinModule?.("node:sqlite");
  process.emitWarning = emitWarning;
  class NoDatabase {
    constructor() {
      throw new Error("this Node has no SQLite; Node 22.13 and newer have");
    }
  }
  export const DatabaseSync = sqlite?.DatabaseSync ?? NoDatabase;`;

const sqliteId = "\0node-sqlite-where-there-is-one";

/** Makes a bundle that needs no other file of this project when it runs. */
export function singleFilePlugin(): Plugin {
  return {
    name: "single-file",
    enforce: "pre",
    resolveId: (id) => (id === "node:sqlite" ? sqliteId : undefined),
    load: (id) => {
      if (id === sqliteId) return sqliteModule;
      return replacedModules[relative(root, id).split(sep).join("/")]?.();
    },
  };
}
