import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./served-page.ts";

async function openLogs(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Logs" }).click();
  await expect(page.getByText("12,000 events")).toBeVisible();
}

test("thousands of events are one list of which few rows exist", async ({ app }) => {
  await openLogs(app);
  const grid = app.getByRole("grid", { name: "Events, oldest first" });
  await expect(grid).toHaveAttribute("aria-rowcount", "12001");
  expect(await grid.getByRole("row").count()).toBeLessThan(80);
  await grid.focus();
  await app.keyboard.press("End");
  await expect(grid.locator('[aria-selected="true"]')).toHaveAttribute("aria-rowindex", "12001");
  await expect(app.getByRole("heading", { level: 2, name: "Not understood" })).toBeVisible();
  await app.keyboard.press("Home");
  await expect(app.getByRole("heading", { level: 2, name: "IKE connection up" })).toBeVisible();
  await app.keyboard.press("ArrowDown");
  await expect(app.getByText("11[IKE] sending DPD request").last()).toBeVisible();
});

test("the filter narrows by text, writer and understanding", async ({ app }) => {
  await openLogs(app);
  await app.getByLabel("Text in the line or its meaning").fill("GIVING UP");
  await expect(app.getByText("2,400 of 12,000 events")).toBeVisible();
  await app.getByLabel("Written by").selectOption("NetworkManager");
  await expect(app.getByText("No event matches the filter.")).toBeVisible();
  await app.getByLabel("Text in the line or its meaning").fill("");
  await app.getByLabel("Written by").selectOption("Everything");
  await app.getByLabel("Only lines that are not understood").check();
  await expect(app.getByText("2,400 of 12,000 events")).toBeVisible();
});

test("a file instead of the machine's logs; nothing in it, and a file that is missing", async ({ app }) => {
  await openLogs(app);
  await app.getByLabel("A log file or folder instead").fill("/nothing");
  await app.getByRole("button", { name: "Read the logs" }).click();
  await expect(app.getByText("No VPN event was found in these logs.")).toBeVisible();
  await app.getByLabel("A log file or folder instead").fill("/missing");
  await app.keyboard.press("Enter");
  await expect(app.getByRole("alert")).toHaveText("There is no file or folder /missing.");
});

test("a check goes on while the logs are looked at, and Back returns to it", async ({ app }) => {
  await app.getByLabel("VPN gateway").fill("slow.example.com");
  await app.getByRole("button", { name: "Check my VPN" }).click();
  await expect(app.getByText("7 of 12 steps")).toBeVisible();
  await openLogs(app);
  await expect(app).toHaveTitle("Logs · Tunnel Doctor");
  await app.goBack();
  await expect(app.getByText("7 of 12 steps")).toBeVisible();
});

test("a copied line has pseudonyms", async ({ app, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openLogs(app);
  await app.getByRole("grid").focus();
  await app.keyboard.press("Home");
  await app.getByRole("button", { name: /^Copy/ }).click();
  await expect(app.getByRole("button", { name: /^Copied/ })).toBeVisible();
  const copied = await app.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("IKE_SA");
  expect(copied).not.toContain("203.0.113.10");
  expect(copied).not.toContain("192.168.1.23");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    test("axe finds nothing on the list, a chosen event and a failure", async ({ app }) => {
      test.slow();
      await openLogs(app);
      await expectAccessible(app);
      await app.getByText(/lines were read.*from 1 place/).click();
      await app.getByRole("grid").focus();
      await app.keyboard.press("ArrowDown");
      await expectAccessible(app);
      await app.getByLabel("A log file or folder instead").fill("/missing");
      await app.keyboard.press("Enter");
      await expect(app.getByRole("alert")).toBeVisible();
      await expectAccessible(app);
    });
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test("only the list itself scrolls", async ({ app }) => {
    await openLogs(app);
    const overflow = await app.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
