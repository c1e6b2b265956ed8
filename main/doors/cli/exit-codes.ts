import type { Failure } from "../../model/failure.ts";
import type { Verdict } from "../../model/report.ts";

/** Exit codes of the command line; scripts and device management rely on them. */
export const exitCodes = {
  healthy: 0,
  problemFound: 1,
  usage: 2,
  notEnoughChecked: 3,
  cancelled: 4,
  refused: 5,
} as const;

const byVerdict: Readonly<Record<Verdict, number>> = {
  healthy: exitCodes.healthy,
  "problem-found": exitCodes.problemFound,
  "not-enough-checked": exitCodes.notEnoughChecked,
  cancelled: exitCodes.cancelled,
};

/** @param exitZero for tools that read 1 as a failure of the program: a found problem then exits with 0 */
export function exitCodeOf(verdict: Verdict, exitZero: boolean): number {
  return exitZero && verdict === "problem-found" ? exitCodes.healthy : byVerdict[verdict];
}

/** The exit code of an expected failure. */
export function exitCodeOfFailure({ code }: Failure): number {
  if (code === "invalid-input") return exitCodes.usage;
  if (code === "cancelled" || code === "timed-out") return exitCodes.cancelled;
  return code === "refused" ? exitCodes.refused : exitCodes.notEnoughChecked;
}
