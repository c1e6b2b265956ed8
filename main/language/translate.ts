import type { Comparison } from "../model/comparison.ts";
import type { Report } from "../model/report.ts";
import type { Phrasebook } from "./phrasebook.ts";
import { mapComparisonTexts, mapReportTexts } from "./report-texts.ts";

/** An English report in the language of the phrasebook. Texts without a phrase, such as log lines, stay in English. */
export function translateReport(report: Report, { language, say }: Phrasebook): Report {
  return { ...mapReportTexts(report, say), language };
}

/** An English comparison in the language of the phrasebook. */
export function translateComparison(comparison: Comparison, { language, say }: Phrasebook): Comparison {
  return { ...mapComparisonTexts(comparison, say), language };
}
