import type { Page } from "@playwright/test";
import { check, expect, expectAccessible, openAll, test } from "./served-page.ts";

async function openMeasurements(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Measurements" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "What was measured" })).toBeVisible();
}

test("before the first check it says what to do, and after it shows the numbers", async ({ app }) => {
  await openMeasurements(app);
  await expect(app.getByText("Nothing has been measured yet.")).toBeVisible();
  await expectAccessible(app);
  await app.getByRole("link", { name: "Go to Check" }).click();
  await check(app, "vpn.example.com");
  await openMeasurements(app);
  await expect(app.getByText(/against vpn\.example\.com/)).toBeVisible();
  await expect(app.getByRole("table", { name: "What gets through" }).getByText("203.0.113.10:4500")).toBeVisible();
});

test("sizes and lifetimes are drawn, and each picture has a table that says the same", async ({ app }) => {
  await check(app, "vpn.example.com");
  await openMeasurements(app);
  await expect(app.locator(".chart-bar path")).toHaveCount(3);
  await expect(app.locator(".survival-replied, .survival-unreplied").first()).toBeVisible();
  await openAll(app);
  const sizes = app.getByRole("table", { name: "How large packets may be" });
  await expect(sizes.getByRole("row")).toHaveText([/Where/, /link1,500/, /way back1,492/, /gateway1,380/]);
  const lifetimes = app.getByRole("table", { name: "How long an idle connection stays open in the NAT" });
  await expect(lifetimes.getByRole("row")).toHaveText([
    /Connection/,
    /In use.*30\s.*30.5/,
    /Never answered.*120.*outlived/,
  ]);
  await expect(app.getByText("Nobody on the way says when a packet is too big")).toBeVisible();
});

test("what was not measured says so", async ({ app }) => {
  await check(app, "partial.example.com");
  await openMeasurements(app);
  await expect(app.getByText("The packet sizes were not measured.")).toBeVisible();
  await expect(app.getByText("The lifetime was not measured.")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    test("axe finds nothing on the measurements", async ({ app }) => {
      await check(app, "vpn.example.com");
      await openMeasurements(app);
      await openAll(app);
      await expectAccessible(app);
    });
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test("nothing has to be scrolled sideways", async ({ app }) => {
    await check(app, "vpn.example.com");
    await openMeasurements(app);
    await openAll(app);
    const overflow = await app.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
