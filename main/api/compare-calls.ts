import { z } from "zod";
import { comparisonSchema } from "../model/comparison.ts";
import { reportSchema } from "../model/report.ts";

/** Where a report is: in a file (report, bundle, log, folder of logs), among the last runs, or in the caller's hands. */
const comparedReportSchema = z.union([
  z.object({ path: z.string().min(1).max(4096) }).strict(),
  z.object({ runId: z.string().min(1).max(64) }).strict(),
  z.object({ report: reportSchema }).strict(),
]);

export const compareCalls = {
  /** Two runs side by side: before and after a change, or in one network and in another. */
  "compare.reports": {
    input: z.object({ before: comparedReportSchema, after: comparedReportSchema }),
    output: comparisonSchema,
  },
} as const;
