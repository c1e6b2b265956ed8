import type { ReactElement } from "react";
import { scaleTime } from "d3-scale";
import { formatTick } from "../../format.ts";
import type { TimeRange } from "./time-range.ts";

/** Where the moments of a range stand on a line of `widthPx`. */
export function timeScale({ fromMs, toMs }: TimeRange, widthPx: number) {
  return scaleTime().domain([fromMs, toMs]).range([0, widthPx]);
}

const labelWidthPx = 96;

/** A label in the middle of its line, but never over the edge of the picture; near the edge it may meet its neighbour. */
function anchorAt(xPx: number, widthPx: number): "start" | "middle" | "end" {
  if (xPx < labelWidthPx / 3) return "start";
  return xPx > widthPx - labelWidthPx / 3 ? "end" : "middle";
}

/** Moments of the person's own time zone below the picture, with lines that go up through it. */
export function TimeAxis({
  seen,
  widthPx,
  heightPx,
}: {
  readonly seen: TimeRange;
  readonly widthPx: number;
  readonly heightPx: number;
}): ReactElement {
  const scale = timeScale(seen, widthPx);
  const ticks = scale.ticks(Math.max(2, Math.floor(widthPx / labelWidthPx)));
  const [first, second] = ticks;
  const isRoomy = first === undefined || second === undefined || scale(second) - scale(first) >= labelWidthPx;
  return (
    <g aria-hidden="true" className="time-axis">
      {ticks.map((tick) => (
        <g key={tick.getTime()} transform={`translate(${String(scale(tick))}, 0)`}>
          <line y2={heightPx} />
          {(isRoomy || anchorAt(scale(tick), widthPx) === "middle") && (
            <text y={heightPx + 18} textAnchor={anchorAt(scale(tick), widthPx)}>
              {formatTick(tick)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
