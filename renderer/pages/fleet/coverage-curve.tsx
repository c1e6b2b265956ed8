import type { ReactElement } from "react";
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from "recharts";
import { formatNumber } from "../../format.ts";
import { coverageText } from "./value-text.ts";

/** What share of the clients each value of a setting suits; the upright line is the value that is advised. */
export function CoverageCurve({
  curve,
  unit,
  chosen,
}: {
  readonly curve: readonly { readonly value: number; readonly covered: number }[];
  readonly unit: string | undefined;
  readonly chosen: number | undefined;
}): ReactElement {
  const points = curve.toSorted((one, other) => one.value - other.value);
  return (
    <div className="chart" aria-hidden="true">
      <ResponsiveContainer width="100%" height={180}>
        <LineChart data={points} margin={{ top: 8, right: 32, bottom: 8, left: 8 }} accessibilityLayer={false}>
          <CartesianGrid />
          <XAxis
            type="number"
            dataKey="value"
            domain={["dataMin", "dataMax"]}
            ticks={points.map(({ value }) => value)}
            interval="equidistantPreserveStart"
            minTickGap={16}
            tickFormatter={(value: number) => formatNumber(value, unit)}
          />
          <YAxis type="number" domain={[0, 1]} tickFormatter={coverageText} width={56} />
          <Line dataKey="covered" type="linear" className="chart-line-1" isAnimationActive={false} />
          {chosen !== undefined && <ReferenceLine x={chosen} className="chosen-line" ifOverflow="extendDomain" />}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
