import type { ComparedFinding, ComparedMeasurement, Comparison } from "../../model/comparison.ts";
import type { Say } from "./language.ts";
import { wrap, type Terminal } from "./terminal.ts";

const marks: Readonly<
  Record<Comparison["conclusion"]["kind"], readonly [mark: string, style: "green" | "red" | "yellow"]>
> = {
  "network-is-the-cause": ["!", "yellow"],
  "not-the-network": ["!", "yellow"],
  better: ["✓", "green"],
  worse: ["✗", "red"],
  "no-change": ["=", "yellow"],
  "cannot-tell": ["?", "yellow"],
};

const findingWords: Readonly<Record<ComparedFinding["change"], string>> = {
  gone: "gone",
  new: "new",
  unchanged: "as before",
  surer: "surer now",
  "less-sure": "less sure now",
};

const measurementWords: Readonly<Record<ComparedMeasurement["change"], string>> = {
  same: "same",
  "within-bounds": "no real difference",
  changed: "changed",
  "not-comparable": "not comparable",
};

/** The comparison as a person reads it: what it means first, then drops, findings and measurements. */
export function comparisonText(comparison: Comparison, terminal: Terminal, say: Say): string {
  const { conclusion, before, after, drops, findings, measurements, cautions } = comparison;
  const width = terminal.widthColumns;
  const [mark, style] = marks[conclusion.kind];
  const lines = [
    "",
    terminal.paint(["bold", style], wrap(conclusion.text, width, `${mark} `)),
    terminal.paint("dim", `  ${say(`before ${sideText(before, say)}`)}`),
    terminal.paint("dim", `  ${say(`after ${sideText(after, say)}`)}`),
    ...cautions.map((text) => wrap(say(`Note: ${text}`), width, "  ")),
    "",
    terminal.paint("bold", say("Drops")),
    wrap(drops.text, width, "  "),
    ...(findings.length === 0 ? [] : ["", terminal.paint("bold", say("Findings"))]),
    ...findings.map(({ change, title, code }) =>
      wrap(`${title} ${terminal.paint("dim", `[${code}]`)}`, width, `  ${say(findingWords[change]).padEnd(14)}`),
    ),
    ...(measurements.length === 0 ? [] : ["", terminal.paint("bold", say("Measurements"))]),
    ...measurements.map((measurement) => measurementLine(measurement, width, say)),
  ];
  return `${lines.join("\n")}\n`;
}

function sideText({ startedAt, gateway, network, verdict }: Comparison["before"], say: Say): string {
  return [startedAt, gateway, network, say(verdict)].filter((part) => part !== undefined).join("  ");
}

function measurementLine(
  { kind, unit, before, after, change }: ComparedMeasurement,
  widthColumns: number,
  say: Say,
): string {
  const values = `${valueText(before, unit, say)} → ${valueText(after, unit, say)}`;
  return wrap(`${values} (${say(measurementWords[change])})`, widthColumns, `  ${kind.padEnd(24)}`);
}

function valueText(side: ComparedMeasurement["before"], unit: string | undefined, say: Say): string {
  if (side === undefined) return "–";
  if (side.outcome !== "measured") return say(side.outcome);
  const unitText = unit === undefined ? "" : ` ${unit}`;
  const bounds =
    side.low === undefined && side.high === undefined ? "" : ` [${side.low ?? "–"} to ${side.high ?? "–"}]`;
  return `${String(side.value)}${unitText}${bounds}`;
}
