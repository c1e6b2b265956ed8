import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium as browsers, type BrowserContextOptions } from "@playwright/test";
import chromium from "@sparticuz/chromium";
import type { Handlers } from "../../../main/api/dispatch.ts";
import { startServe } from "../../../main/doors/serve/server.ts";
import { en } from "../../../renderer/texts/en.ts";
import { assetsFolder } from "./assets-folder.ts";
import { buildRenderer } from "./build-renderer.ts";
import { docPictures } from "./doc-pictures.ts";
import { createFakeHandlers } from "./fake-handlers.ts";
import type { PageState } from "./state-steps.ts";
import { pageStates } from "./states.ts";

/*
 * `node test/e2e/ui/screenshots.ts [NAME] [LOOK]`: every page in every state as a picture, in screenshots/; those whose
 * names begin with NAME. With `--docs` the pictures that the pages in docs/ show, in docs/images/.
 */

const folderOf = (path: string): string => fileURLToPath(new URL(`../../../${path}/`, import.meta.url));

const desktop = { width: 1024, height: 768 };
const looks = {
  light: { viewport: desktop },
  dark: { viewport: desktop, colorScheme: "dark" },
  contrast: { viewport: desktop, contrast: "more" },
  narrow: { viewport: { width: 320, height: 640 } },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;

interface Picture {
  readonly state: PageState;
  readonly handlers?: Partial<Handlers>;
  readonly look: BrowserContextOptions;
  readonly path: string;
  /** Only what is in the window at first. */
  readonly windowOnly?: boolean;
}

function wantedPictures(args: readonly string[]): readonly Picture[] {
  if (args.includes("--docs")) {
    const folder = folderOf("docs/images");
    mkdirSync(folder, { recursive: true });
    return docPictures.map(({ heightPx, handlers = {}, ...state }) => ({
      state,
      handlers,
      look: { viewport: { width: 1280, height: heightPx } },
      path: `${folder}${state.name}.png`,
      windowOnly: true,
    }));
  }
  const folder = folderOf("screenshots");
  mkdirSync(folder, { recursive: true });
  const [wanted = "", wantedLook] = args;
  return pageStates
    .filter(({ name }) => name.startsWith(wanted))
    .flatMap((state) =>
      Object.entries(looks)
        .filter(([name]) => wantedLook === undefined || name === wantedLook)
        .map(([name, look]) => ({ state, look, path: `${folder}${state.name}-${name}.png` })),
    );
}

await buildRenderer();
const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args: ["--no-sandbox"] });
for (const { state, handlers, look, path, windowOnly = false } of wantedPictures(process.argv.slice(2))) {
  const { profiles = "one", start = "usual", reach } = state;
  const served = await startServe({ handlers: { ...createFakeHandlers(profiles, start), ...handlers }, assetsFolder });
  if (!served.ok) throw new Error(served.error.message);
  const page = await browser.newPage({ ...look, reducedMotion: "reduce", locale: "en-US", timezoneId: "UTC" });
  await page.goto(served.value.url);
  await reach(page, en);
  // A dialog covers the window, not the page.
  if (windowOnly) await page.evaluate(() => window.scrollTo(0, 0));
  const fullPage = !windowOnly && (await page.getByRole("dialog").count()) === 0;
  await page.screenshot({ path, fullPage });
  await page.close();
  await served.value.close();
}
await browser.close();
