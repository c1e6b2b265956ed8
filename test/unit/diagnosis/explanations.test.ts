import { describe, expect, it } from "vitest";
import { explanations } from "../../../main/diagnosis/explanations.ts";
import { findingCodeSchema } from "../../../main/model/finding.ts";

describe("explanations", () => {
  it.each(findingCodeSchema.options)("%s has whole sentences for every question", (code) => {
    for (const sentence of Object.values(explanations[code])) expect(sentence).toMatch(/^[A-Z].{12,}[.]$/);
  });
});
