import { chromium as browsers } from "@playwright/test";
import chromium from "@sparticuz/chromium";
import { startServe } from "../../../main/doors/serve/server.ts";
import { fr as en } from "../../../renderer/texts/fr.ts";
import { assetsFolder } from "./assets-folder.ts";
import { buildRenderer } from "./build-renderer.ts";
import { createFakeHandlers } from "./fake-handlers.ts";
import { pageStates } from "./states.ts";
const folder = "/tmp/tr-fr/shots/";
await buildRenderer();
const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"] });
const [, , wanted = "", look] = process.argv;
for (const { name, profiles = "one", start = "usual", reach } of pageStates) {
  if (!wanted.split(",").includes(name)) continue;
  const served = await startServe({ handlers: createFakeHandlers(profiles, start), assetsFolder });
  if (!served.ok) throw new Error(served.error.message);
  const page = await browser.newPage({
    viewport: look === "narrow" ? { width: 320, height: 640 } : { width: 1024, height: 768 },
    reducedMotion: "reduce",
    locale: "fr-FR",
    timezoneId: "UTC",
  });
  await page.goto(served.value.url);
  try {
    await reach(page, en as never);
  } catch (error) {
    console.log(name, String(error).slice(0, 300));
  }
  const fullPage = (await page.getByRole("dialog").count()) === 0;
  await page.screenshot({ path: `${folder}${name}-${look}.png`, fullPage });
  await page.close();
  await served.value.close();
}
await browser.close();
