import type { Report, Verdict } from "../../main/model/report.ts";
import type { Scenario } from "./scenario.ts";

/** The contract between verdict and exit code of the command line. */
const exitCodeOf: Readonly<Record<Verdict, number>> = {
  healthy: 0,
  "problem-found": 1,
  "not-enough-checked": 3,
  cancelled: 4,
};

/** What is wrong with a report, given what is known to be true: one sentence each, none when everything is right. */
export function judge(report: Report, exitCode: number | null, expected: Scenario["expected"]): readonly string[] {
  const found = report.findings.map(({ code }) => code);
  return [
    ...expected.findings.filter((code) => !found.includes(code)).map((code) => `${code} was not found`),
    ...expected.forbidden.filter((code) => found.includes(code)).map((code) => `${code} was found, and is not true`),
    ...Object.entries(expected.measurements).flatMap(([kind, truth]) => {
      const measured = report.measurements.filter((measurement) => measurement.kind === kind);
      if (measured.some(({ outcome, value }) => outcome === "measured" && value === truth)) return [];
      const instead = measured.map(({ outcome, value, reason }) => String(value ?? reason ?? outcome)).join(", ");
      return [`${kind} is ${String(truth)}, the check says ${instead === "" ? "nothing" : instead}`];
    }),
    ...(report.verdict === expected.verdict
      ? []
      : [`the verdict is ${report.verdict} in place of ${expected.verdict}`]),
    ...(exitCode === exitCodeOf[report.verdict]
      ? []
      : [`exit code ${exitCode ?? "none"} does not go with the verdict ${report.verdict}`]),
  ];
}
