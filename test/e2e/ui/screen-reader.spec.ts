import { en } from "../../../renderer/texts/en.ts";
import { expect, test } from "./served-page.ts";
import { button, finish, go, hang, openCapture, text } from "./state-steps.ts";

/* What a screen reader is told: not more often than it can be listened to, and each thing by its name. */

test("a check that goes through seven steps at once is told of once", async ({ page, url }) => {
  await page.clock.install({ time: new Date("2026-11-23T09:00:00Z") });
  await page.goto(url);
  await button(page, en.start.button).waitFor();
  await page.clock.runFor(5_000);
  await page.clock.pauseAt(new Date("2026-11-23T09:01:00Z"));
  const announcer = page.getByRole("status").filter({ hasText: /done|started/ });
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const status = (target instanceof Element ? target : target.parentElement)?.closest("[role='status']");
        const said = status?.textContent ?? "";
        if (said !== "" && said !== told.at(-1)) told.push(said);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const told = () => page.evaluate(() => (window as unknown as { readonly told: readonly string[] }).told);

  await page.getByLabel(en.start.gateway, { exact: true }).fill("slow.example.com");
  await button(page, en.start.button).click();
  await text(page, "asking port 4500");
  await page.clock.runFor(3_900);
  expect((await told()).length).toBeLessThanOrEqual(1);
  await page.clock.runFor(4_200);
  await expect(announcer).toHaveText(en.running.announce(7, 12, en.stepTitle.reach));
  expect((await told()).length).toBeLessThanOrEqual(2);
});

test("what follows at once is told when the first has been listened to", async ({ page, url }) => {
  await page.clock.install({ time: new Date("2026-11-23T09:00:00Z") });
  await page.goto(url);
  await go(page, en, "captures");
  await page.getByLabel(en.captures.path).waitFor();
  await page.clock.pauseAt(new Date("2026-11-23T09:01:00Z"));
  await hang(page, "capture.read");
  await openCapture(page, en, "nat-timeout-idle-ikev2.client.pcap");
  await text(page, en.captures.reading);
  await page.clock.runFor(100);
  const announcer = page.getByRole("status").filter({ hasText: /capture|Reading/ });
  await expect(announcer).toHaveText(en.captures.reading);

  await button(page, en.captures.stop).click();
  await text(page, en.captures.stopped);
  await page.clock.runFor(3_000);
  await expect(announcer).toHaveText(en.captures.reading);
  await page.clock.runFor(1_000);
  await expect(announcer).toHaveText(en.captures.stopped);
});

test("the form, a running check and a result have the names and the order that they are read in", async ({ app }) => {
  await expect(app.locator("body")).toMatchAriaSnapshot(`
    - link "Skip to the content"
    - banner:
      - navigation "Places":
        - link "Check"
        - link "Time line"
        - link "Measurements"
        - link "Logs"
        - link "Captures"
        - link "Compare"
        - link "Share"
        - link "Fleet"
      - navigation:
        - link "Settings"
        - link "About"
    - main:
      - heading "Why does your VPN keep dropping?" [level=1]
      - textbox "VPN gateway"
      - button "Check my VPN"
      - group: Options
      - group: Try it on a practice network
    - contentinfo
  `);
  await finish(app, en, "vpn.example.com");
  await expect(app.getByRole("main")).toMatchAriaSnapshot(`
    - heading "We found what stops your VPN" [level=1]
    - button "Share the result…"
    - button "Check again"
    - button "New check"
    - region "What was found":
      - heading "What was found" [level=2]
      - article "Large packets disappear on the way, and nobody says so":
        - heading "Large packets disappear on the way, and nobody says so" [level=3]
  `);
});
