import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { singleFilePlugin } from "./single-file-plugin.ts";

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * The whole command line as one file for any Node since 22, without node_modules. koffi alone stays outside, because it is
 * native code: where it is installed beside the file, whole datagrams can be sent; elsewhere what needs them is unknown.
 */
export default defineConfig({
  root: fromRoot("."),
  publicDir: false,
  plugins: [singleFilePlugin()],
  ssr: { noExternal: true, external: ["koffi"], target: "node" },
  build: {
    ssr: fromRoot("main/doors/cli/single-file.ts"),
    target: "node22",
    outDir: fromRoot("out/single-file"),
    emptyOutDir: true,
    copyPublicDir: false,
    minify: false,
    sourcemap: false,
    rolldownOptions: {
      platform: "node",
      output: {
        format: "es",
        entryFileNames: "tunnel-doctor.mjs",
        codeSplitting: false,
        banner: "#!/usr/bin/env node",
      },
    },
  },
});
