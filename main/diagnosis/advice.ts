import type { Finding } from "../model/finding.ts";
import { gatewayAnswers, measuredNumber, measuredValue, type Facts } from "./facts.ts";
import { migrationAdvice } from "./migration.ts";
import { confidenceRank } from "./rule.ts";
import { countText } from "./wording.ts";

const shownAtMost = 5;

/** Losing more than this share of pings makes any VPN drop now and then. */
const noticeableLossPercent = 5;

const doers: Readonly<Record<Finding["fixes"][number]["who"], string>> = {
  you: "You",
  router: "Router",
  "vpn-admin": "VPN administrator",
};

/** What to do next, the most useful first: fixes for what was found, then what would decide what is still open. */
export function adviceFor(facts: Facts, findings: readonly Finding[]): readonly string[] {
  const faults = findings.filter((finding) => finding.severity !== "notice");
  const sure = faults.filter((finding) => confidenceRank[finding.confidence] >= confidenceRank.likely);
  const todo = faults.slice(0, 2).flatMap(firstFix);
  const deciding = deciders.filter(({ when }) => when(facts, sure.length > 0)).map(({ text }) => text(facts));
  return [...todo, ...migrationAdvice(facts, findings), ...deciding].slice(0, shownAtMost);
}

function firstFix({ fixes, title, confidence }: Finding): readonly string[] {
  const [first] = fixes;
  if (first === undefined) return [];
  const caution = confidence === "possible" ? "If it is so, " : "";
  return [`${title}. ${caution}${doers[first.who]}: ${first.title}.`];
}

interface Decider {
  readonly when: (facts: Facts, decided: boolean) => boolean;
  readonly text: (facts: Facts) => string;
}

/** What would tell more, and when it is worth saying. */
const deciders: readonly Decider[] = [
  {
    when: ({ observations }) => observations.gateway === undefined,
    text: () => "Give the name or address of the VPN gateway, so that the way to it can be measured.",
  },
  {
    when: (facts) => (measuredNumber(facts, "loss") ?? 0) >= noticeableLossPercent,
    text: (facts) =>
      `The network loses ${measuredNumber(facts, "loss") ?? 0} % of the packets; try a cable or another network before anything else.`,
  },
  {
    when: ({ observations }) => observations.events.length === 0,
    text: () => "Let the check read the VPN's logs, or hand it saved log files: most causes of a drop show only there.",
  },
  {
    when: ({ drops }, decided) => drops.length > 0 && !decided,
    text: ({ drops }) =>
      `The logs show ${countText(drops.length, "drop")} without a sure cause: compare their times with the gateway's log.`,
  },
  {
    when: (facts) => measuredValue(facts, "reach-udp-500") !== undefined && !gatewayAnswers(facts),
    text: () => "Run the check once over a phone's hotspot: if the gateway answers there, this network is at fault.",
  },
  {
    when: ({ observations, drops }, decided) => !decided && drops.length === 0 && observations.events.length > 0,
    text: () => "Run the check again right after the next drop, while its traces are fresh.",
  },
];
