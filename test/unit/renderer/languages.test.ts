import { describe, expect, it } from "vitest";
import { chooseLanguage, languageIds, languages } from "../../../renderer/texts/languages.ts";
import { pseudo } from "../../../renderer/texts/pseudo.ts";
import { createWording } from "../../../renderer/texts/wording.ts";

describe("chooseLanguage", () => {
  it.each([
    ["en", ["de-DE", "en-GB"], "en", "en-GB"],
    [undefined, ["xx", "en-GB"], "en", "en-GB"],
    [undefined, ["xx-YY"], "en", "en"],
    [undefined, [], "en", "en"],
    ["xx", ["en-US"], "en", "en-US"],
    [undefined, ["en-XA"], "en-XA", "en"],
  ] as const)("setting %s of a system in %j is %s", (setting, preferred, language, locale) => {
    expect(chooseLanguage(setting, preferred)).toEqual({ language, locale });
  });
});

describe("every language", () => {
  it.each(languageIds)("%s can be loaded and has the places of the window", async (id) => {
    expect((await languages[id].load()).app.places.check).not.toBe("");
  });
});

describe("createWording", () => {
  it("takes the form of the number", () => {
    const { plural, number, list } = createWording("en");
    const forms = { one: "{n} step", other: "{n} steps" };
    expect([plural(1, forms), plural(1200, forms)]).toEqual(["1 step", "1,200 steps"]);
    expect([number(12_000), list(["a", "b"])]).toEqual(["12,000", "a, b"]);
  });

  it("uses `other` where a language has no such form", () => {
    expect(createWording("ja").plural(1, { other: "{n} 件" })).toBe("1 件");
  });
});

describe("pseudo", () => {
  it("changes the words of a sentence and leaves its values, the numbers, and the keys", () => {
    expect(pseudo.app.footer("1.2.3")).toMatch(/^\[Ţûññéļ Ðöçţöŕ 1\.2\.3 · .* ~+.*\]$/);
    expect(pseudo.share.sealing.recipientWrong("age1")).toContain("“age1”");
    expect(pseudo.logs.sinceChoices.map(({ days }) => days)).toEqual([1, 7, 30]);
  });
});
