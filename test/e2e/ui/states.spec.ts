import type { Page } from "@playwright/test";
import { languages } from "../../../renderer/texts/languages.ts";
import { pseudo } from "../../../renderer/texts/pseudo.ts";
import { startServe } from "../../../main/doors/serve/server.ts";
import type { CallContext } from "../../../main/api/dispatcher.ts";
import { assetsFolder } from "./assets-folder.ts";
import { createFakeHandlers } from "./fake-handlers.ts";
import { expect, expectAccessible, test as base } from "./served-page.ts";
import { pageStates } from "./states.ts";

/*
 * Every page in every state, in English with accents, brackets and 40 % more length: nothing is there that is not in the
 * catalogue, nothing runs over, and axe finds nothing, in whatever colours.
 */

type AnyHandler = (input: unknown, context: CallContext<unknown>) => Promise<unknown>;

/** The page over handlers that keep what they answer: those texts are no words of the page. */
const test = base.extend<{ readonly answers: unknown[] }>({
  answers: async ({}, use) => use([]),
  url: async ({ profiles, start, answers }, use) => {
    const recorded = Object.entries(createFakeHandlers(profiles, start)).map(([name, handler]) => [
      name,
      async (input: unknown, { signal, emit }: CallContext<unknown>) => {
        const tell = (progress: unknown): void => {
          answers.push(progress);
          emit(progress);
        };
        const outcome = await (handler as AnyHandler)(input, { signal, emit: tell });
        answers.push(input, outcome);
        return outcome;
      },
    ]);
    const handlers = Object.fromEntries(recorded) as ReturnType<typeof createFakeHandlers>;
    const served = await startServe({ handlers, assetsFolder });
    if (!served.ok) throw new Error(served.error.message);
    await use(served.value.url);
    await served.value.close();
  },
});

test.use({ locale: "en-XA" });

/** What stands out of the window to the right, where the page can be scrolled sideways. */
const overflow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    return [
      `${String(scrollWidth - clientWidth)} pixels`,
      ...wide.slice(-4).map(({ outerHTML }) => outerHTML.slice(0, 160)),
    ];
  });

/** Every text that a person sees or a screen reader reads, but not what is code or has been typed. */
function shownTexts(): string[] {
  const shown: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ["aria-label", "title", "alt", "placeholder", "data-column"]) {
        const text = node.getAttribute(name);
        if (text !== null) shown.push(text);
      }
      // A label of a chart may be broken into lines.
      if (node.matches("svg text")) {
        const lines = [...node.querySelectorAll("tspan")].map(({ textContent }) => textContent);
        shown.push(lines.length === 0 ? node.textContent : lines.join(" "));
      }
    } else if (node.parentElement?.closest("pre, code, svg text, [hidden], .licences tbody") === null) {
      shown.push(node.textContent ?? "");
    }
  }
  return shown;
}

/** All texts inside a value, also those of its keys: pseudonyms and counts are shown by them. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)]);
}

/** What is left of a text without what stands in brackets, which may stand in each other. */
function withoutBrackets(text: string): string {
  const rest = text.replace(/\[[^[\]]*\]/g, " ");
  return rest === text ? text : withoutBrackets(rest);
}

/** Numbers with units, dates and names of languages are written by Intl and by tables that need no translation. */
const notInCatalogues = [
  /\d[\d.,]*\s?(?:ms|sec|min|hr|bytes?|kB|MB|dBm|%)/g,
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:,? [A-Z][a-z]{2})? \d{1,2}\b/g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s\d{1,2}(?:, \d{4})?/g,
  /\b[AP]M\b/g,
  /\b(?:Linux|macOS|Windows)\b/g,
  new RegExp(
    Object.values(languages)
      .map(({ name }) => name)
      .join("|"),
    "g",
  ),
  // Names of files that a state hands over.
  /\b[a-z]+\.tdbundle\b/g,
];

/** What people set their systems to; nothing but colours differs, so that no other rule of axe can find more there. */
const otherLooks = [
  { colorScheme: "dark", reducedMotion: "reduce" },
  { colorScheme: "light", contrast: "more" },
  { forcedColors: "active" },
] as const;
const colourRules = ["color-contrast", "link-in-text-block"];
/** The rules of axe that depend on how much room there is. */
const widthRules = ["target-size", "scrollable-region-focusable"];

for (const { name, profiles = "one", start = "usual", reach } of pageStates) {
  test.describe(name, () => {
    test.use({ profiles, start });

    test("shows words of the catalogue only, in the window, to everybody", async ({ page, url, answers }) => {
      // Axe goes over the page five times, and some states hold long tables.
      test.setTimeout(60_000);
      await page.goto(url);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", "en-XA");
      await reach(page, pseudo);

      const shown = await page.evaluate(shownTexts);
      // After the page: an answer that comes in between is known before it is shown.
      const known = [...new Set(textsIn(answers))]
        .filter((text) => /\p{L}{2}/u.test(text))
        .sort((a, b) => b.length - a.length);
      const foreign = shown.filter((text) => {
        let rest = text;
        for (const part of known) rest = rest.replaceAll(part, " ");
        rest = withoutBrackets(rest);
        for (const pattern of notInCatalogues) rest = rest.replace(pattern, " ");
        return /\p{L}{2}/u.test(rest);
      });
      expect(foreign).toEqual([]);

      expect(await overflow(page)).toEqual([]);
      await expectAccessible(page);
      for (const look of otherLooks) {
        await page.emulateMedia(look);
        await expectAccessible(page, colourRules);
      }
      await page.emulateMedia({ forcedColors: null, contrast: null });
      // 200 % zoom of a window of 1280 pixels is a window of 640; 400 % one of 320 (WCAG 2.2, 1.4.10).
      for (const width of [640, 320]) {
        await page.setViewportSize({ width, height: 640 });
        expect(await overflow(page), `at ${String(width)} pixels`).toEqual([]);
      }
      await expectAccessible(page, widthRules);
    });
  });
}
