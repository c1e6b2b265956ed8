import type { Locator, Page } from "@playwright/test";
import { check, expect, expectAccessible, openAll, test } from "./served-page.ts";

async function openCompare(page: Page): Promise<{ readonly first: Locator; readonly second: Locator }> {
  await page.getByRole("link", { name: "Compare" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Is it this network?" })).toBeVisible();
  return {
    first: page.getByRole("region", { name: /^First:/ }),
    second: page.getByRole("region", { name: /^Second:/ }),
  };
}

const gateway = (page: Page): Locator => page.getByLabel("VPN gateway").filter({ visible: true });

async function compareBadWithGood(page: Page): Promise<void> {
  const { first, second } = await openCompare(page);
  await gateway(page).fill("vpn.example.com");
  await first.getByRole("button", { name: "Check here" }).click();
  await expect(first.getByText(/^Checked/)).toBeVisible();
  await gateway(page).fill("healthy.example.com");
  await second.getByRole("button", { name: "Check again" }).click();
  await expect(page.getByRole("region", { name: "What the comparison says" })).toBeVisible();
}

test("two checks side by side: what it means, what differs, and the rest folded away", async ({ app }) => {
  await compareBadWithGood(app);
  const result = app.getByRole("region", { name: "What the comparison says" });
  await expect(result.getByRole("heading", { level: 2 })).toBeFocused();
  await expect(result.getByText("The gateways differ: vpn.example.com and healthy.example.com.")).toBeVisible();
  const findings = result.getByRole("table", { name: "Findings" });
  await expect(findings.getByRole("row")).toHaveText([
    /Finding/,
    /Large packets.*gone/,
    /router forgets.*gone/,
    /gone/,
  ]);
  const path = result.getByRole("row", { name: /Largest packet to the gateway/ });
  await expect(path).toHaveText(/1,380.*1,500.*different/);
});

test("the last check can be the first one; a running one can be stopped; either can be made again", async ({ app }) => {
  await check(app, "vpn.example.com");
  const { first, second } = await openCompare(app);
  await first.getByRole("button", { name: /^Use the check of/ }).click();
  await expect(first.getByText(/^Checked/)).toBeVisible();
  await gateway(app).fill("slow.example.com");
  await second.getByRole("button", { name: "Check again" }).click();
  await expect(second.getByText("7 of 12 steps")).toBeVisible();
  await second.getByRole("button", { name: "Stop the check" }).click();
  await expect(app.getByText("The second check was stopped before its end.")).toBeVisible();
  await first.getByRole("button", { name: "Forget it" }).click();
  await expect(app.getByRole("region", { name: "What the comparison says" })).toBeHidden();
});

test("a wrong gateway starts nothing, and a file that is missing is named", async ({ app }) => {
  const { first } = await openCompare(app);
  await gateway(app).fill("not an address");
  await expect(first.getByRole("button", { name: "Check here" })).toHaveAttribute("aria-disabled", "true");
  await app.getByText("Compare two files instead").click();
  await app.getByRole("button", { name: "Compare the files" }).click();
  await expect(app.getByRole("alert")).toHaveText("Give the paths of both files.");
  await app.getByLabel("First file").fill("/missing/a.json");
  await app.getByLabel("Second file").fill("/missing/b.json");
  await app.keyboard.press("Enter");
  await expect(app.getByRole("alert")).toHaveText("There is no file /missing/a.json.");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    test("axe finds nothing on the comparison", async ({ app }) => {
      await openCompare(app);
      await expectAccessible(app);
      await compareBadWithGood(app);
      await openAll(app);
      await expectAccessible(app);
    });
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test("nothing has to be scrolled sideways", async ({ app }) => {
    await compareBadWithGood(app);
    await openAll(app);
    const overflow = await app.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
