import type { ReactElement } from "react";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { CallOutput } from "../../../main/api/contract.ts";
import { formatNumber } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { ChartCard } from "./chart-card.tsx";
import { percentText, valueText } from "./value-text.ts";

type Curve = CallOutput<"fleet.charts">["natSurvival"][number];

/** Round times in s, of which NATs have many. */
const idleTicks = [0, 30, 60, 120, 180, 240, 300, 600, 900, 1200, 1800, 3600, 7200];

/** How many NATs still keep an idle connection after so long, a curve for each kind of network. */
export function LifetimeChart({ curves }: { readonly curves: readonly Curve[] }): ReactElement {
  const words = texts.fleet.charts;
  const known = curves.filter(({ measured }) => measured > 0);
  const end = Math.max(30, ...known.flatMap(({ steps }) => steps.map(({ seconds }) => seconds))) * 1.1;
  return (
    <ChartCard
      title={words.lifetime}
      about={words.lifetimeAbout}
      columns={words.lifetimeColumns}
      rows={known.flatMap(({ network, steps, measured, outlived }) => [
        ...steps.map(({ seconds, share }) => ({
          key: `${network} ${String(seconds)}`,
          cells: [
            valueText("network", network),
            formatNumber(seconds, "s"),
            share.high === undefined
              ? percentText(share.value)
              : texts.fleet.compare.interval(percentText(share.value), percentText(share.low), percentText(share.high)),
          ],
        })),
        {
          key: `${network} outlived`,
          cells: [
            valueText("network", network),
            words.outlived,
            words.countAndShare(formatNumber(outlived), percentText(outlived / measured)),
          ],
        },
      ])}
    >
      <div className="chart" aria-hidden="true">
        <ResponsiveContainer width="100%" height={280}>
          <LineChart margin={{ top: 8, right: 24, bottom: 24, left: 8 }} accessibilityLayer={false}>
            <CartesianGrid />
            <XAxis
              type="number"
              dataKey="seconds"
              domain={[0, Math.ceil(end)]}
              ticks={idleTicks.filter((seconds) => seconds <= end)}
              allowDuplicatedCategory={false}
              label={{ value: words.lifetimeAxis, position: "bottom" }}
            />
            <YAxis type="number" domain={[0, 1]} tickFormatter={percentText} width={56} />
            {known.map((curve, index) => (
              <Line
                key={curve.network}
                data={[...pointsOf(curve, end)]}
                dataKey="open"
                type="stepAfter"
                dot={false}
                className={`chart-line-${String(index + 1)}`}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ul className="fleet-legend" aria-hidden="true">
        {known.map(({ network, measured }, index) => (
          <li key={network}>
            <svg viewBox="0 0 32 16" className={`chart-line-${String(index + 1)}`}>
              <line x1="0" x2="32" y1="8" y2="8" />
            </svg>
            {words.lifetimeSeries(valueText("network", network), measured)}
          </li>
        ))}
      </ul>
    </ChartCard>
  );
}

/** The corners of a curve: all are open at first, and what is left at the end stays. */
function pointsOf(
  { steps }: Curve,
  endSeconds: number,
): readonly { readonly seconds: number; readonly open: number }[] {
  return [
    { seconds: 0, open: 1 },
    ...steps.map(({ seconds, share }) => ({ seconds, open: share.value })),
    { seconds: endSeconds, open: steps.at(-1)?.share.value ?? 1 },
  ];
}
