import { useEffect, type RefObject, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import type { Virtualizer } from "@tanstack/react-virtual";
import type { CallInput } from "../../../main/api/contract.ts";
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

export const rowHeightPx = 36;
const rowId = (index: number): string => `fleet-row-${String(index)}`;

/** Any number of bundles, or of their groups, as a grid of which only the visible lines exist; the arrow keys move the choice. */
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
  // A choice by key comes into view; one by mouse is there already.
  useEffect(() => {
    if (chosen !== undefined) rows.scrollToIndex(chosen);
  }, [rows, chosen]);

  const toggle = ({ groupIndex, isOpen }: Extract<ListItem, { readonly kind: "group" }>): void =>
    onOpen(isOpen ? undefined : groupIndex);
  const press = (event: KeyboardEvent): void => {
    const item = chosen === undefined ? undefined : itemAt(chosen);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeightPx) / rowHeightPx) - 2);
    const target = moveTo(event.key, chosen, count, page);
    if (target !== undefined) onChoose(target);
    else if (item?.kind === "group" && (event.key === "Enter" || event.key === " ")) toggle(item);
    else if (item?.kind === "group" && event.key === "ArrowRight") onOpen(item.groupIndex);
    else if (item?.kind === "group" && event.key === "ArrowLeft" && item.isOpen) onOpen(undefined);
    else return;
    event.preventDefault();
  };

  return (
    <div
      className="event-list fleet-list"
      role={groupedBy === undefined ? "grid" : "treegrid"}
      aria-label={words.label}
      aria-rowcount={count + 1}
      aria-activedescendant={chosen === undefined ? undefined : rowId(chosen)}
      tabIndex={0}
      ref={scroller}
      onKeyDown={press}
    >
      <div role="row" aria-rowindex={1} className="event-row event-head">
        {listColumns.map((column) => (
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
      </div>
      <div role="rowgroup" className="event-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const item = itemAt(index);
          return (
            item !== undefined && (
              <div
                key={index}
                id={rowId(index)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === chosen}
                aria-level={groupedBy === undefined ? undefined : item.kind === "group" ? 1 : 2}
                aria-expanded={item.kind === "group" ? item.isOpen : undefined}
                className={item.kind === "group" ? "event-row fleet-group-row" : "event-row"}
                style={{ transform: `translateY(${String(start)}px)` }}
                onClick={() => {
                  onChoose(index);
                  if (item.kind === "group") toggle(item);
                }}
              >
                {item.kind === "group" && groupedBy !== undefined ? (
                  <GroupCells by={groupedBy} group={item.group} isOpen={item.isOpen} />
                ) : (
                  item.kind === "bundle" && <BundleCells row={item.row} />
                )}
              </div>
            )
          );
        })}
      </div>
    </div>
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

/** Where a key moves the choice to; undefined for keys that move nothing. */
function moveTo(key: string, chosen: number | undefined, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const from = chosen ?? -1;
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}
