import type { Locator, Page } from "@playwright/test";
import { expect, expectAccessible, openAll, test } from "./served-page.ts";

type View = "Who is affected" | "Settings for the gateway" | "Charts" | "Bundles" | "Summary";

async function openFleet(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Fleet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Many bundles together" })).toBeVisible();
}

async function addPath(page: Page, path: string): Promise<void> {
  const field = page.getByLabel("Or a file or folder by its path");
  const region = page.getByRole("region", { name: "Add bundles" });
  await expect(page.getByText(/^(?:There is no bundle yet|Compare by|Try again)$/).first()).toBeVisible();
  const more = region.getByText("A path, or another key", { exact: true });
  if (!(await more.isVisible())) await region.getByText("Add bundles", { exact: true }).click();
  if (!(await field.isVisible())) await more.click();
  await field.fill(path);
  await page.getByRole("button", { name: "Add this path" }).click();
}

async function openFilled(page: Page, path = "/srv/bundles"): Promise<void> {
  await openFleet(page);
  await addPath(page, path);
  await expect(page.getByText("The bundles are in the fleet.")).toBeVisible();
}

async function show(page: Page, view: View): Promise<Locator> {
  await page.getByRole("tab", { name: view }).click();
  const panel = page.getByRole("tabpanel", { name: view });
  await expect(panel.getByRole("heading").first()).toBeAttached();
  await expect(panel.locator('[aria-busy="true"]')).toHaveCount(0);
  return panel;
}

test("an empty fleet says what to do; a path that is missing, and none at all", async ({ app }) => {
  await openFleet(app);
  await expect(app.getByRole("heading", { name: "There is no bundle yet" })).toBeVisible();
  await expectAccessible(app);
  await openAll(app);
  await app.getByRole("button", { name: "Add this path" }).click();
  await expect(app.getByRole("alert")).toHaveText("Type a path first.");
  await expectAccessible(app);
  await addPath(app, "/missing");
  await expect(app.getByRole("alert")).toHaveText("There is no file or folder /missing.");
  await expect(app.getByRole("heading", { name: "There is no bundle yet" })).toBeVisible();
});

test("adding shows how far it is, can be stopped, and keeps what was read until then", async ({ app }) => {
  await openFleet(app);
  await addPath(app, "/slow");
  await expect(app.getByText("40 of 100 files")).toBeVisible();
  await expect(app.getByRole("progressbar", { name: "Progress of adding bundles" })).toBeVisible();
  await expect(app.getByText("New: 38. There already: 1. Refused: 1.")).toBeVisible();
  await expectAccessible(app);
  await app.getByRole("button", { name: "Stop adding" }).click();
  await expect(app.getByText(/^Adding was stopped\. What was read until then is in the fleet/)).toBeVisible();
  await expect(app.getByText(/^40 bundles from/)).toBeVisible();
});

test("files are taken by choosing and by dropping; what is refused says why", async ({ app }) => {
  await openFleet(app);
  await app.getByLabel("Choose bundles").setInputFiles([
    { name: "good.tdbundle", mimeType: "application/octet-stream", buffer: Buffer.from("one") },
    { name: "broken <b>x</b>.tdbundle", mimeType: "application/octet-stream", buffer: Buffer.from("two") },
  ]);
  await expect(app.getByText("New: 1. There already: 0. Refused: 1.")).toBeVisible();
  await openAll(app);
  const refused = app.getByRole("table", { name: "1 file was refused" });
  await expect(refused.getByRole("rowheader")).toHaveText("broken <b>x</b>.tdbundle");
  await expect(refused.getByRole("row").last()).toContainText("not what its manifest says");

  const data = await app.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["three"], "dropped.tdbundle"));
    transfer.items.add(new File(["four"], "another.tdbundle"));
    return transfer;
  });
  await app.locator(".file-drop").filter({ visible: true }).dispatchEvent("drop", { dataTransfer: data });
  await expect(app.getByText("New: 2. There already: 0. Refused: 0.")).toBeVisible();
  await expect(app.getByText(/^3 bundles from/)).toBeVisible();
});

test("the answer comes first, with its numbers and what they rest on", async ({ app }) => {
  await openFilled(app);
  const panel = await show(app, "Who is affected");
  await expect(panel.locator(".fleet-sentence")).toHaveText(
    /^Only Windows 11 build 26100 is affected, since its October update .* times as many drops per hour as elsewhere/,
  );
  const groups = panel.getByRole("table", { name: "Groups: System build" });
  await expect(groups.getByRole("row", { name: /Windows 11 build 26100/ })).toContainText(
    /Affected.*\d\.\d+ \(.* to .*\)/,
  );
  await panel.getByLabel("Compare by").selectOption("Everything at once");
  await expect(panel.getByRole("table", { name: "Groups: NAT lifetime" })).toBeVisible();
  await panel.getByLabel("Judge no group").fill("1");
  await expect(panel.getByText("Type a whole number from 2 to 1,000,000.")).toBeVisible();
  await panel.getByLabel("Judge no group").fill("100000");
  await expect(panel.locator(".fleet-sentence")).toHaveText(/^There are too few bundles to compare/);
});

test("the share of clients is chosen with the arrow keys, and the settings follow", async ({ app }) => {
  await openFilled(app);
  const panel = await show(app, "Settings for the gateway");
  const slider = panel.getByRole("slider");
  await expect(slider).toHaveAttribute("aria-valuetext", "99%");
  const keepalive = panel.getByRole("region", { name: "NAT keepalive" });
  await expect(keepalive).toContainText(/Send NAT keepalives every \d+ s/);
  const careful = await keepalive.locator(".setting-value").textContent();
  await slider.focus();
  await app.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", "50%");
  await expect(keepalive.locator(".setting-value")).not.toHaveText(careful ?? "");
  await openAll(app);
  const curve = panel.getByRole("table", { name: "NAT keepalive: what each value would suit" });
  expect(await curve.getByRole("row").count()).toBeGreaterThan(2);
  await expect(panel.getByRole("table", { name: "NAT keepalive: who falls outside" })).toBeVisible();
});

test("each picture has a table that says the same", async ({ app }) => {
  await openFilled(app);
  const panel = await show(app, "Charts");
  await expect(panel.locator(".chart-stack path").first()).toBeAttached();
  await expect(panel.locator(".update-line").first()).toBeAttached();
  await openAll(app);
  for (const name of [
    "Causes by system version",
    "How long NATs keep an idle connection",
    "Path MTU",
    "Drops over time",
  ]) {
    expect(await panel.getByRole("table", { name, exact: true }).getByRole("row").count()).toBeGreaterThan(2);
  }
  await expect(panel.getByRole("table", { name: "Path MTU" }).getByRole("row").nth(1)).toContainText(/^1,500/);
  await expect(
    panel
      .getByRole("table", { name: "Drops over time" })
      .getByRole("row", { name: /26100\./ })
      .first(),
  ).toBeVisible();
});

test("a hundred thousand bundles are one list of which few rows exist", async ({ app }) => {
  await openFilled(app, "/huge");
  const panel = await show(app, "Bundles");
  await expect(panel.getByText("100,000 bundles")).toBeVisible();
  const grid = panel.getByRole("grid", { name: "Bundles" });
  await expect(grid).toHaveAttribute("aria-rowcount", "100001");
  expect(await grid.getByRole("row").count()).toBeLessThan(80);
  await grid.focus();
  await app.keyboard.press("End");
  await expect(grid.locator('[aria-selected="true"]')).toHaveAttribute("aria-rowindex", "100001");
  await expect(panel.getByRole("heading", { level: 3, name: "copy-99999.tdbundle" })).toBeVisible();
});

test("the list is searched, filtered and grouped", async ({ app }) => {
  await openFilled(app);
  const panel = await show(app, "Bundles");
  await panel.getByLabel("Network", { exact: true }).selectOption("Mobile");
  await expect(panel.getByText(/^\d+ of 600 bundles$/)).toBeVisible();
  await panel.getByLabel("Text in the row").fill("nothing like this");
  await expect(panel.getByText("No bundle matches.")).toBeVisible();
  await panel.getByLabel("Text in the row").fill("");
  await panel.getByLabel("Network", { exact: true }).selectOption("Any");
  await panel.getByLabel("Group by").selectOption("System build");
  const grid = panel.getByRole("treegrid", { name: "Bundles" });
  await expect(grid).toHaveAttribute("aria-rowcount", "8");
  await grid.focus();
  await app.keyboard.press("ArrowDown");
  await app.keyboard.press("Enter");
  await expect(grid.locator('[aria-expanded="true"]')).toContainText("Windows 11 build 26100");
  await app.keyboard.press("ArrowDown");
  await expect(panel.getByRole("heading", { level: 3, name: /^synthetic-/ })).toBeVisible();
  await app.keyboard.press("ArrowUp");
  await app.keyboard.press("ArrowLeft");
  await expect(grid.locator('[aria-expanded="true"]')).toHaveCount(0);
  await expect(grid).toHaveAttribute("aria-rowcount", "8");
  await panel.getByLabel("Text in the row").fill("vpn-south");
  await expect(panel.getByText(/^\d{2} of 600 bundles$/)).toBeVisible();
  await grid.focus();
  await app.keyboard.press("ArrowDown");
  await app.keyboard.press("Enter");
  await app.keyboard.press("ArrowDown");
  await expect(grid.locator('[aria-level="2"]').first()).toContainText("vpn-south.example.com");
  await expect(grid.locator('[aria-level="2"]', { hasText: "vpn-east" })).toHaveCount(0);
});

test("the list is put in order by any column, up and down", async ({ app }) => {
  await openFilled(app);
  const panel = await show(app, "Bundles");
  const grid = panel.getByRole("grid", { name: "Bundles" });
  const first = grid.locator('[aria-rowindex="2"] .column-drops');
  await panel.getByLabel("Sort by").selectOption("Drops");
  await expect(grid.getByRole("columnheader", { name: "Drops" })).toHaveAttribute("aria-sort", "descending");
  await expect(first).toHaveText(/^[1-9]\d+$/);
  await panel.getByLabel("Largest or newest first").uncheck();
  await expect(grid.getByRole("columnheader", { name: "Drops" })).toHaveAttribute("aria-sort", "ascending");
  await expect(first).toHaveText("0");
});

test("down to the report of one bundle, and two side by side", async ({ app }) => {
  await openFilled(app);
  const panel = await show(app, "Bundles");
  await panel.getByRole("grid").focus();
  await app.keyboard.press("ArrowDown");
  const name = (await panel.getByRole("heading", { level: 3, name: /^synthetic-/ }).textContent()) ?? "";
  await panel.getByRole("button", { name: "Show the report" }).click();
  await expect(panel.getByRole("heading", { level: 2, name })).toBeFocused();
  await expect(panel.getByRole("heading", { name: /Nothing wrong was found|We found/ }).first()).toBeVisible();
  await panel.getByRole("button", { name: "Close the report" }).click();
  await panel.getByRole("button", { name: "Keep it for a comparison" }).click();
  await expect(panel.getByText(/waits for the second bundle of a comparison/)).toBeVisible();
  await panel.getByRole("grid").focus();
  await app.keyboard.press("ArrowDown");
  await panel.getByRole("button", { name: `Compare with “${name}”` }).click();
  await expect(panel.getByRole("region", { name: "What the comparison says" })).toBeVisible();
});

test("a fleet that cannot be read says so, and can be asked again", async ({ app }) => {
  await openFilled(app);
  await openAll(app);
  await addPath(app, "/damaged");
  await expect(app.getByRole("alert").first()).toContainText("The fleet on this computer cannot be read");
  await expectAccessible(app);
  await addPath(app, "/srv/bundles");
  await expect(app.getByRole("tab", { name: "Who is affected" })).toBeVisible();
});

test("on paper there is the summary and nothing around it", async ({ app }) => {
  await openFilled(app);
  const panel = await show(app, "Summary");
  await expect(panel.locator(".chart-stack path").first()).toBeAttached();
  await app.emulateMedia({ media: "print" });
  await expect(app.getByRole("navigation").first()).toBeHidden();
  await expect(app.getByRole("tab", { name: "Charts" })).toBeHidden();
  await expect(app.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(panel.locator(".fleet-sentence")).toBeVisible();
  await expect(panel.getByRole("table", { name: "Settings for the gateway" })).toBeVisible();
});

for (const view of ["Charts", "Summary", "Bundles"] as const) {
  test(`axe finds nothing on “${view}”`, async ({ app }) => {
    test.slow();
    await openFilled(app);
    await show(app, view);
    if (view === "Bundles") {
      await app.getByRole("grid").focus();
      await app.keyboard.press("ArrowDown");
      await app.getByRole("button", { name: "Show the report" }).click();
      await expect(app.getByRole("button", { name: "Close the report" })).toBeVisible();
    }
    await expectAccessible(app);
  });
}
