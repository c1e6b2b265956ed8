import type { ChecklistItem, Finding } from "../model/finding.ts";
import { checklistSteps } from "./checklist-steps.ts";
import type { Facts } from "./facts.ts";
import { listText } from "./wording.ts";

/**
 * Every step with its status: a finding, a clear result, or why it could not be done. What is still worth doing is said
 * for as long as no cause of the trouble is certain.
 */
export function checklistFor(facts: Facts, findings: readonly Finding[]): readonly ChecklistItem[] {
  const decided = findings.some(({ severity, confidence }) => severity !== "notice" && confidence === "certain");
  return checklistSteps.map(({ step, codes, check, next }) => {
    const found = findings.filter((finding) => codes.includes(finding.code));
    if (found.length > 0) return { step, status: "found", note: listText(found.map((finding) => finding.title)) };
    const { done, note } = check(facts);
    const isWorthDoing = done === "not-possible" && !decided && next !== undefined;
    return { step, status: done, note, ...(isWorthDoing ? { next } : {}) };
  });
}
