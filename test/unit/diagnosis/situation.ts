import type { Finding, FindingCode } from "../../../main/model/finding.ts";
import type { Observations } from "../../../main/model/observations.ts";

/** What is observed, and exactly what must be found in it: a row with no findings is a near miss. */
export interface Situation {
  readonly name: string;
  readonly given: Partial<Observations>;
  /** Exactly these findings, the worst first. */
  readonly expected: readonly `${FindingCode} ${Finding["confidence"]} ${Finding["severity"]}`[];
}
