import type { ReactElement, ReactNode, RefObject } from "react";
import type { Virtualizer } from "@tanstack/react-virtual";
import type { CallInput } from "../../../main/api/contract.ts";
import { RowGrid, type GridRow } from "../../components/row-grid.tsx";
import { formatLogTime, formatNumber, formatRate } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import type { Group, ListItem } from "./list-items.ts";
import { percentText, valueText, type Dimension } from "./value-text.ts";
import type { FleetRow } from "./use-rows.ts";

export type SortBy = NonNullable<CallInput<"fleet.list">["sortBy"]>;

/** The columns of the list, the most telling first: where it is narrow, the last ones go. */
export const listColumns = [
  "at",
  "osBuild",
  "cause",
  "drops",
  "hours",
  "network",
  "nat",
  "mtu",
  "gateway",
] as const satisfies readonly SortBy[];
type Column = (typeof listColumns)[number];

/** The bundles, or their groups with the bundles of the open one. */
export function BundleList({
  scroller,
  rows,
  count,
  itemAt,
  groupedBy,
  sortBy,
  descending,
  chosen,
  onChoose,
  onOpen,
  onSort,
}: {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: Virtualizer<HTMLDivElement, Element>;
  readonly count: number;
  readonly itemAt: (index: number) => ListItem | undefined;
  readonly groupedBy: Dimension | undefined;
  readonly sortBy: SortBy;
  readonly descending: boolean;
  /** Index of the chosen line. */
  readonly chosen: number | undefined;
  readonly onChoose: (index: number) => void;
  /** Opens a group; undefined closes the open one. */
  readonly onOpen: (groupIndex: number | undefined) => void;
  readonly onSort: (column: SortBy) => void;
}): ReactElement {
  const words = texts.fleet.list;
  const toggle = ({ groupIndex, isOpen }: Extract<ListItem, { readonly kind: "group" }>): void =>
    onOpen(isOpen ? undefined : groupIndex);
  const pressOnGroup = (key: string): boolean => {
    const item = chosen === undefined ? undefined : itemAt(chosen);
    if (item?.kind !== "group") return false;
    if (key === "Enter" || key === " ") toggle(item);
    else if (key === "ArrowRight") onOpen(item.groupIndex);
    else if (key === "ArrowLeft" && item.isOpen) onOpen(undefined);
    else return false;
    return true;
  };
  const rowOf = (item: ListItem): GridRow | undefined => {
    if (item.kind === "bundle") {
      return { level: groupedBy === undefined ? undefined : 2, cells: <BundleCells row={item.row} /> };
    }
    if (groupedBy === undefined) return undefined;
    return {
      level: 1,
      isExpanded: item.isOpen,
      className: "fleet-group-row",
      onPress: () => toggle(item),
      cells: <GroupCells by={groupedBy} group={item.group} isOpen={item.isOpen} />,
    };
  };

  return (
    <RowGrid
      name="fleet-row"
      label={words.label}
      isTree={groupedBy !== undefined}
      className="event-list fleet-list"
      scroller={scroller}
      rows={rows}
      count={count}
      head={listColumns.map((column) => (
        <span
          key={column}
          role="columnheader"
          aria-sort={column !== sortBy ? "none" : descending ? "descending" : "ascending"}
          className={`column-${column}`}
          onClick={() => onSort(column)}
        >
          {words.columns[column]}
          {column === sortBy && <span aria-hidden="true">{descending ? " ↓" : " ↑"}</span>}
        </span>
      ))}
      rowAt={(index) => {
        const item = itemAt(index);
        return item === undefined ? undefined : rowOf(item);
      }}
      chosen={chosen}
      onChoose={onChoose}
      onKey={pressOnGroup}
    />
  );
}

function BundleCells({ row }: { readonly row: FleetRow | undefined }): ReactNode {
  return listColumns.map((column) => (
    <span key={column} role="gridcell" className={`column-${column}`}>
      {row === undefined ? texts.fleet.list.notYet : cellText(row, column)}
    </span>
  ));
}

function cellText(row: FleetRow, column: Column): string {
  if (column === "at") return formatLogTime(Date.parse(row.at));
  if (column === "drops" || column === "hours") return formatNumber(Math.round(row[column] * 10) / 10);
  return valueText(column, row[column]);
}

function GroupCells({
  by,
  group: { value, bundles, drops, hours, dropping },
  isOpen,
}: {
  readonly by: Dimension;
  readonly group: Group;
  readonly isOpen: boolean;
}): ReactElement {
  const words = texts.fleet.list;
  return (
    <span role="gridcell" aria-colspan={listColumns.length} className="fleet-group-cell">
      <span aria-hidden="true" className="fleet-group-mark">
        {isOpen ? "▾" : "▸"}
      </span>
      <strong>{valueText(by, value)}</strong>
      <span>{words.countAll(bundles)}</span>
      <span>{words.groupDrops(formatNumber(drops), hours === 0 ? undefined : formatRate(drops / hours))}</span>
      <span>{words.groupDropping(percentText(bundles === 0 ? 0 : dropping / bundles))}</span>
    </span>
  );
}
