import type { ReactElement } from "react";
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Measurement } from "../../../main/api/contract.ts";
import { DataTable } from "../../components/data-table.tsx";
import { formatNumber } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { chartEndSeconds, curveOf, keepaliveOf, survivalsOf, type Survival } from "./survival.ts";

/** After how long without a packet the NAT forgets a connection, as curves and as a table. */
export function SurvivalChart({ measurements }: { readonly measurements: readonly Measurement[] }): ReactElement {
  const words = texts.measuring;
  const survivals = survivalsOf(measurements);
  if (survivals.length === 0) {
    return (
      <>
        <p>{reasonOf(measurements) ?? words.noSurvival}</p>
        <p className="hint">{words.noSurvivalHint}</p>
      </>
    );
  }
  const keepalive = keepaliveOf(measurements);
  const end = chartEndSeconds(survivals, keepalive);
  return (
    <>
      <p className="hint">{words.survivalAbout}</p>
      <div className="chart" aria-hidden="true">
        <ResponsiveContainer width="100%" height={240}>
          <LineChart margin={{ top: 24, right: 24, bottom: 24, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid />
            <XAxis
              type="number"
              dataKey="idleSeconds"
              domain={[0, end]}
              label={{ value: words.idleAxis, position: "bottom" }}
            />
            <YAxis
              type="number"
              domain={[0, 1]}
              ticks={[0, 1]}
              tickFormatter={(open) => (open === 1 ? words.open : words.closed)}
            />
            {survivals.map((survival) => (
              <Line
                key={`${survival.id}${survival.target}`}
                data={[...curveOf(survival, end)]}
                dataKey="open"
                name={words.states[survival.id]}
                type="linear"
                dot={false}
                className={`survival-${survival.id}`}
                isAnimationActive={false}
              />
            ))}
            {keepalive !== undefined && <ReferenceLine x={keepalive} className="keepalive-line" />}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <ul className="chart-legend" aria-hidden="true">
        {[...new Set(survivals.map(({ id }) => id))].map((id) => (
          <li key={id} className={`legend-${id}`}>
            {words.states[id]}
          </li>
        ))}
        {keepalive !== undefined && (
          <li className="legend-keepalive">{words.keepalive(formatNumber(keepalive, "s"))}</li>
        )}
      </ul>
      <details>
        <summary>{words.asTable}</summary>
        <DataTable
          name="survival"
          caption={words.survival}
          columns={words.survivalColumns}
          rows={survivals.map((survival, index) => ({ key: String(index), cells: survivalCells(survival) }))}
        />
        {keepalive !== undefined && <p>{words.keepalive(formatNumber(keepalive, "s"))}</p>}
      </details>
    </>
  );
}

function survivalCells({ id, openUntilSeconds, closedAtSeconds, target }: Survival): readonly string[] {
  const words = texts.measuring;
  return [
    words.states[id],
    openUntilSeconds === null ? words.neverOpen : formatNumber(openUntilSeconds, "s"),
    closedAtSeconds === null ? words.neverClosed : formatNumber(closedAtSeconds, "s"),
    target,
  ];
}

/** Why there is no lifetime, in the words of the probe. */
function reasonOf(measurements: readonly Measurement[]): string | undefined {
  return measurements.find(({ kind, reason }) => kind.startsWith("nat-lifetime") && reason !== undefined)?.reason;
}
