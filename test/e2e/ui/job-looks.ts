import type { Page } from "@playwright/test";
import { de } from "../../../renderer/texts/de.ts";
import { en, type Texts } from "../../../renderer/texts/en.ts";
import { expect, expectAccessible } from "./served-page.ts";

/** A language, and the colours that its page begins with, in which every job is done from its start to its end. */
export interface JobLook {
  readonly name: string;
  readonly words: Texts;
  readonly language: "en" | "de";
  /** What the browser tells of the person. */
  readonly person: { readonly locale: string; readonly colorScheme: "light" | "dark" };
  /** Words that every page in another language has, and that none in this one may have. */
  readonly foreign: RegExp;
}

export const jobLooks: readonly JobLook[] = [
  {
    name: "in English",
    words: en,
    language: "en",
    person: { locale: "en-US", colorScheme: "light" },
    foreign: /(?<!\p{L})(?:der|das|und|nicht|ist|wird|werden|für|mit|von|eine[mnrs]?)(?!\p{L})/iu,
  },
  {
    name: "in German",
    words: de,
    language: "de",
    person: { locale: "de-DE", colorScheme: "dark" },
    foreign: /(?<!\p{L})(?:the|of|and|with|your|from|that|this|which|are|is|has|have|not|no|for|by|to)(?!\p{L})/iu,
  },
];

/** The start of a sentence of the catalogue, up to what is put into it. */
export const startOf = (sentence: (value: string) => string): string => sentence("\0").split("\0", 1)[0] ?? "";

/** Names are the same in every language: code, what can be chosen by its own name, products, what was measured how. */
const untranslated = "pre, code, [hidden], option, script, style, table.measurements td:nth-child(n + 3)";

/** Every text that is seen or read out, also that of folded parts. */
function readTexts(apart: string): string[] {
  const read: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.parentElement?.closest(apart) === null) read.push(node.textContent ?? "");
  }
  for (const named of document.querySelectorAll("[aria-label]")) {
    if (named.closest(apart) === null) read.push(named.getAttribute("aria-label") ?? "");
  }
  return read;
}

/** How light the page is, from 0 (black) to 255. */
const brightness = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] =
      getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g) ?? [];
    return (Number(red) + Number(green) + Number(blue)) / 3;
  });

/** The page as it is now: every sentence is in its language, and axe finds nothing in light colours and nothing in dark ones. */
export async function expectGoodPage(page: Page, { language, person, foreign }: JobLook): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect
    .poll(async () => (await page.evaluate(readTexts, untranslated)).filter((text) => foreign.test(text)))
    .toEqual([]);
  const own = person.colorScheme;
  for (const colorScheme of [own === "light" ? "dark" : "light", own] as const) {
    // The last one is the person's own again. With less motion, no colour is on its way to another one.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect.poll(async () => ((await brightness(page)) > 128 ? "light" : "dark")).toBe(colorScheme);
    await expectAccessible(page);
  }
}
