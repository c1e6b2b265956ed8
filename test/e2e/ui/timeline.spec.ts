import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./served-page.ts";

/** The evening of the fake machine's day: its last session is still up, and would be longer each day. */
const evening = new Date("2026-11-22T20:00:00Z");

async function openTimeline(page: Page): Promise<void> {
  await page.clock.setFixedTime(evening);
  await page.getByRole("link", { name: "Time line" }).click();
  await expect(page.getByRole("group", { name: /^Time line/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Drops: / }).first()).toBeAttached();
}

const items = (page: Page) => page.locator(".picture-item");

test("thousands of sessions and marks are a picture of few parts, and zooming tells them apart", async ({ app }) => {
  await openTimeline(app);
  expect(await items(app).count()).toBeLessThan(400);
  await expect(app.getByRole("button", { name: /sessions from 2026/ }).first()).toBeAttached();
  const range = app.getByText(/^2026-11-22 .* to 2026/);
  const before = await range.textContent();
  await app.getByRole("button", { name: "Zoom in", exact: true }).click();
  await expect(range).not.toHaveText(before ?? "");
  await app.getByRole("button", { name: "Show everything" }).click();
  await expect(range).toHaveText(before ?? "");
});

test("by keyboard: move, zoom, go through what is there, choose, and see its log lines", async ({ app }) => {
  await openTimeline(app);
  const picture = app.getByRole("group", { name: /^Time line/ });
  await picture.focus();
  const range = app.getByText(/^2026-11-22 .* to 2026/);
  const whole = await range.textContent();
  await app.keyboard.press("+");
  await app.keyboard.press("ArrowRight");
  await expect(range).not.toHaveText(whole ?? "");
  await app.keyboard.press("Home");
  await expect(range).toHaveText(whole ?? "");
  await app.getByRole("button", { name: /Office, .*55 min.*dropped/ }).focus();
  await app.keyboard.press("Enter");
  await expect(app.getByRole("heading", { level: 2, name: "Office: dropped without an answer" })).toBeVisible();
  await expect(
    app.getByRole("region", { name: "The chosen session" }).getByText("Wi-Fi: changed the access point, 12 sec before"),
  ).toBeVisible();
  await app.keyboard.press("ArrowDown");
  await expect(items(app).and(app.locator(":focus"))).toHaveAccessibleName(/Office/);
  await app.getByRole("link", { name: "See the log lines" }).first().click();
  await expect(app.getByRole("heading", { level: 1, name: "What the VPN logs say" })).toBeVisible();
  await expect(app.locator('[aria-selected="true"]')).toBeVisible();
  await app.getByRole("link", { name: "Show on the time line" }).click();
  await expect(app.getByRole("heading", { level: 1, name: /When the VPN was up/ })).toBeVisible();
});

test("a drop that was watched shows what was kept of its moment, before and after", async ({ app }) => {
  await openTimeline(app);
  await app.getByRole("button", { name: /Office, .*55 min.*dropped/ }).click();
  const moment = app.getByRole("region", { name: "The moment of the drop" });
  await expect(moment.getByRole("row", { name: /Default routes/ })).toContainText("192.168.1.1");
  await expect(moment.getByRole("row", { name: /Default routes/ })).toContainText("172.20.10.1");
  await expect(moment.getByRole("row", { name: /Wi-Fi/ })).toContainText("Hotspot");
  await expect(moment.getByRole("row", { name: /Largest packet/ })).toContainText("1,400");
  await expect(moment.getByRole("row", { name: /Office/ })).toContainText("203.0.113.10");
  await expect(moment.getByRole("row", { name: /XfrmInNoStates/ })).toContainText("2");
  await moment.getByText("1 event of the minute before").click();
  await expect(moment.getByText("Wi-Fi network on wlan0: Home -> Hotspot.")).toBeVisible();
  await expectAccessible(app);
});

test("the mark of one drop opens the same", async ({ app }) => {
  await openTimeline(app);
  const zoomIn = app.getByRole("button", { name: "Zoom in", exact: true });
  await app.getByRole("button", { name: /Office, .*55 min.*dropped/ }).focus();
  const mark = app.getByRole("button", { name: /^Drops: .*Office$/ }).first();
  while ((await mark.count()) === 0) await zoomIn.click();
  await mark.focus();
  await app.keyboard.press("Enter");
  await expect(app.getByRole("region", { name: "The moment of the drop" })).toBeVisible();
});

test("dragging moves, Ctrl and the wheel zoom", async ({ app }) => {
  await openTimeline(app);
  const picture = app.getByRole("group", { name: /^Time line/ });
  const range = app.getByText(/^2026-11-22 .* to 2026/);
  const box = await picture.boundingBox();
  if (box === null) throw new Error("The picture has no place on the page.");
  await app.mouse.move(box.x + box.width / 2, box.y + 100);
  await app.keyboard.down("Control");
  await app.mouse.wheel(0, -600);
  await app.keyboard.up("Control");
  const whole = await range.textContent();
  await expect(range).not.toHaveText("");
  await app.mouse.down();
  await app.mouse.move(box.x + box.width / 2 - 120, box.y + 100, { steps: 4 });
  await app.mouse.up();
  await expect(range).not.toHaveText(whole ?? "");
});

test("the table says the same", async ({ app }) => {
  await openTimeline(app);
  await app.getByText("The same as a table").click();
  await expect(app.getByRole("table", { name: "VPN sessions" }).getByRole("row")).toHaveCount(51);
  await expect(app.getByText("3 of 3 drops came after about one hour.")).toBeVisible();
});

test.describe("without any session", () => {
  test.use({ profiles: "none" });
  test("it says so and what helps", async ({ app }) => {
    await app.getByRole("link", { name: "Time line" }).click();
    await expect(app.getByText("The logs tell of no VPN session with a time.")).toBeVisible();
    await expectAccessible(app);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });
    test("axe finds nothing", async ({ app }) => {
      // axe looks at what lies behind each of the hundreds of parts of the picture.
      test.slow();
      await openTimeline(app);
      await expectAccessible(app);
      await app.getByRole("button", { name: /Office, .*55 min.*dropped/ }).click({ force: true });
      await app.getByText("The same as a table").click();
      await expectAccessible(app);
    });
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });
  test("nothing has to be scrolled sideways", async ({ app }) => {
    await openTimeline(app);
    await app.getByText("The same as a table").click();
    const overflow = await app.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });
});
