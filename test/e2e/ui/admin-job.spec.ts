import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { loadPhrasebook } from "../../../main/language/languages.ts";
import type { Texts } from "../../../renderer/texts/en.ts";
import { expectGoodPage, jobLooks, startOf, type JobLook } from "./job-looks.ts";
import { button, openPlace, press, tabTo } from "./keyboard.ts";
import { uninterrupted, useComputer, wireIn, type Computer } from "./own-computer.ts";

/*
 * "Is it us, their router, or the new update?": a folder of bundles gives the answer, the settings of the gateway and the
 * picture; real handlers, no mouse.
 */

/** Enough that the planted effect is beyond chance, and few enough to be packed, read and compared in seconds. */
const bundles = 300;
const effect = "osBuild=Windows 11 build 26100:5@2025-10-14";

const test = base.extend<{ readonly computer: Computer }, { readonly inbox: string }>({
  computer: async ({ page }, use) => useComputer(page, use),
  /** Where the bundles lie, beside a file that is none. They are made on the command line, once for all tests. */
  inbox: [
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), "inbox-"));
      const inbox = path.join(folder, "inbox");
      await mkdir(inbox);
      const made = await wireIn(folder, "cli")["fleet.generate"](
        { seed: 7, bundles, effects: [effect], folder: inbox },
        uninterrupted,
      );
      if (!made.ok) throw new Error(made.error.message);
      await writeFile(path.join(inbox, "zz-broken.tdbundle"), "This is no bundle.");
      await use(inbox);
      await rm(folder, { recursive: true });
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

/** Goes to the next tab of the fleet, and hands its panel over. */
async function nextView(page: Page, words: Texts, from: View, to: View): Promise<Locator> {
  const { views } = words.fleet;
  await tabTo(page, page.getByRole("tab", { name: views[from], exact: true }), "Shift+Tab");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: views[to], exact: true })).toBeFocused();
  return page.getByRole("tabpanel", { name: views[to], exact: true });
}
type View = keyof Texts["fleet"]["views"];

/** What the program says in English, as it is said in the language. */
async function said({ handlers }: Computer, { language }: JobLook): Promise<{ answer: string; keepalive: string }> {
  const phrases = await loadPhrasebook(language);
  const compared = await handlers["fleet.compare"]({ by: ["osBuild"], minBundles: 20, where: {} }, uninterrupted);
  const recommended = await handlers["fleet.recommend"]({ share: 0.99, where: {} }, uninterrupted);
  if (!compared.ok || !recommended.ok) throw new Error("The fleet does not answer.");
  const answer = compared.value.sentences[0] ?? "";
  expect(answer).toMatch(
    /^Only Windows 11 build 26100 is affected, since its October update \(26100\.6000, first seen in the week of 13 October 2025\): \d/,
  );
  const keepalive = recommended.value.settings.find(({ setting }) => setting === "keepalive")?.text ?? "";
  expect(keepalive).toContain("Send NAT keepalives every 6 s");
  const say = phrases?.say ?? ((text: string) => text);
  return { answer: say(answer), keepalive: say(keepalive) };
}

for (const look of jobLooks) {
  test.describe(look.name, () => {
    test.use(look.person);

    test("an admin gets the answer, the settings and the picture from a folder of bundles", async ({
      computer,
      inbox,
    }) => {
      test.setTimeout(120_000);
      const { page } = computer;
      const { words } = look;
      const { fleet } = words;
      await openPlace(page, words.app.places.fleet);
      await expect(page.getByRole("heading", { name: fleet.empty.title })).toBeVisible();
      await press(page, page.getByText(fleet.add.more));
      await tabTo(page, page.getByLabel(fleet.add.folder));
      await page.keyboard.type(inbox);
      await page.keyboard.press("Enter");
      await expect(page.getByText(fleet.add.counts(bundles, 0, 1)).first()).toBeVisible({ timeout: 60_000 });
      await press(page, page.locator("summary", { hasText: fleet.refused.title(1) }));
      await expect(page.getByRole("table", { name: fleet.refused.title(1) })).toContainText("zz-broken.tdbundle");

      const { answer, keepalive } = await said(computer, look);
      const compared = page.getByRole("tabpanel", { name: fleet.views.compare });
      await expect(compared.locator(".fleet-sentence")).toHaveText(answer);
      await expectGoodPage(page, look);

      const settings = await nextView(page, words, "compare", "recommend");
      const card = settings.getByRole("region", { name: fleet.recommend.settings.keepalive });
      await expect(card).toContainText(keepalive);
      await press(page, settings.getByRole("slider"), "Home");
      await expect(settings.getByRole("slider")).toHaveAttribute("aria-valuetext", /^50/);
      await expect(card).not.toContainText(keepalive);
      await expectGoodPage(page, look);

      const charts = await nextView(page, words, "recommend", "charts");
      const lifetimes = charts.getByRole("region", { name: fleet.charts.lifetime });
      await expect(lifetimes.locator(".recharts-line-curve")).toHaveCount(3);
      await press(page, lifetimes.getByText(fleet.charts.asTable));
      await expect(
        lifetimes.getByRole("table").getByRole("row", { name: fleet.values.networks.wifi }).first(),
      ).toBeVisible();
      const drops = charts.getByRole("region", { name: fleet.charts.drops });
      await press(page, drops.locator("details:has(.plain-list) > summary"));
      const update = startOf((week) => fleet.charts.update("26100.6000", "Windows 11 build 26100", week));
      await expect(drops.getByRole("listitem").filter({ hasText: update })).toBeVisible();
      await expectGoodPage(page, look);

      const list = await nextView(page, words, "charts", "bundles");
      await press(page, list.getByRole("grid", { name: fleet.list.label }), "ArrowDown");
      await press(page, button(page, fleet.bundle.show));
      await expect(list.getByRole("heading", { level: 2, name: /^synthetic-7-/ })).toBeFocused();
      await expectGoodPage(page, look);

      const summary = await nextView(page, words, "bundles", "summary");
      await expect(summary.getByText(answer)).toBeVisible();
      await expect(summary.getByRole("table", { name: fleet.summary.settings })).toBeVisible();
      await expectGoodPage(page, look);
    });
  });
}
