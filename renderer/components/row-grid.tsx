import { useEffect, type KeyboardEvent, type ReactElement, type ReactNode, type RefObject } from "react";
import type { Virtualizer } from "@tanstack/react-virtual";

/** Every row is so high, so that a row's place is known before it is drawn. */
export const rowHeightPx = 36;

/** A row: its cells, and what it is in a tree. */
export interface GridRow {
  readonly cells: ReactNode;
  readonly className?: string | undefined;
  /** 1 for a group, 2 for what is in one. */
  readonly level?: number | undefined;
  /** Whether a group is open. */
  readonly isExpanded?: boolean | undefined;
  /** What a click does besides choosing the row. */
  readonly onPress?: (() => void) | undefined;
}

/** Any number of rows as a grid of which only the visible ones exist; the arrow keys move the choice. */
export function RowGrid({
  name,
  label,
  isTree = false,
  className = "event-list",
  scroller,
  rows,
  count,
  head,
  rowAt,
  chosen,
  onChoose,
  onKey,
}: {
  /** Begins the ids of the rows; another one for each grid of the page. */
  readonly name: string;
  readonly label: string;
  readonly isTree?: boolean;
  readonly className?: string;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: Virtualizer<HTMLDivElement, Element>;
  readonly count: number;
  readonly head: ReactNode;
  readonly rowAt: (index: number) => GridRow | undefined;
  /** Index of the chosen row. */
  readonly chosen: number | undefined;
  readonly onChoose: (index: number) => void;
  /** A key that moves nothing; true where it did something. */
  readonly onKey?: (key: string) => boolean;
}): ReactElement {
  const rowId = (index: number): string => `${name}-${String(index)}`;
  // A choice by key, or by a link from elsewhere, comes into view; one by mouse is there already.
  useEffect(() => {
    if (chosen !== undefined) rows.scrollToIndex(chosen);
  }, [rows, chosen]);

  const press = (event: KeyboardEvent): void => {
    // The head covers one row, and one of the page before stays in view.
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeightPx) / rowHeightPx) - 2);
    const target = moveTo(event.key, chosen, count, page);
    if (target !== undefined) onChoose(target);
    else if (onKey?.(event.key) !== true) return;
    event.preventDefault();
  };

  return (
    <div
      className={className}
      role={isTree ? "treegrid" : "grid"}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-activedescendant={chosen === undefined ? undefined : rowId(chosen)}
      tabIndex={0}
      ref={scroller}
      onKeyDown={press}
    >
      <div role="row" aria-rowindex={1} className="event-row event-head">
        {head}
      </div>
      <div role="rowgroup" className="event-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const row = rowAt(index);
          return (
            row !== undefined && (
              <div
                key={index}
                id={rowId(index)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === chosen}
                aria-level={row.level}
                aria-expanded={row.isExpanded}
                className={row.className === undefined ? "event-row" : `event-row ${row.className}`}
                style={{ transform: `translateY(${String(start)}px)` }}
                onClick={() => {
                  onChoose(index);
                  row.onPress?.();
                }}
              >
                {row.cells}
              </div>
            )
          );
        })}
      </div>
    </div>
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
