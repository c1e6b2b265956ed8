import { readFile } from "node:fs/promises";
import { test as base, expect } from "@playwright/test";
import { expectGoodPage, jobLooks } from "./job-looks.ts";
import { button, choose, openPlace, press, saved, tabTo, type } from "./keyboard.ts";
import { useComputer, type Computer } from "./own-computer.ts";

/* "My VPN drops, why?": from the first start to the verdict, a fix, and a file to send; real handlers, no mouse. */

const test = base.extend<{ readonly computer: Computer }>({
  computer: async ({ page }, use) => useComputer(page, use),
});

for (const look of jobLooks) {
  test.describe(look.name, () => {
    test.use({ ...look.person, permissions: ["clipboard-read", "clipboard-write"] });

    test("an employee finds out why the VPN drops, and gets a file to send", async ({ computer: { page, folder } }) => {
      test.setTimeout(120_000);
      const { words } = look;
      await expect(page.getByRole("heading", { level: 1, name: words.about.welcome.title })).toBeVisible();
      await expectGoodPage(page, look);
      await press(page, button(page, words.about.welcome.start));

      await expect(page.getByText(words.start.searching)).toHaveCount(0);
      await expectGoodPage(page, look);
      // It is unfolded where the computer has no VPN.
      const practice = page.locator("details.practice");
      if ((await practice.getAttribute("open")) === null) await press(page, practice.locator("summary"));
      await choose(page, page.getByLabel(words.practice.fault), "mtu-black-hole");
      await type(page, page.getByLabel(words.practice.value.bytes), "1357");
      await page.keyboard.press("Enter");

      await expect(page.getByRole("list", { name: words.running.steps })).toBeVisible();
      const verdict = page.getByRole("heading", { level: 1, name: words.verdict.problem.degrades.certain });
      await expect(verdict).toBeFocused({ timeout: 60_000 });
      await expect(page.getByText(words.practice.banner)).toBeVisible();
      const finding = page.getByRole("article").first();
      await expect(finding).toContainText("1357");
      await expect(finding.getByText(words.finding.who.you, { exact: true })).toBeVisible();
      await expect(finding.getByText(words.finding.verify, { exact: true }).first()).toBeVisible();
      await expectGoodPage(page, look);

      await press(page, button(page, words.verdict.summary));
      await expect(button(page, words.copy.done)).toBeVisible();
      const summary = await page.evaluate(() => navigator.clipboard.readText());
      expect(summary).toContain(await finding.getByRole("heading", { level: 3 }).textContent());
      expect(summary.trimEnd().split("\n").length).toBeLessThanOrEqual(15);
      await press(page, button(page, words.verdict.qr));
      await expect(page.getByRole("dialog").getByRole("img", { name: words.qr.alt })).toBeVisible();
      await expectGoodPage(page, look);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);

      await openPlace(page, words.app.places.measurements);
      await expect(page.getByRole("heading", { name: words.measuring.sizes })).toBeVisible();
      await expect(page.getByText(words.measuring.notHeard)).toBeVisible();
      await expectGoodPage(page, look);
      await openPlace(page, words.app.places.timeline);
      await expect(page.getByRole("heading", { level: 1, name: words.timeline.title })).toBeVisible();
      await expect(page.getByText(words.timeline.loading)).toHaveCount(0);
      await expectGoodPage(page, look);

      // The result is still there.
      await openPlace(page, words.app.places.check);
      await press(page, button(page, words.verdict.share));
      const dialog = page.getByRole("dialog", { name: words.share.title });
      await press(page, dialog.getByRole("button", { name: /^report\.json/ }));
      await expect(dialog.getByRole("region", { name: words.share.text.content("report.json") })).toContainText(
        '"schema"',
      );
      await expectGoodPage(page, look);
      const file = await saved(page, dialog.getByRole("button", { name: words.share.create }), folder);
      expect((await readFile(file)).subarray(0, 2).toString()).toBe("PK");
      await tabTo(page, dialog.getByRole("button", { name: words.share.close, exact: true }));
      await expectGoodPage(page, look);
    });
  });
}
