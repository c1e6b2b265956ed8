import type { ReactElement } from "react";
import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, XAxis, YAxis } from "recharts";
import type { Measurement } from "../../../main/api/contract.ts";
import { DataTable } from "../../components/data-table.tsx";
import { formatNumber } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { useLabelWidth } from "../../use-label-width.ts";
import { rungsOf, tooBigHeard, type Rung } from "./sizes.ts";

const rungHeightPx = 56;
/** IPv6 guarantees this size everywhere (RFC 8200, section 5); nothing below it is of interest here. */
const leastBytes = 1200;

/** The sizes that fit through each part of the way, as bars and as a table. */
export function SizeLadder({ measurements }: { readonly measurements: readonly Measurement[] }): ReactElement {
  const words = texts.measuring;
  const rungs = rungsOf(measurements);
  const heard = tooBigHeard(measurements);
  const { labelWidthPx, onResize } = useLabelWidth(170);
  if (rungs.length === 0) return <p>{words.noSizes}</p>;
  const least = Math.min(leastBytes, ...rungs.map(({ sizeBytes }) => sizeBytes - 100));
  const most = Math.max(1500, ...rungs.map(({ sizeBytes }) => sizeBytes));
  return (
    <>
      <p className="hint">{words.sizesAbout}</p>
      <div className="chart" aria-hidden="true">
        <ResponsiveContainer width="100%" height={rungs.length * rungHeightPx + 40} onResize={onResize}>
          <BarChart
            layout="vertical"
            data={rungs.map((rung) => ({ ...rung, name: words.rungs[rung.id] }))}
            margin={{ top: 0, right: 48, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid horizontal={false} />
            <XAxis
              type="number"
              domain={[least, most]}
              allowDataOverflow
              tickFormatter={(bytes: number) => formatNumber(bytes, "bytes")}
            />
            <YAxis type="category" dataKey="name" width={labelWidthPx} />
            <Bar dataKey="sizeBytes" className="chart-bar" isAnimationActive={false}>
              <LabelList dataKey="sizeBytes" position="right" formatter={(bytes) => formatNumber(Number(bytes))} />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
      {heard !== undefined && <p>{heard ? words.heard : words.notHeard}</p>}
      <details>
        <summary>{words.asTable}</summary>
        <DataTable
          name="sizes"
          caption={words.sizes}
          columns={words.sizeColumns}
          rows={rungs.map((rung) => ({ key: rung.id, cells: [words.rungs[rung.id], sizeText(rung)] }))}
        />
      </details>
    </>
  );
}

function sizeText({ sizeBytes, lowBytes, highBytes }: Rung): string {
  const shown = formatNumber(sizeBytes, "bytes");
  if (lowBytes === undefined && highBytes === undefined) return shown;
  return texts.measuring.sizeRange(shown, formatNumber(lowBytes ?? sizeBytes), formatNumber(highBytes ?? sizeBytes));
}
