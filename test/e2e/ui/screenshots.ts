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

async function shareTab(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Share", exact: true }).click();
  await page.getByRole("tab", { name }).click();
}

async function pasteRequest(page: Page, text: string): Promise<void> {
  await shareTab(page, "Answer a request");
  await page.getByLabel("Or paste the link, or the whole message").fill(text);
  await button(page, "Show what is asked for").click();
  await page.getByRole("heading", { name: /asks for a check/ }).waitFor();
}

async function makeKey(page: Page): Promise<void> {
  await shareTab(page, "Ask for a check");
  await page.getByLabel("Name of your helpdesk").fill("Example helpdesk");
  await button(page, "Make the key").click();
  await button(page, "Make the request").waitFor();
}

async function openBundles(page: Page): Promise<void> {
  await shareTab(page, "Open bundles");
  const requestId = "23aa53240349eb83";
  const contents = [
    { name: "home.tdbundle", gateway: "vpn.example.com", requestId },
    { name: "hotspot.tdbundle", gateway: "healthy.example.com", requestId, unsigned: true },
  ];
  await page.getByLabel("Choose bundles").setInputFiles(
    contents.map(({ name, ...content }) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(JSON.stringify(content)),
    })),
  );
  await page.getByRole("heading", { name: "home.tdbundle" }).waitFor();
  await page.getByRole("region", { name: /^Request/ }).evaluate((region) => region.scrollIntoView());
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
    name: "compare",
    take: async (page) => {
      await page.getByRole("link", { name: "Compare" }).click();
      await page.getByRole("heading", { name: "Is it this network?" }).waitFor();
      const gateway = page.locator("#compare-gateway");
      await gateway.fill("vpn.example.com");
      await button(page, "Check here").click();
      await page.getByText(/^Checked/).waitFor();
      await gateway.fill("healthy.example.com");
      await button(page, "Check again").click();
      await page.getByRole("region", { name: "What the comparison says" }).waitFor();
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
  { name: "request-none", take: (page) => shareTab(page, "Answer a request") },
  { name: "request-unknown", take: (page) => pasteRequest(page, "impostor upload") },
  { name: "request-known", take: (page) => pasteRequest(page, "known") },
  {
    name: "request-running",
    take: async (page) => {
      await pasteRequest(page, "known slow");
      await button(page, "Agree and run the check").click();
      await page.getByText("asking port 4500").waitFor();
    },
  },
  {
    name: "request-answered",
    take: async (page) => {
      await pasteRequest(page, "known upload");
      await button(page, "Agree and run the check").click();
      await page.getByRole("button", { name: /^logs/ }).click();
      await page.getByText("Lines 1 to 200").waitFor();
      await button(page, "Seal and save the file").click();
      await page.getByText("Sealed and saved").waitFor();
    },
  },
  { name: "ask-key", take: (page) => shareTab(page, "Ask for a check") },
  { name: "ask", take: makeKey },
  {
    name: "ask-made",
    take: async (page) => {
      await makeKey(page);
      await page.getByLabel("Case", { exact: true }).fill("INC-1234");
      await button(page, "Make the request").click();
      await button(page, "Copy the link").waitFor();
    },
  },
  { name: "bundles", take: openBundles },
  { name: "narrow-request", narrow: true, take: (page) => pasteRequest(page, "impostor upload") },
  { name: "narrow-bundles", narrow: true, take: openBundles },
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
    await page.screenshot({ path: `${folder}${name}-${look}.png`, fullPage: !/^(?:share|bundles)/.test(name) });
    await page.close();
    await served.value.close();
  }
}
await browser.close();
