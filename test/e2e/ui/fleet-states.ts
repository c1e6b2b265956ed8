import type { Page } from "@playwright/test";
import type { Texts } from "../../../renderer/texts/en.ts";

/** The Fleet place in one of its states, and the way there by the words of any language. */
interface FleetState {
  readonly name: string;
  readonly reach: (page: Page, words: Texts) => Promise<unknown>;
}

const button = (page: Page, name: string) => page.getByRole("button", { name }).filter({ visible: true }).first();

async function open(page: Page, words: Texts): Promise<void> {
  await page.getByRole("link", { name: words.app.places.fleet, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: words.fleet.title }).waitFor();
}

async function add(page: Page, words: Texts, path: string): Promise<void> {
  await open(page, words);
  await page.getByText(words.fleet.empty.title).waitFor();
  await page.getByText(words.fleet.add.more, { exact: true }).click();
  await page.getByLabel(words.fleet.add.folder, { exact: true }).fill(path);
  await button(page, words.fleet.add.addFolder).click();
}

/** A view of a fleet with some hundred bundles, when everything in it is there. */
export async function view(page: Page, words: Texts, id: keyof Texts["fleet"]["views"]): Promise<void> {
  await add(page, words, "/srv/bundles");
  await page.getByText(words.fleet.add.finished).waitFor();
  await page.getByRole("tab", { name: words.fleet.views[id], exact: true }).click();
  await page.locator(".fleet [aria-busy='false'] .card, .event-list").filter({ visible: true }).first().waitFor();
  await page.locator("[aria-busy='true']").filter({ visible: true }).first().waitFor({ state: "hidden" });
}

async function chooseBundle(page: Page): Promise<void> {
  await page.getByRole("grid").focus();
  await page.keyboard.press("ArrowDown");
}

/** The states of the Fleet place but its longest pages, which `fleet.spec.ts` looks at once each. */
export const fleetStates: readonly FleetState[] = [
  {
    name: "fleet-loading",
    reach: async (page, words) => {
      await page.route("**/api/fleet.summary", () => undefined);
      await open(page, words);
      await page.getByText(words.fleet.loading).waitFor();
    },
  },
  {
    name: "fleet-empty",
    reach: async (page, words) => {
      await open(page, words);
      await page.getByText(words.fleet.empty.title).waitFor();
    },
  },
  {
    name: "fleet-missing",
    reach: async (page, words) => {
      await add(page, words, "/missing");
      await page.getByRole("alert").first().waitFor();
    },
  },
  {
    name: "fleet-damaged",
    reach: async (page, words) => {
      await add(page, words, "/damaged");
      await button(page, words.fleet.tryAgain).waitFor();
    },
  },
  {
    name: "fleet-adding",
    reach: async (page, words) => {
      await add(page, words, "/slow");
      await page.getByText(words.fleet.add.progress(40, 100)).waitFor();
    },
  },
  {
    name: "fleet-stopped",
    reach: async (page, words) => {
      await add(page, words, "/slow");
      await page.getByText(words.fleet.add.progress(40, 100)).waitFor();
      await button(page, words.fleet.add.stop).click();
      await page.getByText(words.fleet.add.stopped).waitFor();
    },
  },
  {
    name: "fleet-refused",
    reach: async (page, words) => {
      await view(page, words, "compare");
      await page.locator("summary", { hasText: words.fleet.refused.title(2) }).click();
    },
  },
  {
    name: "fleet-compared",
    reach: async (page, words) => {
      await view(page, words, "compare");
      await page.getByLabel(words.fleet.compare.by, { exact: true }).selectOption("nat");
      await page.getByRole("table", { name: words.fleet.compare.groups(words.fleet.dimensions.nat) }).waitFor();
    },
  },
  {
    name: "fleet-settings",
    reach: async (page, words) => {
      await view(page, words, "recommend");
      const keepalive = page.getByRole("region", { name: words.fleet.recommend.settings.keepalive });
      await keepalive.locator("summary").first().click();
      await keepalive.getByRole("table").waitFor();
      await page.waitForFunction((drawing) => !document.body.innerText.includes(drawing), words.fleet.charts.loading);
    },
  },
  {
    name: "fleet-bundles",
    reach: async (page, words) => {
      await view(page, words, "bundles");
      await chooseBundle(page);
      await button(page, words.fleet.bundle.keep).click();
    },
  },
  {
    name: "fleet-charts",
    reach: async (page, words) => {
      await view(page, words, "charts");
      await page.locator(".chart-stack path").first().waitFor();
    },
  },
  {
    name: "fleet-summary",
    reach: async (page, words) => {
      await view(page, words, "summary");
      await page.locator(".chart-stack path").first().waitFor();
    },
  },
  {
    name: "fleet-report",
    reach: async (page, words) => {
      await view(page, words, "bundles");
      await chooseBundle(page);
      await button(page, words.fleet.bundle.show).click();
      await button(page, words.fleet.bundle.close).waitFor();
    },
  },
  {
    name: "fleet-pair",
    reach: async (page, words) => {
      await view(page, words, "bundles");
      await chooseBundle(page);
      const name = (await page.locator(".fleet h3").filter({ hasText: "synthetic-" }).first().textContent()) ?? "";
      await button(page, words.fleet.bundle.keep).click();
      await chooseBundle(page);
      await button(page, words.fleet.bundle.compareWith(name)).click();
      await page.getByRole("region", { name: words.compare.result }).waitFor();
    },
  },
  {
    name: "fleet-groups",
    reach: async (page, words) => {
      await view(page, words, "bundles");
      await page.getByLabel(words.fleet.list.group, { exact: true }).selectOption("osBuild");
      await page.getByRole("treegrid").focus();
      for (const key of ["ArrowDown", "Enter", "ArrowDown"]) await page.keyboard.press(key);
      await button(page, words.fleet.bundle.show).waitFor();
    },
  },
];
