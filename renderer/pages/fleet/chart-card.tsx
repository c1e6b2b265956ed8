import { useId, type ReactElement, type ReactNode } from "react";
import { DataTable } from "../../components/data-table.tsx";
import { texts } from "../../texts/texts.ts";

/** A picture with what it shows in words, and the table that says the same. */
export function ChartCard({
  title,
  about,
  columns,
  rows,
  children,
}: {
  readonly title: string;
  readonly about: string;
  readonly columns: readonly string[];
  /** None: nothing is drawn, and it says so. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  readonly children: ReactNode;
}): ReactElement {
  const words = texts.fleet.charts;
  const id = useId();
  return (
    <section className="card fleet-part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <p className="hint">{about}</p>
          {children}
          <details>
            <summary>{words.asTable}</summary>
            <DataTable name="fleet-chart" caption={title} columns={columns} rows={rows} />
          </details>
        </>
      )}
    </section>
  );
}
