import react from "@vitejs/plugin-react";
import { licencesPlugin } from "./licences-plugin.ts";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const fromRoot = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * The page, for every door: relative addresses, so that it does not matter where it stands; no script, style or image
 * inside the HTML, because the page's policy forbids them.
 */
export default defineConfig({
  root: fromRoot("renderer"),
  publicDir: false,
  base: "./",
  plugins: [react(), licencesPlugin()],
  build: {
    outDir: fromRoot("out/renderer"),
    emptyOutDir: true,
    // The oldest browsers that have :has() and color-mix().
    target: ["chrome111", "firefox121", "safari17"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
