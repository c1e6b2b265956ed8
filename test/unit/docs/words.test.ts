import { describe, expect, it } from "vitest";
import { en as app } from "../../../main/doors/app/texts/en.ts";
import { en } from "../../../renderer/texts/en.ts";
import { readPages } from "./markdown.ts";

/* Places and buttons are called in the pages what they are called in the window. */

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const shown = new Set([...textsIn(en), ...textsIn(app)]);
/** What stands in bold, but not what begins a point of a list or is a sentence. */
const named = readPages()
  .filter(({ path }) => /^docs\/(?:employee|helpdesk|admin|fleet)\.md$/.test(path))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/(\n(?:- |\d+\. ))?\*\*([^*]+)\*\*/g)]
      .filter(([, point, words = ""]) => point === undefined && !/[.?]$/.test(words))
      .map(([, , words = ""]) => ({ path, words: words.replaceAll(/\s+/g, " ") })),
  );

describe("the pages for people name what the window shows", () => {
  it("and name some", () => {
    expect(named.map(({ words }) => words)).toEqual(expect.arrayContaining(["Check my VPN", "Fleet"]));
  });

  it.each(named)("$path: $words", ({ words }) => {
    expect(shown).toContain(words);
  });
});
