import type { CallOutput } from "../../../main/api/contract.ts";
import type { FleetRow } from "./use-rows.ts";

export type Group = CallOutput<"fleet.groups">["groups"][number];

/** One line of the list. */
export type ListItem =
  | { readonly kind: "group"; readonly group: Group; readonly groupIndex: number; readonly isOpen: boolean }
  /** `row` is undefined while it is on its way; `rowIndex` counts within its group. */
  | { readonly kind: "bundle"; readonly row: FleetRow | undefined; readonly rowIndex: number };

/** What the list is made of: bundles alone, or groups of which one may be open. */
export interface ListShape {
  /** Undefined: bundles alone. */
  readonly groups: readonly Group[] | undefined;
  /** Index of the open group. */
  readonly open: number | undefined;
  /** Bundles, of the open group where there are groups. */
  readonly rows: number;
}

export function itemCount({ groups, open, rows }: ListShape): number {
  return groups === undefined ? rows : groups.length + (open === undefined ? 0 : rows);
}

/** The line with this index; undefined where there is none. */
export function itemAt(
  shape: ListShape,
  index: number,
  rowAt: (rowIndex: number) => FleetRow | undefined,
): ListItem | undefined {
  if (index < 0 || index >= itemCount(shape)) return undefined;
  const { groups, open, rows } = shape;
  if (groups === undefined) return { kind: "bundle", row: rowAt(index), rowIndex: index };
  if (open !== undefined && index > open && index <= open + rows) {
    const rowIndex = index - open - 1;
    return { kind: "bundle", row: rowAt(rowIndex), rowIndex };
  }
  const groupIndex = open === undefined || index <= open ? index : index - rows;
  const group = groups[groupIndex];
  return group === undefined ? undefined : { kind: "group", group, groupIndex, isOpen: groupIndex === open };
}

/** The bundles among the lines from `first` to `last`, as indexes of rows. */
export function rowRange(
  { groups, open }: Pick<ListShape, "groups" | "open">,
  first: number,
  last: number,
): { readonly first: number; readonly last: number } {
  const before = groups === undefined ? 0 : (open ?? 0) + 1;
  return { first: Math.max(0, first - before), last: Math.max(0, last - before) };
}
