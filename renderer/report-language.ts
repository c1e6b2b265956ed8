import { useEffect, useState } from "react";
import type { CallOutput, Outcome, Report } from "../main/api/contract.ts";
import type { Bridge } from "./bridge/bridge.ts";
import { isLanguage, type Language } from "./texts/languages.ts";
import { language } from "./texts/texts.ts";

type Comparison = CallOutput<"compare.reports">;
export type ReportLanguage = Language;

/** The language in which reports are shown: that of the page. */
export function reportLanguage(): ReportLanguage {
  return isLanguage(language) ? language : "en";
}

/** The report with its texts in the language; as it is where it is in that language already. */
export async function translateReport(
  bridge: Bridge,
  report: Report,
  wanted: ReportLanguage,
): Promise<Outcome<Report>> {
  if ((report.language ?? "en") === wanted) return { ok: true, value: report };
  const outcome = await bridge.call("report.translate", { report, language: wanted });
  return outcome.ok ? { ok: true, value: outcome.value.report } : outcome;
}

/** The comparison with its texts in the language of the page; in English where they cannot be had. */
export async function translateComparison(bridge: Bridge, comparison: Comparison): Promise<Comparison> {
  const wanted = reportLanguage();
  if ((comparison.language ?? "en") === wanted) return comparison;
  const outcome = await bridge.call("comparison.translate", { comparison, language: wanted });
  return outcome.ok ? outcome.value.comparison : comparison;
}

interface ShownReport {
  readonly report: Report;
  readonly translation: "none-needed" | "under-way" | "done" | "failed";
}

/** The report in the language of the page; until it is translated, and where it cannot be, as it is. */
export function useReportInLanguage(bridge: Bridge, report: Report): ShownReport {
  const wanted = reportLanguage();
  const needed = (report.language ?? "en") !== wanted;
  const [made, setMade] = useState<{
    readonly of: Report;
    readonly wanted: string;
    readonly outcome: Outcome<Report>;
  }>();
  useEffect(() => {
    if (!needed) return undefined;
    let gone = false;
    void translateReport(bridge, report, wanted).then((outcome) => {
      if (!gone) setMade({ of: report, wanted, outcome });
    });
    return () => {
      gone = true;
    };
  }, [bridge, report, wanted, needed]);
  if (!needed) return { report, translation: "none-needed" };
  if (made?.of !== report || made.wanted !== wanted) return { report, translation: "under-way" };
  return made.outcome.ok ? { report: made.outcome.value, translation: "done" } : { report, translation: "failed" };
}
