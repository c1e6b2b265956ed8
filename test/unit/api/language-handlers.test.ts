import { describe, expect, it } from "vitest";
import { createLanguageHandlers } from "../../../main/api/language-handlers.ts";
import { catalogues } from "../../../main/language/languages.ts";
import { languageSchema } from "../../../main/model/language.ts";
import { aReport } from "../../fakes/report.ts";

const context = { signal: new AbortController().signal, emit: () => undefined };
const translate = createLanguageHandlers()["report.translate"];

describe("report.translate", () => {
  it.each(languageSchema.options)(
    "gives a report in a language that has words, and says so where not: %s",
    async (language) => {
      const outcome = await translate({ report: aReport(), language }, context);
      if (language === "en") expect(outcome).toEqual({ ok: true, value: { report: aReport() } });
      else if (catalogues[language] === undefined)
        expect(outcome).toMatchObject({ ok: false, error: { code: "not-found" } });
      else expect(outcome).toMatchObject({ ok: true, value: { report: { language } } });
    },
  );

  it("gives back what is in the language already, and translates from English only", async () => {
    const german = aReport({ language: "de" });
    expect(await translate({ report: german, language: "de" }, context)).toEqual({
      ok: true,
      value: { report: german },
    });
    const outcome = await translate({ report: german, language: "fr" }, context);
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });
});
