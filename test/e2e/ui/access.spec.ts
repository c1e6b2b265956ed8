import { type Page } from "@playwright/test";
import { check, expect, expectAccessible, openAll, startCheck, test } from "./served-page.ts";

/** Presses Tab until the element has the focus, as a person without a mouse would. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent.trim());
    if (focused === name) return;
  }
  throw new Error(`Tab never reaches “${name}”.`);
}

test("a whole check, its result and its file, with the keyboard alone", async ({ app }) => {
  await app.keyboard.press("Tab");
  await expect(app.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await app.keyboard.press("Enter");
  await app.keyboard.press("Tab");
  await expect(app.getByLabel("VPN gateway")).toBeFocused();
  await app.keyboard.press("ControlOrMeta+a");
  await app.keyboard.type("slow.example.com");
  await app.keyboard.press("Enter");
  await tabTo(app, "Stop the check");
  await app.keyboard.press("Enter");
  await expect(app.getByRole("heading", { level: 1 })).toBeFocused();
  await tabTo(app, "New check");
  await app.keyboard.press("Enter");
  await tabTo(app, "Options");
  await app.keyboard.press("Enter");
  await app.keyboard.press("Tab");
  await app.keyboard.press("ArrowUp");
  await expect(app.getByRole("radio", { name: /Quick/ })).toBeChecked();
  await app.getByLabel("VPN gateway").focus();
  await app.keyboard.press("ControlOrMeta+a");
  await app.keyboard.type("vpn.example.com");
  await app.keyboard.press("Enter");
  await expect(app.getByRole("heading", { level: 1 })).toHaveText("We found what stops your VPN");
  await tabTo(app, "Share the result…");
  await app.keyboard.press("Enter");
  const downloading = app.waitForEvent("download");
  await expect(app.getByRole("button", { name: "Create the file" })).toBeVisible();
  await tabTo(app, "Create the file");
  await app.keyboard.press("Enter");
  await downloading;
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("axe finds nothing on the form, a running check, a failure and a stopped check", async ({ app }) => {
      await app.getByText("Options", { exact: true }).click();
      await app.getByText("Try it on a practice network").click();
      await startCheck(app, "");
      await expectAccessible(app);
      await startCheck(app, "slow.example.com");
      await expect(app.getByText("7 of 12 steps")).toBeVisible();
      await expectAccessible(app);
      await app.getByRole("button", { name: "Stop the check" }).click();
      await expect(app.getByRole("heading", { level: 1 })).toHaveText("Check stopped");
      await expectAccessible(app);
      await app.getByRole("button", { name: "New check" }).click();
      await startCheck(app, "error.example.com");
      await expect(app.getByRole("alert")).toBeVisible();
      await expectAccessible(app);
    });

    test("axe finds nothing on a result and in the share dialog", async ({ app }) => {
      await check(app, "vpn.example.com");
      await openAll(app);
      await expectAccessible(app);
      await app.getByRole("button", { name: "Share the result…" }).click();
      await expect(app.getByRole("button", { name: "Create the file" })).toBeVisible();
      await expectAccessible(app);
    });

    test("axe finds nothing on a good and on an incomplete result", async ({ app }) => {
      await check(app, "healthy.example.com");
      await expectAccessible(app);
      await app.getByRole("button", { name: "New check" }).click();
      await check(app, "partial.example.com");
      await expectAccessible(app);
    });
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("nothing has to be scrolled sideways", async ({ app }) => {
    const overflow = (): Promise<number> =>
      app.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBe(0);
    await startCheck(app, `${"long-name.".repeat(20)}example.com`);
    await expect(app.getByRole("button", { name: "Share the result…" })).toBeVisible();
    await openAll(app);
    expect(await overflow()).toBe(0);
    await app.getByRole("button", { name: "Share the result…" }).click();
    await expect(app.getByRole("button", { name: "Create the file" })).toBeVisible();
    expect(await overflow()).toBe(0);
  });
});
