import type { ReactElement } from "react";
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { CallOutput } from "../../../main/api/contract.ts";
import { formatDay, formatNumber, formatRate } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { ChartCard } from "./chart-card.tsx";

type Charts = CallOutput<"fleet.charts">;
type Update = Charts["updates"][number];

/** More lines hide the curve; those that most bundles have are drawn, and the list below has them all. */
const maxUpdatesDrawn = 8;

/** Drops in an hour connected, week by week, with the weeks in which updates came. */
export function DropsChart({ weeks, updates }: Pick<Charts, "weeks" | "updates">): ReactElement {
  const words = texts.fleet.charts;
  const drawn = weeksOf(updates.toSorted((one, other) => other.bundles - one.bundles).slice(0, maxUpdatesDrawn));
  return (
    <ChartCard
      title={words.drops}
      about={words.dropsAbout}
      columns={words.dropsColumns}
      rows={weeks.map(({ week, bundles, dropsPerHour }) => ({
        key: week,
        cells: [
          formatDay(week),
          formatNumber(bundles),
          dropsPerHour === undefined
            ? words.nothingMeasured
            : dropsPerHour.high === undefined
              ? formatRate(dropsPerHour.value)
              : texts.fleet.compare.interval(
                  formatRate(dropsPerHour.value),
                  formatRate(dropsPerHour.low),
                  formatRate(dropsPerHour.high),
                ),
          updates
            .filter((update) => update.week === week)
            .map(({ osUpdate }) => osUpdate)
            .join(", "),
        ],
      }))}
    >
      <div className="chart" aria-hidden="true">
        <ResponsiveContainer width="100%" height={280}>
          <ComposedChart
            data={weeks.map(({ week, dropsPerHour: rate }) => ({
              week,
              rate: rate?.value,
              interval: rate?.high === undefined ? undefined : [rate.low, rate.high],
            }))}
            margin={{ top: 24, right: 24, bottom: 8, left: 8 }}
            accessibilityLayer={false}
          >
            <CartesianGrid />
            <XAxis dataKey="week" tickFormatter={formatDay} minTickGap={24} />
            <YAxis type="number" domain={[0, "auto"]} tickFormatter={formatRate} width={56} />
            <Area dataKey="interval" className="chart-area" dot={false} activeDot={false} isAnimationActive={false} />
            <Line dataKey="rate" dot={false} className="chart-line-1" isAnimationActive={false} />
            {drawn.map((week, index) => (
              <ReferenceLine
                key={week}
                x={week}
                className="update-line"
                label={{ value: letterOf(index), position: "top" }}
              />
            ))}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      {updates.length > 0 && (
        <details>
          <summary>{words.updates(updates.length)}</summary>
          <ul className="plain-list">
            {updates.map(({ osUpdate, osBuild, week }) => (
              <li key={`${osBuild} ${osUpdate}`}>
                {drawn.includes(week) && <strong>{letterOf(drawn.indexOf(week))} </strong>}
                {words.update(osUpdate, osBuild, formatDay(week))}
              </li>
            ))}
          </ul>
        </details>
      )}
    </ChartCard>
  );
}

/** The different weeks of updates, in order of time. */
function weeksOf(updates: readonly Update[]): readonly string[] {
  return [...new Set(updates.map(({ week }) => week))].sort();
}

/** A name for a line, to find it again below the picture. */
function letterOf(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}
