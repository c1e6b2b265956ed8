import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

/** The specs of the desktop app. They share one running app, because only one instance of it may run. */
export default defineConfig({
  testDir: fileURLToPath(new URL("../test/e2e/app", import.meta.url)),
  outputDir: fileURLToPath(new URL("../test-results/app", import.meta.url)),
  workers: 1,
  forbidOnly: true,
  reporter: "line",
});
