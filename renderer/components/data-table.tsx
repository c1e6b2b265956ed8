import type { ReactElement, ReactNode } from "react";

/**
 * A table that turns into one block per row where it is too narrow. The roles are spelled out, because a table that is
 * not laid out as a table loses them. The first column names the row.
 */
export function DataTable({
  name,
  caption,
  columns,
  rows,
}: {
  /** Which table it is, for the widths of its columns. */
  readonly name:
    | "measurements"
    | "files"
    | "sessions"
    | "marks"
    | "reach"
    | "sizes"
    | "survival"
    | "bundles"
    | "bundle-files"
    | "compared-findings"
    | "compared-measurements"
    | "licences"
    | "refused"
    | "fleet-groups"
    | "fleet-summary-settings"
    | "fleet-affected"
    | "fleet-chart"
    | "drop-snapshot";
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}): ReactElement {
  return (
    <table role="table" className={`data-table ${name}`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ key, cells }) => (
          <tr key={key} role="row">
            {cells.map((cell, index) =>
              index === 0 ? (
                <th key={columns[index]} role="rowheader" scope="row">
                  {cell}
                </th>
              ) : (
                <td key={columns[index]} role="cell" data-column={columns[index]}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
