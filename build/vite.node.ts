import { fileURLToPath } from "node:url";
import { defineConfig, type EnvironmentOptions } from "vite";

/**
 * Packages that stay outside the bundles and are installed beside them: Electron itself, native code, and two that look
 * for files of their own or start programs. Everything else is bundled.
 */
export const externalPackages = ["electron", "electron-updater", "koffi", "ping", "systeminformation"];

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * One bundle: its entry, its folder below out/, its file name, and the module format.
 *
 * @param inParts what is imported when it is needed becomes a file of its own, beside the first
 */
function bundle(
  entry: string,
  folder: string,
  fileName: string,
  format: "es" | "cjs",
  inParts = false,
): EnvironmentOptions {
  return {
    consumer: "server",
    resolve: { noExternal: true, external: externalPackages },
    build: {
      target: "node24",
      outDir: fromRoot(`out/${folder}`),
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: fromRoot(entry),
        platform: "node",
        output: { format, entryFileNames: fileName, chunkFileNames: "[name].js", codeSplitting: inParts },
      },
    },
  };
}

/** The programs that run in Node or in Electron's main process: the desktop door, its preload script, the command line. */
export default defineConfig({
  root: fromRoot("."),
  publicDir: false,
  environments: {
    app: bundle("main/doors/app/main.ts", "app", "main.js", "es"),
    // A sandboxed preload script must be CommonJS.
    preload: bundle("main/doors/app/preload.ts", "app", "preload.cjs", "cjs"),
    cli: bundle("main/doors/cli/main.ts", "cli", "main.js", "es", true),
    appThread: bundle("main/doors/fleet-thread.ts", "app", "fleet-thread.js", "es"),
    cliThread: bundle("main/doors/fleet-thread.ts", "cli", "fleet-thread.js", "es"),
  },
  builder: {
    buildApp: async (builder) => {
      for (const name of ["app", "preload", "cli", "appThread", "cliThread"]) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`There is no bundle named ${name}.`);
        await builder.build(environment);
      }
    },
  },
});
