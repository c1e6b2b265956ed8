import type { Page } from "@playwright/test";
import { pseudo } from "../../../renderer/texts/pseudo.ts";
import { expect, expectAccessible, test } from "./served-page.ts";
import { pageStates } from "./states.ts";

/*
 * Every page in every state, in English with accents, brackets and 40 % more length: nothing is there that is not in the
 * catalogue, nothing runs over, and axe finds nothing, in whatever colours.
 */

test.use({ locale: "en-XA" });

/** How far the page can be scrolled sideways. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

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
    } else if (node.parentElement?.closest("pre, code, [hidden]") === null) {
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
  /\d[\d.,]*\s?(?:ms|sec|min|hr|bytes?|kB|MB|%)/g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s\d{1,2}, \d{4}/g,
  /\b[AP]M\b/g,
  /\b(?:Linux|macOS|Windows|English|Deutsch|Español|Français)\b/g,
];

for (const { name, profiles = "one", start = "usual", reach } of pageStates) {
  test.describe(name, () => {
    test.use({ profiles, start });

    test("shows words of the catalogue only, in the window, to everybody", async ({ page, url }) => {
      const data = new Set<string>(["Tunnel", "Doctor"]);
      page.on("response", (response) => {
        if (!response.url().includes("/api/")) return;
        void response.text().then(
          (body) => {
            for (const line of body.split("\n").filter((part) => part !== "")) {
              for (const text of textsIn(JSON.parse(line))) data.add(text);
            }
          },
          () => undefined,
        );
      });
      await page.goto(url);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", "en-XA");
      await reach(page, pseudo);

      const known = [...data].filter((text) => /\p{L}/u.test(text)).sort((a, b) => b.length - a.length);
      const foreign = (await page.evaluate(shownTexts)).filter((text) => {
        let rest = withoutBrackets(text);
        for (const part of known) rest = rest.replaceAll(part, " ");
        for (const pattern of notInCatalogues) rest = rest.replace(pattern, " ");
        return /\p{L}{2}/u.test(rest);
      });
      expect(foreign).toEqual([]);

      expect(await overflow(page)).toBe(0);
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: "light", contrast: "more" });
      await expectAccessible(page);
      await page.emulateMedia({ forcedColors: "active" });
      await expectAccessible(page);
      await page.emulateMedia({ forcedColors: null, contrast: null });
      // 200 % zoom of a window of 1280 pixels is a window of 640; 400 % one of 320 (WCAG 2.2, 1.4.10).
      for (const width of [640, 320]) {
        await page.setViewportSize({ width, height: 640 });
        expect(await overflow(page), `at ${String(width)} pixels`).toBe(0);
      }
      await expectAccessible(page);
    });
  });
}
