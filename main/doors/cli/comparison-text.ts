import type { ComparedFinding, ComparedMeasurement, Comparison } from "../../model/comparison.ts";
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
export function comparisonText(comparison: Comparison, terminal: Terminal): string {
  const { conclusion, before, after, drops, findings, measurements, cautions } = comparison;
  const width = terminal.widthColumns;
  const [mark, style] = marks[conclusion.kind];
  const lines = [
    "",
    terminal.paint(["bold", style], wrap(conclusion.text, width, `${mark} `)),
    terminal.paint("dim", `  before ${sideText(before)}`),
    terminal.paint("dim", `  after  ${sideText(after)}`),
    ...cautions.map((text) => wrap(text, width, "  Note: ")),
    "",
    terminal.paint("bold", "Drops"),
    wrap(drops.text, width, "  "),
    ...(findings.length === 0 ? [] : ["", terminal.paint("bold", "Findings")]),
    ...findings.map(({ change, title, code }) =>
      wrap(`${title} ${terminal.paint("dim", `[${code}]`)}`, width, `  ${findingWords[change].padEnd(14)}`),
    ),
    ...(measurements.length === 0 ? [] : ["", terminal.paint("bold", "Measurements")]),
    ...measurements.map((measurement) => measurementLine(measurement, width)),
  ];
  return `${lines.join("\n")}\n`;
}

function sideText({ startedAt, gateway, network, verdict }: Comparison["before"]): string {
  return [startedAt, gateway, network, verdict].filter((part) => part !== undefined).join("  ");
}

function measurementLine({ kind, unit, before, after, change }: ComparedMeasurement, widthColumns: number): string {
  const values = `${valueText(before, unit)} → ${valueText(after, unit)}`;
  return wrap(`${values} (${measurementWords[change]})`, widthColumns, `  ${kind.padEnd(24)}`);
}

function valueText(side: ComparedMeasurement["before"], unit: string | undefined): string {
  if (side === undefined) return "–";
  if (side.outcome !== "measured") return side.outcome;
  const unitText = unit === undefined ? "" : ` ${unit}`;
  const bounds =
    side.low === undefined && side.high === undefined ? "" : ` [${side.low ?? "–"} to ${side.high ?? "–"}]`;
  return `${String(side.value)}${unitText}${bounds}`;
}
