import type { ReactElement } from "react";
import type { MarkKind } from "./marks.ts";

/** Each kind has a shape of its own, so that it is known without its colour. Drawn around the origin, 12 by 12. */
const shapes: Readonly<Record<MarkKind, string>> = {
  drop: "M-5 -5L5 5M5 -5L-5 5",
  rekey: "M0 -6L6 0L0 6L-6 0Z",
  network: "M-5 -5H5V5H-5Z",
  wifi: "M-6 5L0 -6L6 5Z",
  sleep: "M3 -6A6 6 0 1 0 3 6A7 7 0 0 1 3 -6Z",
  silence: "M-6 0A6 6 0 1 0 6 0A6 6 0 1 0 -6 0M-3 0H3",
};

/** The sign of a kind of mark. */
export function MarkShape({ kind }: { readonly kind: MarkKind }): ReactElement {
  return <path className={`mark-shape mark-${kind}`} d={shapes[kind]} />;
}
