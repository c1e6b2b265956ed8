import type { ReactElement } from "react";
import type { CallOutput } from "../../../main/api/contract.ts";
import { DataTable } from "../../components/data-table.tsx";
import { Icon } from "../../components/icon.tsx";
import { formatNumber, formatRate } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { percentText, valueText, type Dimension } from "./value-text.ts";

type Group = CallOutput<"fleet.compare">["dimensions"][number]["groups"][number];
type Estimate = Group["dropsPerHour"];

/** A group whose interval is so wide tells nothing; the others would be squeezed to a line. */
const widestTimesMedian = 6;
/** An upper end that is so many times the rate says only that few clients were seen; the number itself would mislead. */
const openFromTimes = 100;
const significance = 0.05;

/** The groups of one dimension: rates with their intervals, drawn and written, and whether they differ from the others. */
export function GroupTable({
  by,
  groups,
  affected,
}: {
  readonly by: Dimension;
  readonly groups: readonly Group[];
  /** Values of the groups that are worse than the others. */
  readonly affected: readonly string[];
}): ReactElement {
  const words = texts.fleet.compare;
  const end = scaleEnd(groups);
  return (
    <DataTable
      name="fleet-groups"
      caption={words.groups(texts.fleet.dimensions[by])}
      columns={words.columns}
      rows={groups.map((group) => ({
        key: group.value,
        cells: [
          <span key="name" className="fleet-group">
            {valueText(by, group.value)}
            {affected.includes(group.value) && (
              <span className="badge tone-warn">
                <Icon name="warning" />
                {words.affected}
              </span>
            )}
          </span>,
          formatNumber(group.bundles),
          <span key="rate">
            {intervalText(group.dropsPerHour, formatRate)}
            <IntervalPlot estimate={group.dropsPerHour} end={end} isAffected={affected.includes(group.value)} />
          </span>,
          intervalText(group.clientsDropping, percentText),
          intervalText(group.clientsFailing, percentText),
          differenceText(group),
        ],
      }))}
    />
  );
}

function intervalText({ value, low, high }: Estimate, format: (value: number) => string): string {
  const words = texts.fleet.compare;
  return high === undefined || (value > 0 && high > openFromTimes * value)
    ? words.intervalOpen(format(value), format(low))
    : words.interval(format(value), format(low), format(high));
}

function differenceText({ tests }: Group): string {
  const words = texts.fleet.compare;
  const test = tests.find(({ metric }) => metric === "drops-per-hour");
  if (test === undefined) return words.tooFew;
  const p = test.adjustedP < 0.001 ? words.pBelow(formatRate(0.001)) : words.p(formatRate(test.adjustedP));
  return test.adjustedP < significance && test.ratio !== undefined
    ? words.differs(formatRate(test.ratio.value), p)
    : words.differsUnsure(p);
}

/** Where the scale of the picture ends, drops per hour. */
function scaleEnd(groups: readonly Group[]): number {
  const ends = groups.map(({ dropsPerHour: { value, high } }) => high ?? value).toSorted((a, b) => a - b);
  const median = ends[Math.floor(ends.length / 2)] ?? 0;
  const most = Math.max(...groups.map(({ dropsPerHour: { value } }) => value), 0);
  return Math.max(Math.min(ends.at(-1) ?? 0, median * widestTimesMedian), most) * 1.05 || 1;
}

/** The interval as a line with a dot, beside the numbers that say the same. */
function IntervalPlot({
  estimate: { value, low, high },
  end,
  isAffected,
}: {
  readonly estimate: Estimate;
  readonly end: number;
  readonly isAffected: boolean;
}): ReactElement {
  const place = (rate: number): number => Math.min(100, (100 * rate) / end);
  return (
    <svg
      className={isAffected ? "interval-plot affected" : "interval-plot"}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <line className="interval-scale" x1="0" x2="100" y1="5" y2="5" />
      <line className="interval-range" x1={place(low)} x2={place(high ?? end)} y1="5" y2="5" />
      <line className="interval-value" x1={place(value)} x2={place(value)} y1="1" y2="9" />
    </svg>
  );
}
