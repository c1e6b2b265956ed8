import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium as browsers, type Page } from "@playwright/test";
import chromium from "@sparticuz/chromium";
import { startServe } from "../../../main/doors/serve/server.ts";
import { assetsFolder } from "./assets-folder.ts";
import { buildRenderer } from "./build-renderer.ts";
import { createFakeHandlers, type FakeProfiles } from "./fake-handlers.ts";

/* `node test/e2e/ui/screenshots.ts [NAME]`: every state of the page as a picture, in screenshots/. */

interface Picture {
  readonly name: string;
  readonly profiles?: FakeProfiles;
  readonly narrow?: true;
  readonly take: (page: Page) => Promise<unknown>;
}

const folder = fileURLToPath(new URL("../../../screenshots/", import.meta.url));

const button = (page: Page, name: string) => page.getByRole("button", { name });

async function run(page: Page, gateway: string): Promise<void> {
  await page.getByLabel("VPN gateway").fill(gateway);
  await button(page, "Check my VPN").click();
}

async function finish(page: Page, gateway: string): Promise<void> {
  await run(page, gateway);
  await button(page, "New check").waitFor();
}

async function unfold(page: Page): Promise<void> {
  const folded = page.locator("details:not([open]) > summary");
  while ((await folded.count()) > 0) await folded.first().click();
}

const pictures: readonly Picture[] = [
  { name: "start", take: (page) => page.getByText("Found in your VPN profile").waitFor() },
  { name: "start-none", profiles: "none", take: (page) => page.getByText("No VPN profile was found").waitFor() },
  { name: "start-several", profiles: "several", take: unfold },
  { name: "start-invalid", take: (page) => run(page, "not an address") },
  {
    name: "running",
    take: async (page) => {
      await run(page, "slow.example.com");
      await page.getByText("asking port 4500").waitFor();
    },
  },
  {
    name: "stopped",
    take: async (page) => {
      await run(page, "slow.example.com");
      await button(page, "Stop the check").click();
      await button(page, "New check").waitFor();
    },
  },
  {
    name: "failed",
    take: async (page) => {
      await run(page, "error.example.com");
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "problem", take: (page) => finish(page, "vpn.example.com") },
  {
    name: "problem-unfolded",
    take: async (page) => {
      await finish(page, "vpn.example.com");
      await unfold(page);
    },
  },
  { name: "healthy", take: (page) => finish(page, "healthy.example.com") },
  { name: "partial", take: (page) => finish(page, "partial.example.com") },
  {
    name: "share",
    take: async (page) => {
      await finish(page, "vpn.example.com");
      await button(page, "Share the result…").click();
      await button(page, "Create the file").waitFor();
    },
  },
  {
    name: "shared",
    take: async (page) => {
      await finish(page, "vpn.example.com");
      await button(page, "Share the result…").click();
      await button(page, "Create the file").click();
      await button(page, "Save it again").waitFor();
    },
  },
  {
    name: "measurements",
    take: async (page) => {
      await finish(page, "vpn.example.com");
      await page.getByRole("link", { name: "Measurements" }).click();
      await page.locator(".survival-replied").first().waitFor();
    },
  },
  {
    name: "timeline",
    take: async (page) => {
      await page.getByRole("link", { name: "Time line" }).click();
      const drop = page.getByRole("button", { name: /Office, .*55 min.*dropped/ });
      await drop.focus();
      await page.keyboard.press("Enter");
    },
  },
  {
    name: "logs",
    take: async (page) => {
      await page.getByRole("link", { name: "Logs" }).click();
      await page.getByText("12000 events").waitFor();
      await page.getByRole("grid").focus();
      for (let row = 0; row < 4; row++) await page.keyboard.press("ArrowDown");
    },
  },
  { name: "narrow-start", narrow: true, take: (page) => page.getByText("Found in your VPN profile").waitFor() },
  { name: "narrow-problem", narrow: true, take: (page) => finish(page, "vpn.example.com") },
];

await buildRenderer();
mkdirSync(folder, { recursive: true });
const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"] });
const wanted = process.argv[2] ?? "";
for (const { name, profiles = "one", narrow, take } of pictures.filter((picture) => picture.name.startsWith(wanted))) {
  for (const look of ["light", "dark", "contrast"] as const) {
    const served = await startServe({ handlers: createFakeHandlers(profiles), assetsFolder });
    if (!served.ok) throw new Error(served.error.message);
    const page = await browser.newPage({
      viewport: narrow ? { width: 320, height: 640 } : { width: 1024, height: 768 },
      colorScheme: look === "dark" ? "dark" : "light",
      contrast: look === "contrast" ? "more" : "no-preference",
      reducedMotion: "reduce",
      locale: "en-US",
      timezoneId: "UTC",
    });
    await page.goto(served.value.url);
    await take(page);
    await page.screenshot({ path: `${folder}${name}-${look}.png`, fullPage: !name.startsWith("share") });
    await page.close();
    await served.value.close();
  }
}
await browser.close();
