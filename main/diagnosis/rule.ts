import type { Cause, Evidence, Finding, FindingCode, Fix } from "../model/finding.ts";
import type { Facts } from "./facts.ts";
import type { FindingText } from "./texts/finding-texts.ts";

/** What a rule concludes from the facts, with the evidence for it and what speaks against it. */
export interface Match {
  /** Instead of the rule's title, where the facts allow a more exact one. */
  readonly title?: string;
  /** Instead of what the code is called, where the facts allow more exact words. */
  readonly texts?: FindingText;
  readonly severity: Finding["severity"];
  readonly confidence: Finding["confidence"];
  readonly evidence: readonly Evidence[];
  readonly fixes: readonly Fix[];
  /** A mere possibility, shown only where no finding above a notice is at least likely. */
  readonly onlyIfUnexplained?: boolean;
}

/** One cause and how it is recognised. A rule that cannot tell returns null: "not checked" is never "no". */
export interface Rule {
  readonly code: FindingCode;
  readonly cause: Cause;
  readonly title: string;
  /** Findings that are mere consequences when this one holds, and are then not shown. */
  readonly explains: readonly FindingCode[];
  readonly test: (facts: Facts) => Match | null;
}

/** Higher is surer. */
export const confidenceRank: Readonly<Record<Finding["confidence"], number>> = { certain: 2, likely: 1, possible: 0 };

/** One step less sure where something speaks against it; what is only possible stays so. */
export function lowered(confidence: Finding["confidence"], speaksAgainst: boolean): Finding["confidence"] {
  if (!speaksAgainst) return confidence;
  return confidence === "certain" ? "likely" : "possible";
}

/** Higher is worse. */
export const severityRank: Readonly<Record<Finding["severity"], number>> = { blocks: 2, degrades: 1, notice: 0 };

/**
 * Whether a finding of one confidence may hide a finding of another: a guess hides only a guess, because a consequence
 * that is certain must not vanish behind a cause that is not.
 */
export function mayHide(explaining: Finding["confidence"], hidden: Finding["confidence"]): boolean {
  return confidenceRank[explaining] >= Math.min(confidenceRank[hidden], confidenceRank.likely);
}
