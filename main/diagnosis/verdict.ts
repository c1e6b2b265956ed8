import type { Finding } from "../model/finding.ts";
import type { Observations } from "../model/observations.ts";
import type { Verdict } from "../model/report.ts";

/**
 * The verdict of a completed check. `healthy` must be earned: an IKE port answered, the path MTU was measured, no finding
 * blocks or degrades, and neither a drop nor a failed last attempt in the logs is left unexplained.
 */
export function verdictOf(observations: Observations, findings: readonly Finding[]): Exclude<Verdict, "cancelled"> {
  if (findings.some((finding) => finding.severity !== "notice")) return "problem-found";
  const { measurements, sessions } = observations;
  const reached = measurements.some(
    ({ kind, outcome, value }) =>
      (kind === "reach-udp-500" || kind === "reach-udp-4500") && outcome === "measured" && value === "answered",
  );
  const sized = measurements.some(({ kind, outcome }) => kind === "path-mtu" && outcome === "measured");
  const dropped = sessions.some((session) => session.outcome === "dropped");
  const last = sessions.at(-1);
  const failedLast = last?.outcome === "never-connected" && last.endedBy !== "local";
  return reached && sized && !dropped && !failedLast ? "healthy" : "not-enough-checked";
}
