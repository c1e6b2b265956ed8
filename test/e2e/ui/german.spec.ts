import type { Page } from "@playwright/test";
import { de } from "../../../renderer/texts/de.ts";
import type { Phrasebook } from "../../../main/language/phrasebook.ts";
import { translateComparison, translateReport } from "../../../main/language/translate.ts";
import { success } from "../../../main/model/failure.ts";
import { startServe } from "../../../main/doors/serve/server.ts";
import { assetsFolder } from "./assets-folder.ts";
import { createFakeHandlers } from "./fake-handlers.ts";
import { expect, test as base } from "./served-page.ts";
import { pageStates } from "./states.ts";

/*
 * Every page in every state in German: what the program behind the page says in English is never shown as it is. Its
 * phrasebook puts every text into brackets; a text of English that stands outside of them was not asked for.
 */

const phrasebook: Phrasebook = { language: "de", say: (text) => `[${text}]`, templatesOf: () => [] };

const test = base.extend({
  url: async ({ profiles, start }, use) => {
    const handlers: ReturnType<typeof createFakeHandlers> = {
      ...createFakeHandlers(profiles, start),
      "texts.translate": async ({ texts }) => success({ texts: texts.map(phrasebook.say) }),
      "report.translate": async ({ report }) => success({ report: translateReport(report, phrasebook) }),
      "comparison.translate": async ({ comparison }) =>
        success({ comparison: translateComparison(comparison, phrasebook) }),
    };
    const served = await startServe({ handlers, assetsFolder });
    if (!served.ok) throw new Error(served.error.message);
    await use(served.value.url);
    await served.value.close();
  },
});

test.use({ locale: "de-DE", timezoneId: "Europe/Berlin" });

/** What gives English away: words that German does not have, and how its times are written. */
const englishWords =
  "the|of|is|are|and|or|not|with|without|for|from|has|have|had|by|it|its|yes|than|your|you|to|this|that|been|does|only|" +
  "which|after|before|all|checked|found|seconds|minutes|packets|steps?|files?|Mar|May|Oct|Dec|Mon|Tue|Wed|Thu|Sun|AM|PM";

/** Texts of the page with English in them; commands, products, log lines and licences are so called in every language. */
function englishTexts(words: string): readonly string[] {
  const english = new RegExp(`(?<![\\p{L}\\p{N}./_:@=-])(?:${words})(?![\\p{L}\\p{N}/_:@=-]|\\.\\p{L})`, "u");
  const withoutBrackets = (text: string): string => {
    const rest = text.replace(/\[[^[\]]*\]/g, " ");
    return rest === text ? text : withoutBrackets(rest);
  };
  const shown: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ["aria-label", "title", "alt", "placeholder", "data-column"]) {
        shown.push(node.getAttribute(name) ?? "");
      }
    } else if (node.parentElement?.closest("pre, code, [hidden], [lang]:not(html), .licences tbody") === null) {
      shown.push(node.textContent ?? "");
    }
  }
  return [...new Set(shown)].filter((text) => english.test(withoutBrackets(text)));
}

/** What somebody has typed elsewhere. */
const writtenByPeople = ["Your VPN drops in the home office"];

const english = async (page: Page): Promise<readonly string[]> => {
  const found = await page.evaluate(englishTexts, englishWords);
  return found.filter((text) => !writtenByPeople.includes(text));
};

for (const { name, profiles = "one", start = "usual", reach } of pageStates) {
  test.describe(name, () => {
    test.use({ profiles, start });

    test("says nothing in English", async ({ page, url }) => {
      await page.goto(url);
      await expect(page.locator("html")).toHaveAttribute("lang", "de");
      await reach(page, de);
      // What the program says comes in English first.
      await expect.poll(() => english(page)).toEqual([]);
    });
  });
}
