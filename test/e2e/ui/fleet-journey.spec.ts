import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { startServe } from "../../../main/doors/serve/server.ts";
import { wireHandlers } from "../../../main/doors/wiring.ts";
import { assetsFolder } from "./assets-folder.ts";
import { expectAccessible } from "./served-page.ts";

/* An administrator with a folder of bundles gets the answer, the settings and the picture: real handlers, no mouse. */

/** Enough that the planted effect is beyond chance, and few enough to be packed, read and compared in seconds. */
const bundles = 300;
const effect = "osBuild=Windows 11 build 26100:5@2025-10-14";

interface Desk {
  readonly page: Page;
  /** Where the bundles lie, beside a file that is none. */
  readonly folder: string;
}

const test = base.extend<{ readonly desk: Desk }>({
  desk: async ({ page }, use) => {
    const home = await mkdtemp(path.join(tmpdir(), "fleet-journey-"));
    const folder = path.join(home, "bundles");
    await mkdir(folder);
    const before = process.env["TUNNEL_DOCTOR_DATA"];
    process.env["TUNNEL_DOCTOR_DATA"] = path.join(home, "data");
    const [maker, handlers] = [wireHandlers("cli"), wireHandlers("serve")];
    if (before === undefined) delete process.env["TUNNEL_DOCTOR_DATA"];
    else process.env["TUNNEL_DOCTOR_DATA"] = before;
    const made = await maker["fleet.generate"](
      { seed: 7, bundles, effects: [effect], folder },
      { signal: new AbortController().signal, emit: () => undefined },
    );
    if (!made.ok) throw new Error(made.error.message);
    await writeFile(path.join(folder, "zz-broken.tdbundle"), "This is no bundle.");
    const welcomed = await handlers["settings.write"](
      { change: { welcomed: true } },
      { signal: new AbortController().signal, emit: () => undefined },
    );
    if (!welcomed.ok) throw new Error(welcomed.error.message);
    const served = await startServe({ handlers, assetsFolder });
    if (!served.ok) throw new Error(served.error.message);
    await page.goto(served.value.url);
    await use({ page, folder });
    await served.value.close();
    await rm(home, { recursive: true });
  },
});

/** Presses Tab until the element has the focus, as a person without a mouse would. */
async function tabTo(page: Page, element: Locator): Promise<void> {
  await expect(element).toBeVisible();
  for (let presses = 0; presses < 120; presses++) {
    if (await element.evaluate((node) => node === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reaches ${String(element)}.`);
}

async function press(page: Page, element: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, element);
  await page.keyboard.press(key);
}

/** Goes to the next tab of the fleet, and hands its panel over. */
async function nextView(page: Page, from: string, to: string): Promise<Locator> {
  await press(page, page.getByRole("tab", { name: from }), "ArrowRight");
  await expect(page.getByRole("tab", { name: to })).toBeFocused();
  return page.getByRole("tabpanel", { name: to });
}

test("a folder of bundles gives the sentence, the settings and the picture, with the keyboard alone", async ({
  desk: { page, folder },
}) => {
  test.setTimeout(120_000);
  await press(page, page.getByRole("link", { name: "Fleet" }));
  await expect(page.getByRole("heading", { name: "There is no bundle yet" })).toBeVisible();
  await press(page, page.getByText("A path, or another key"));
  await tabTo(page, page.getByLabel("Or a file or folder by its path"));
  await page.keyboard.type(folder);
  await page.keyboard.press("Enter");
  await expect(page.getByText(`New: ${String(bundles)}. There already: 0. Refused: 1.`).first()).toBeVisible({
    timeout: 60_000,
  });
  await press(page, page.locator("summary", { hasText: "1 file was refused" }));
  await expect(page.getByRole("table", { name: "1 file was refused" })).toContainText("zz-broken.tdbundle");

  const compared = page.getByRole("tabpanel", { name: "Who is affected" });
  await expect(compared.locator(".fleet-sentence")).toHaveText(
    /^Only Windows 11 build 26100 is affected, since its October update \(26100\.6000, first seen in the week of 13 October 2025\): \d/,
  );
  await expectAccessible(page);

  const settings = await nextView(page, "Who is affected", "Settings for the gateway");
  const keepalive = settings.getByRole("region", { name: "NAT keepalive" });
  await expect(keepalive).toContainText("Send NAT keepalives every 6 s");
  await tabTo(page, settings.getByRole("slider"));
  await page.keyboard.press("Home");
  await expect(settings.getByRole("slider")).toHaveAttribute("aria-valuetext", "50%");
  await expect(keepalive).not.toContainText("Send NAT keepalives every 6 s");
  await expectAccessible(page);

  await page.keyboard.press("Shift+Tab");
  const charts = await nextView(page, "Settings for the gateway", "Charts");
  const lifetimes = charts.getByRole("region", { name: "How long NATs keep an idle connection" });
  await expect(lifetimes.locator(".recharts-line-curve")).toHaveCount(3);
  await press(page, lifetimes.getByText("The same as a table"));
  await expect(lifetimes.getByRole("table").getByRole("row", { name: /Wi-Fi/ }).first()).toBeVisible();
  const drops = charts.getByRole("region", { name: "Drops over time" });
  await press(page, drops.getByText(/updates came in this time/));
  await expect(
    drops.getByText("26100.6000 of Windows 11 build 26100, first seen in the week of Oct 13, 2025"),
  ).toBeVisible();
  await expectAccessible(page);

  for (let presses = 0; presses < 12; presses++) await page.keyboard.press("Shift+Tab");
  const list = await nextView(page, "Charts", "Bundles");
  await tabTo(page, list.getByRole("grid", { name: "Bundles" }));
  await page.keyboard.press("ArrowDown");
  await press(page, list.getByRole("button", { name: "Show the report" }));
  await expect(list.getByRole("heading", { level: 2, name: /^synthetic-7-/ })).toBeFocused();
  await expectAccessible(page);
});
