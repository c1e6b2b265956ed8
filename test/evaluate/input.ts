import { diagnose } from "../../main/diagnosis/evaluate.ts";
import type { Observations } from "../../main/model/observations.ts";
import { type Judged, judgeDiagnosis, type Truth } from "./score.ts";

/** Something to diagnose, wherever it comes from, and what is true of it. */
export interface Input {
  readonly truth: Truth;
  readonly observations: Observations;
}

/** Diagnoses it as a check would, and says whether that was right. */
export function judgeInput({ truth, observations }: Input): Judged {
  return judgeDiagnosis(truth, diagnose(observations));
}
