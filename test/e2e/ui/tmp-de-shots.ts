import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium as browsers } from "@playwright/test";
import chromium from "@sparticuz/chromium";
import { startServe } from "../../../main/doors/serve/server.ts";
import { de as en } from "../../../renderer/texts/de.ts";
import { assetsFolder } from "./assets-folder.ts";
import { buildRenderer } from "./build-renderer.ts";
import { createFakeHandlers } from "./fake-handlers.ts";
import { pageStates } from "./states.ts";

/*
 * `node test/e2e/ui/screenshots.ts [NAME] [LOOK]`: every page in every state as a picture, in screenshots/; those whose
 * names begin with NAME.
 */

const folder = fileURLToPath(new URL("file:///tmp/tr-de/shots/"));
const looks = ["light", "dark", "contrast", "narrow"] as const;

await buildRenderer();
mkdirSync(folder, { recursive: true });
const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"] });
const [, , wanted = "", wantedLook] = process.argv;
for (const { name, profiles = "one", start = "usual", reach } of pageStates) {
  if (!new RegExp(wanted).test(name)) continue;
  for (const look of looks) {
    if (wantedLook !== undefined && look !== wantedLook) continue;
    const served = await startServe({ handlers: createFakeHandlers(profiles, start), assetsFolder });
    if (!served.ok) throw new Error(served.error.message);
    const page = await browser.newPage({
      viewport: look === "narrow" ? { width: 320, height: 640 } : { width: 1024, height: 768 },
      colorScheme: look === "dark" ? "dark" : "light",
      contrast: look === "contrast" ? "more" : "no-preference",
      reducedMotion: "reduce",
      locale: "de-DE",
      timezoneId: "UTC",
    });
    await page.goto(served.value.url);
    try {
      await reach(page, en);
    } catch (e) {
      console.log(name, String(e).slice(0, 300));
    }
    // A dialog covers the window, not the page.
    const fullPage = (await page.getByRole("dialog").count()) === 0;
    await page.screenshot({ path: `${folder}${name}-${look}.png`, fullPage });
    await page.close();
    await served.value.close();
  }
}
await browser.close();
