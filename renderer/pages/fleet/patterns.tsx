import type { ReactElement } from "react";

/** What is drawn on the colour of each series, so that no series is told by its colour alone. */
const marks = [
  "",
  "M0 8L8 0M-2 2L2 -2M6 10L10 6",
  "M2 2h1.6v1.6h-1.6zM6 6h1.6v1.6h-1.6z",
  "M0 4h8",
  "M0 0L8 8M8 0L0 8",
  "M4 0v8",
] as const;

/** The fills of a chart's series; to be put into the chart's own picture. */
export function Patterns({ id }: { readonly id: string }): ReactElement {
  return (
    <defs>
      {marks.map((mark, index) => (
        <pattern
          key={mark}
          id={`${id}-${String(index + 1)}`}
          width="8"
          height="8"
          patternUnits="userSpaceOnUse"
          className={`series-${String(index + 1)}`}
        >
          <rect width="8" height="8" />
          <path d={mark} />
        </pattern>
      ))}
    </defs>
  );
}

/** The fill of a series, counted from 0. */
export function patternFill(id: string, index: number): string {
  return `url(#${id}-${String((index % marks.length) + 1)})`;
}

/** Which fill is which series; `id` is its own, not that of the picture. */
export function Legend({ id, names }: { readonly id: string; readonly names: readonly string[] }): ReactElement {
  return (
    <ul className="fleet-legend" aria-hidden="true">
      {names.map((name, index) => (
        <li key={name}>
          <svg viewBox="0 0 24 16">
            {index === 0 && <Patterns id={id} />}
            <rect width="24" height="16" fill={patternFill(id, index)} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
