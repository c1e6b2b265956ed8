import type { ReactElement } from "react";
import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { CallOutput } from "../../../main/api/contract.ts";
import { formatNumber } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { ChartCard } from "./chart-card.tsx";
import { percentText } from "./value-text.ts";

type Sizes = CallOutput<"fleet.charts">["pathMtu"];

const barHeightPx = 32;
/** More bars are no picture any more: the most frequent are drawn, and the table has them all. */
const maxBars = 12;

/** How many paths carry packets of which size. */
export function MtuChart({ sizes }: { readonly sizes: Sizes }): ReactElement {
  const words = texts.fleet.charts;
  const total = sizes.reduce((sum, { bundles }) => sum + bundles, 0);
  const drawn = sizes
    .toSorted((one, other) => other.bundles - one.bundles)
    .slice(0, maxBars)
    .toSorted((one, other) => other.pathMtuBytes - one.pathMtuBytes);
  return (
    <ChartCard
      title={words.mtu}
      about={words.mtuAbout}
      columns={words.mtuColumns}
      rows={sizes.map(({ pathMtuBytes, bundles }) => ({
        key: String(pathMtuBytes),
        cells: [formatNumber(pathMtuBytes), formatNumber(bundles), percentText(bundles / total)],
      }))}
    >
      {drawn.length < sizes.length && <p className="hint">{words.mtuMost(drawn.length)}</p>}
      <div className="chart" aria-hidden="true">
        <ResponsiveContainer width="100%" height={drawn.length * barHeightPx + 40}>
          <BarChart
            layout="vertical"
            data={drawn.map(({ pathMtuBytes, bundles }) => ({
              size: formatNumber(pathMtuBytes, words.mtuAxis),
              bundles,
            }))}
            margin={{ top: 0, right: 64, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid horizontal={false} />
            <XAxis type="number" allowDecimals={false} tickFormatter={(count: number) => formatNumber(count)} />
            <YAxis type="category" dataKey="size" width={100} interval={0} />
            <Bar dataKey="bundles" className="chart-bar" isAnimationActive={false}>
              <LabelList dataKey="bundles" position="right" formatter={(count) => formatNumber(Number(count))} />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
