import type { ReactElement, ReactNode } from "react";

/** Terms and what they are, side by side; below each other where it is narrow. */
export function FactList({
  facts,
}: {
  readonly facts: readonly (readonly [term: string, value: ReactNode])[];
}): ReactElement {
  return (
    <dl className="facts plain-facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
