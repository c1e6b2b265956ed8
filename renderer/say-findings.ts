import type { Finding, Measurement } from "../main/api/contract.ts";
import type { Say } from "./in-language.ts";

/** Findings with each of their texts said anew; names, codes and commands stay. */
export function sayFindings(findings: readonly Finding[], say: Say): readonly Finding[] {
  return findings.map((finding) => ({
    ...finding,
    title: say(finding.title),
    ...(finding.plain === undefined ? {} : { plain: say(finding.plain) }),
    ...(finding.expert === undefined ? {} : { expert: say(finding.expert) }),
    evidence: finding.evidence.map((item) => ({ ...item, text: say(item.text) })),
    fixes: finding.fixes.map((fix) => sayFix(fix, say)),
  }));
}

function sayFix(fix: Finding["fixes"][number], say: Say): Finding["fixes"][number] {
  return {
    ...fix,
    title: say(fix.title),
    steps: fix.steps.map(say),
    verify: say(fix.verify),
    commands: fix.commands.map((command) => ({ ...command, os: sayLabel(command.os, say) })),
    ...(fix.why === undefined ? {} : { why: say(fix.why) }),
    ...(fix.risk === undefined ? {} : { risk: say(fix.risk) }),
    ...(fix.undo === undefined ? {} : { undo: say(fix.undo) }),
  };
}

/** A product, and in brackets where in it: `Windows (as administrator)`. */
function sayLabel(label: string, say: Say): string {
  const [, product = label, details] = /^(.*?) \((.*)\)$/.exec(label) ?? [];
  return details === undefined ? say(product) : `${say(product)} (${details.split(", ").map(say).join(", ")})`;
}

/** Measurements with the reasons for having no value said anew. */
export function sayMeasurements(measurements: readonly Measurement[], say: Say): readonly Measurement[] {
  return measurements.map((measurement) =>
    measurement.reason === undefined ? measurement : { ...measurement, reason: say(measurement.reason) },
  );
}
