import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { wireHandlers } from "../../../main/doors/wiring.ts";
import { startServe } from "../../../main/doors/serve/server.ts";
import { en } from "../../../renderer/texts/en.ts";
import { assetsFolder } from "./assets-folder.ts";
import { expect, test } from "./served-page.ts";
import { button, go, unfold } from "./state-steps.ts";

/* What is chosen once holds on every place, and between starts. */

const dayMs = 86_400_000;

/** What the page asks of a call, from now on. */
function inputsOf(page: Page, call: string): unknown[] {
  const inputs: unknown[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith(`/api/${call}`)) inputs.push(request.postDataJSON());
  });
  return inputs;
}

test("the window of the logs holds for checks, logs, the time line and comparisons", async ({ app }) => {
  const logs = inputsOf(app, "logs.read");
  const sessions = inputsOf(app, "sessions.read");
  const checks = inputsOf(app, "check.run");
  await go(app, en, "logs");
  await expect.poll(() => JSON.stringify(logs)).toContain(String(7 * dayMs));

  await go(app, en, "settings");
  await app.getByLabel(en.settings.logWindow).selectOption("30");
  await app.getByLabel(en.settings.profile).selectOption("quick");
  // A place that was open before follows too.
  await expect.poll(() => JSON.stringify(logs)).toContain(String(30 * dayMs));
  await go(app, en, "timeline");
  await expect(app.getByLabel(en.timeline.since).filter({ visible: true })).toHaveValue("30");
  await expect.poll(() => JSON.stringify(sessions)).toContain(String(30 * dayMs));

  await go(app, en, "check");
  await app.getByLabel(en.start.gateway, { exact: true }).fill("healthy.example.com");
  await button(app, en.start.button).click();
  await button(app, en.verdict.newCheck).waitFor();
  await go(app, en, "compare");
  await app.locator("#compare-gateway").fill("healthy.example.com");
  await button(app, en.compare.sides.before.button).click();
  await expect.poll(() => checks.length).toBe(2);
  for (const check of checks) {
    expect(check).toMatchObject({ options: { profile: "quick", sinceMs: 30 * dayMs } });
  }
});

test.describe("on a computer of an organisation", () => {
  test.use({ start: "managed" });

  test("the form of a check says what is decided, and does not take another value", async ({ app }) => {
    await unfold(app);
    await expect(app.getByText(en.settings.locked).filter({ visible: true })).toHaveCount(2);
    await expect(app.getByRole("radio", { name: /Quick/ })).toBeDisabled();
    await expect(app.getByLabel(en.start.helpers.responder.label)).toBeDisabled();
    await expect(app.getByLabel(en.start.helpers.responder.label)).toHaveValue("responder.example.com:3478");
    await expect(app.getByLabel(en.start.helpers.stun.label)).toBeEnabled();
  });
});

test("colours and the last result are there again at the next start", async ({ page }) => {
  // Two starts and a check of this computer's own loopback.
  test.setTimeout(90_000);
  const folder = await mkdtemp(path.join(tmpdir(), "settings-"));
  process.env["TUNNEL_DOCTOR_DATA"] = folder;
  const start = async () => {
    const served = await startServe({ handlers: wireHandlers("serve"), assetsFolder });
    if (!served.ok) throw new Error(served.error.message);
    await page.goto(served.value.url);
    return served.value;
  };

  const first = await start();
  await button(page, en.about.welcome.start).click();
  await go(page, en, "settings");
  await page.getByLabel(en.settings.theme, { exact: true }).selectOption("dark");
  await page.getByLabel(en.settings.profile).selectOption("quick");
  await go(page, en, "check");
  await page.getByText(en.start.options, { exact: true }).click();
  await page.getByLabel(en.start.logs).uncheck();
  await page.getByLabel(en.start.gateway, { exact: true }).fill("127.0.0.1");
  await button(page, en.start.button).click();
  await button(page, en.verdict.newCheck).waitFor({ timeout: 60_000 });
  const verdict = await page.getByRole("heading", { level: 1 }).filter({ visible: true }).textContent();
  await first.close();

  const second = await start();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await button(page, en.start.showLast).click();
  await expect(page.getByRole("heading", { level: 1 }).filter({ visible: true })).toHaveText(verdict ?? "");
  await go(page, en, "measurements");
  await expect(page.getByRole("heading", { name: en.measuring.reach })).toBeVisible();
  await second.close();
  await rm(folder, { recursive: true });
});
