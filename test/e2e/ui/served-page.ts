import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { startServe } from "../../../main/doors/serve/server.ts";
import { assetsFolder } from "./assets-folder.ts";
import { createFakeHandlers, type FakeProfiles } from "./fake-handlers.ts";
import type { FakeStart } from "./fake-settings.ts";

interface Fixtures {
  /** Which VPN profiles the fake machine has; `test.use({ profiles: "none" })`. */
  readonly profiles: FakeProfiles;
  /** Whose computer it is; `test.use({ start: "first" })`. */
  readonly start: FakeStart;
  /** Address of the page, with its secret. */
  readonly url: string;
  /** What the browser complained about: policy violations, script errors, requests to anywhere else. Must stay empty. */
  readonly complaints: readonly string[];
  /** The page, opened. */
  readonly app: Page;
}

export const test = base.extend<Fixtures>({
  profiles: ["one", { option: true }],
  start: ["usual", { option: true }],
  url: async ({ profiles, start }, use) => {
    const served = await startServe({ handlers: createFakeHandlers(profiles, start), assetsFolder });
    if (!served.ok) throw new Error(served.error.message);
    await use(served.value.url);
    await served.value.close();
  },
  complaints: async ({ page, url }, use) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const address = new URL(request.url());
      if (address.protocol !== "blob:" && address.origin !== new URL(url).origin)
        complaints.push(`went to ${request.url()}`);
    });
    await use(complaints);
    expect(complaints).toEqual([]);
  },
  app: async ({ page, url, complaints }, use) => {
    expect(complaints).toEqual([]);
    await page.goto(url);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await use(page);
  },
});

/** Types a gateway and starts the check. */
export async function startCheck(page: Page, gateway: string): Promise<void> {
  await page.getByLabel("VPN gateway").fill(gateway);
  await page.getByRole("button", { name: "Check my VPN" }).click();
}

/** Runs a check to its end. */
export async function check(page: Page, gateway: string): Promise<void> {
  await startCheck(page, gateway);
  await expect(page.getByRole("button", { name: "Share the result…" })).toBeVisible();
}

/** Unfolds everything that is on the screen; what is folded inside something folded comes after it. */
export async function openAll(page: Page): Promise<void> {
  const folded = page.locator("details:not([open]) > summary").filter({ visible: true });
  while ((await folded.count()) > 0) await folded.first().click();
}

/** Every rule of axe, also those that are advice only; or those that are named. */
export async function expectAccessible(page: Page, rules?: readonly string[]): Promise<void> {
  const builder = new AxeBuilder({ page }).options({ resultTypes: ["violations"] });
  const { violations } = await (rules === undefined ? builder : builder.withRules([...rules])).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

export { expect };
