import type { Handlers } from "../../../main/api/dispatch.ts";
import { docDay } from "./doc-day.ts";
import { view } from "./fleet-states.ts";
import { button, finish, go, makeKey, type PageState } from "./state-steps.ts";

/** A picture in docs/images: a page as far as a window of this height shows it. */
interface DocPicture extends PageState {
  readonly heightPx: number;
  /** What this computer answers in place of the usual. */
  readonly handlers?: Partial<Handlers>;
}

/** The pictures that docs/*.md show, by their file names; test/unit/docs fails where one of them is missing. */
export const docPictures: readonly DocPicture[] = [
  { name: "result-light", heightPx: 1040, reach: (page, words) => finish(page, words, "vpn.example.com") },
  {
    name: "timeline-light",
    heightPx: 1000,
    handlers: docDay,
    reach: async (page, words) => {
      await go(page, words, "timeline");
      const drop = page.getByRole("button", { name: /^Office, .*dropped/ }).last();
      await drop.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: words.timeline.toLogs }).waitFor();
    },
  },
  {
    name: "share-ask-light",
    heightPx: 1200,
    reach: async (page, words) => {
      const { ask } = words.share;
      await makeKey(page, words);
      await page.getByLabel(ask.fields.caseId.label, { exact: true }).fill("INC-1234");
      await page.getByLabel(ask.fields.reason.label).fill("Your VPN drops in the home office");
      await page.getByLabel(ask.fields.gateway.label).filter({ visible: true }).fill("vpn.example.com");
      await button(page, ask.create).waitFor();
    },
  },
  {
    name: "fleet-light",
    heightPx: 1000,
    reach: async (page, words) => {
      await view(page, words, "compare");
      // As it is when the place is opened another time.
      await page.reload();
      await page.locator(".fleet-sentence").waitFor();
    },
  },
  {
    name: "fleet-settings-light",
    heightPx: 1000,
    reach: async (page, words) => {
      await view(page, words, "recommend");
      await page.reload();
      await page.getByRole("tab", { name: words.fleet.views.recommend }).click();
      await page.locator(".setting-value").first().waitFor();
      await page.locator(".recharts-line-curve").nth(1).waitFor();
    },
  },
];
