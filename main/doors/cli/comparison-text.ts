import type { ComparedFinding, ComparedMeasurement, Comparison } from "../../model/comparison.ts";
import type { Say } from "../../language/say.ts";
import { boundsText, kindTexts, nameColumns, valueText } from "./measurement-text.ts";
import { padColumns, wrap, type Terminal } from "./terminal.ts";

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
  const changeColumns = nameColumns(
    findings.map(({ change }) => say(findingWords[change])),
    terminal,
  );
  const kindColumns = nameColumns(
    measurements.map(({ kind }) => say(kindTexts[kind])),
    terminal,
  );
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
      wrap(
        `${title} ${terminal.paint("dim", `[${code}]`)}`,
        width,
        `  ${padColumns(say(findingWords[change]), changeColumns)}  `,
      ),
    ),
    ...(measurements.length === 0 ? [] : ["", terminal.paint("bold", say("Measurements"))]),
    ...measurements.map((measurement) => measurementLine(measurement, kindColumns, width, say)),
  ];
  return `${lines.join("\n")}\n`;
}

function sideText({ startedAt, gateway, network, verdict }: Comparison["before"], say: Say): string {
  return [startedAt, gateway, network, say(verdict)].filter((part) => part !== undefined).join("  ");
}

function measurementLine(
  { kind, unit, before, after, change }: ComparedMeasurement,
  kindColumns: number,
  widthColumns: number,
  say: Say,
): string {
  const values = [before, after].map((side) => sideValueText(kind, side, unit, say)).join(" → ");
  const first = `  ${padColumns(say(kindTexts[kind]), kindColumns)}  `;
  return wrap(`${values} (${say(measurementWords[change])})`, widthColumns, first);
}

function sideValueText(
  kind: ComparedMeasurement["kind"],
  side: ComparedMeasurement["before"],
  unit: ComparedMeasurement["unit"],
  say: Say,
): string {
  if (side === undefined) return "–";
  const { outcome, value, low, high } = side;
  if (outcome !== "measured") return say(outcome);
  const bounds = boundsText(low, high, say);
  return `${valueText({ kind, value, unit }, say)}${bounds === "" ? "" : ` [${bounds}]`}`;
}
