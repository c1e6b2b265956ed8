import { useState } from "react";

/** More than this share of a chart is not given to the names of its bars: the bars are what it is for. */
const mostShare = 0.36;

/** The room for the names beside the bars of a chart: `wantedPx`, or less where the chart is narrow; the names wrap then. */
export function useLabelWidth(wantedPx: number): {
  readonly labelWidthPx: number;
  readonly onResize: (chartWidthPx: number) => void;
} {
  const [chartWidthPx, setChartWidthPx] = useState(Number.POSITIVE_INFINITY);
  return { labelWidthPx: Math.min(wantedPx, chartWidthPx * mostShare), onResize: setChartWidthPx };
}
