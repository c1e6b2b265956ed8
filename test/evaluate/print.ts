import type { Diagnosis } from "../../main/diagnosis/evaluate.ts";
import type { Input } from "./input.ts";
import { type Judged, percent, type Score, type Share } from "./score.ts";

/** Everything that was measured, and each wrong input by name with what was said in place of the truth. */
export function printScore(score: Score, judged: readonly Judged[], broken: readonly string[]): void {
  const line = (name: string, share: Share): void => console.log(`  ${name.padEnd(26)} ${shareText(share)}`);
  console.log(`${score.inputs} inputs`);
  console.log("\nFirst finding right, where a fault is there and can be told");
  line("all", score.top);
  for (const [name, share] of Object.entries({ ...score.topBySplit, ...score.topByOrigin })) line(name, share);
  console.log("\nNo finding above a notice, where nothing is wrong");
  line("healthy", score.healthy);
  console.log("\nHow often a finding of each confidence is right, of all inputs");
  for (const [name, share] of Object.entries(score.calibration)) line(name, share);
  console.log("\nCause                        precision            recall");
  for (const { code, precision, recall } of score.byCause)
    console.log(`  ${code.padEnd(26)} ${shareText(precision).padEnd(20)} ${shareText(recall)}`);
  console.log("\nTruth                        said first                   times");
  for (const { truth, said, times } of score.confusion)
    console.log(
      `${truth === said || (truth === "healthy" && said === "nothing") ? " " : "!"} ${truth.padEnd(26)} ${said.padEnd(28)} ${times}`,
    );
  printWrong(judged);
  const left = judged.filter(({ unusable }) => unusable !== undefined);
  console.log(
    `\n${left.length} inputs do not tell their cause (--case NAME prints the reason); of them ${left.filter(({ top }) => top !== null).length} have a finding above a notice`,
  );
  console.log(broken.length === 0 ? "\nAll promises are kept." : `\nBroken: ${broken.join("; ")}.`);
}

function printWrong(judged: readonly Judged[]): void {
  const wrong = judged.filter(
    ({ unusable, topRight, findings }) => (unusable === undefined && !topRight) || findings.some(isWrongCertain),
  );
  console.log(`\n${wrong.length} wrong or missing`);
  for (const { id, expected, findings, unusable } of wrong) {
    const said = findings.map(({ code, confidence, right }) => `${code} (${confidence}${right ? "" : ", wrong"})`);
    const truth = expected.join(" or ") || "nothing";
    console.log(
      `  ${id}: ${truth}${unusable === undefined ? "" : " (cannot be told)"}, said: ${said.join(", ") || "nothing"}`,
    );
  }
}

function isWrongCertain({ confidence, right }: Judged["findings"][number]): boolean {
  return confidence === "certain" && !right;
}

/** One input from its truth over what was observed to what was concluded, with the evidence. */
export function printTrace({ truth, observations }: Input, { findings, advice }: Diagnosis): void {
  const { events, sessions, measurements } = observations;
  console.log(`${truth.id} (${truth.split}): ${truth.truth}`);
  if (truth.source !== undefined) console.log(truth.source);
  console.log(`expected: ${truth.expected.join(" or ") || "nothing above a notice"}`);
  if (truth.unusable !== undefined) console.log(`cannot be told: ${truth.unusable}`);
  console.log("\nobserved");
  for (const { kind, outcome, value } of measurements) console.log(`  ${kind}: ${String(value ?? outcome)}`);
  for (const { atMs, stack, event, rowId, raw } of events)
    console.log(
      `  ${atMs === null ? "-" : new Date(atMs).toISOString()} ${stack} ${event} [${rowId ?? "-"}] ${raw.slice(0, 120)}`,
    );
  for (const session of sessions) console.log(`  session ${JSON.stringify(session)}`);
  console.log("\nsaid");
  for (const { code, confidence, severity, title, evidence } of findings) {
    console.log(`  ${code} (${confidence}, ${severity}): ${title}`);
    for (const { at, source, text } of evidence)
      console.log(`    - ${[at, source, text].filter((part) => part !== undefined).join("  ")}`);
  }
  if (findings.length === 0) console.log("  nothing");
  for (const text of advice) console.log(`  advice: ${text}`);
}

function shareText(share: Share): string {
  return share.of === 0 ? "-" : `${share.right}/${share.of} = ${percent(share).toFixed(1)} %`;
}
