import type { ReactElement } from "react";
import { useInLanguage, type Say } from "../in-language.ts";
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
  const said = useInLanguage(counts, sayKinds);
  const some = Object.entries(said).filter(([, count]) => count > 0);
  return (
    <p>
      <strong>{title}</strong>{" "}
      {some.length === 0 ? none : texts.share.counted(some.map(([kind, count]) => ({ kind, count })))}
    </p>
  );
}

function sayKinds(counts: Readonly<Record<string, number>>, say: Say): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).map(([kind, count]) => [say(kind), count]));
}
