import { useId, type ReactElement } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { CallOutput } from "../../../main/api/contract.ts";
import { formatNumber } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { useLabelWidth } from "../../use-label-width.ts";
import { ChartCard } from "./chart-card.tsx";
import { Legend, Patterns, patternFill } from "./patterns.tsx";
import { percentText, valueText } from "./value-text.ts";

type Causes = CallOutput<"fleet.charts">["causes"];

const barHeightPx = 44;
/** More causes cannot be told apart in a bar; the table has them all. */
const maxSeries = 6;

/** What was found in the clients of each system version, as shares that fill a bar. */
export function CauseChart({ causes: { causes, versions } }: { readonly causes: Causes }): ReactElement {
  const words = texts.fleet.charts;
  // Two pictures may be on the page, one of them hidden: a fill is taken from the first that has its id.
  const id = useId();
  const { labelWidthPx, onResize } = useLabelWidth(150);
  const names = causes.map((cause) => valueText("cause", cause));
  const series = names.length > maxSeries ? [...names.slice(0, maxSeries - 1), words.otherCauses] : names;
  const data = versions.map(({ osVersion, bundles, counts }) => ({
    osVersion,
    shares: series.map((_name, index) => {
      const last = index === series.length - 1 ? counts.slice(index) : [counts[index] ?? 0];
      return bundles === 0 ? 0 : last.reduce((sum, count) => sum + count, 0) / bundles;
    }),
  }));
  return (
    <ChartCard
      title={words.cause}
      about={words.causeAbout}
      columns={[words.causeColumn, words.bundles, ...names]}
      rows={versions.map(({ osVersion, bundles, counts }) => ({
        key: osVersion,
        cells: [
          osVersion,
          formatNumber(bundles),
          ...counts.map((count) => words.countAndShare(formatNumber(count), percentText(count / Math.max(1, bundles)))),
        ],
      }))}
    >
      <div className="chart" aria-hidden="true">
        <ResponsiveContainer width="100%" height={versions.length * barHeightPx + 40} onResize={onResize}>
          <BarChart
            layout="vertical"
            data={data}
            margin={{ top: 0, right: 24, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <Patterns id={id} />
            <CartesianGrid horizontal={false} />
            <XAxis type="number" domain={[0, 1]} tickFormatter={percentText} />
            <YAxis type="category" dataKey="osVersion" width={labelWidthPx} interval={0} />
            {series.map((name, index) => (
              <Bar
                key={name}
                dataKey={({ shares }: (typeof data)[number]) => shares[index]}
                name={name}
                stackId="causes"
                fill={patternFill(id, index)}
                className="chart-stack"
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <Legend id={`${id}-legend`} names={series} />
    </ChartCard>
  );
}
