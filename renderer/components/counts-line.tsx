import type { ReactElement } from "react";
import { texts } from "../texts/texts.ts";

/** What was taken out or replaced, by class: `IP addresses (12), host names (3)`; `none` where that is nothing. */
export function CountsLine({
  title,
  counts,
  none,
}: {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly none: string;
}): ReactElement {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return (
    <p>
      <strong>{title}</strong>{" "}
      {some.length === 0 ? none : texts.share.counted(some.map(([kind, count]) => ({ kind, count })))}
    </p>
  );
}
