import type { Fix, Report } from "../../../main/api/contract.ts";
import type { Texts } from "../../texts/en.ts";
import { texts } from "../../texts/texts.ts";

/** `good` green, `bad` red, `warn` amber, `neutral` no judgement. Icon and words say the same as the colour. */
export type Tone = "good" | "bad" | "warn" | "neutral";

export interface VerdictText {
  readonly tone: Tone;
  readonly title: string;
  readonly lead: string;
}

/** The verdict in plain words. A problem is named by its first finding, because findings come worst first. */
export function describeVerdict(
  { verdict, because, findings }: Pick<Report, "verdict" | "because" | "findings">,
  { verdict: words }: Pick<Texts, "verdict"> = texts,
): VerdictText {
  switch (verdict) {
    case "healthy":
      return { tone: "good", ...words.healthy };
    case "not-enough-checked":
      return { tone: "neutral", ...words.notEnough, ...(because === undefined ? {} : { lead: because }) };
    case "cancelled":
      return { tone: "neutral", ...words.cancelled };
    case "problem-found": {
      const [first, ...others] = findings;
      if (first === undefined) return { tone: "neutral", ...words.notEnough };
      return {
        tone: first.severity === "blocks" ? "bad" : "warn",
        title: words.problem[first.severity][first.confidence],
        lead: words.problemLead(first.title, others.length),
      };
    }
  }
}

const whoOrder: readonly Fix["who"][] = ["you", "router", "vpn-admin"];

/** Fixes in the order in which a person would turn to people: oneself first. */
export function sortFixes(fixes: readonly Fix[]): readonly Fix[] {
  return fixes.toSorted((a, b) => whoOrder.indexOf(a.who) - whoOrder.indexOf(b.who));
}

/** Everybody who can do something about any finding, oneself first. */
export function whoCanFix({ findings }: Pick<Report, "findings">): readonly Fix["who"][] {
  const named = new Set(findings.flatMap(({ fixes }) => fixes.map(({ who }) => who)));
  return whoOrder.filter((who) => named.has(who));
}
