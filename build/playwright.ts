import { defineConfig } from "@playwright/test";
import chromium from "@sparticuz/chromium";

/** End-to-end tests of the page in a real browser, which comes as an npm package, over a real server on the loopback. */
export default defineConfig({
  testDir: "../test/e2e/ui",
  outputDir: "../test-results/ui",
  globalSetup: "./playwright-setup.ts",
  fullyParallel: true,
  // Two cores are what the smallest supported build machine has.
  workers: 2,
  timeout: 60_000,
  // A busy machine is slow, and what is waited for comes.
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: "line",
  use: {
    locale: "en-US",
    timezoneId: "UTC",
    launchOptions: {
      executablePath: await chromium.executablePath(),
      // A container runs tests as root, where Chromium's sandbox cannot start.
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
});
