import { useEffect, useRef, type KeyboardEvent, type ReactElement } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { LogEvent } from "../../../main/api/contract.ts";
import { formatLogTime } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import { eventTitle } from "./event-title.ts";

const rowHeightPx = 36;
const rowId = (index: number): string => `log-row-${String(index)}`;

/** Any number of events as a grid of which only the visible rows exist; the arrow keys move the choice. */
export function EventList({
  events,
  chosen,
  onChoose,
}: {
  readonly events: readonly LogEvent[];
  /** Index of the chosen event in `events`. */
  readonly chosen: number | undefined;
  readonly onChoose: (index: number) => void;
}): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
  });
  const { columns } = texts.logs;
  // A choice by key, or by a link from the time line, comes into view; one by mouse is there already.
  useEffect(() => {
    if (chosen !== undefined) rows.scrollToIndex(chosen);
  }, [rows, chosen]);

  const move = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeightPx) / rowHeightPx) - 1);
    const target = moveTo(event.key, chosen, events.length, page);
    if (target === undefined) return;
    event.preventDefault();
    onChoose(target);
  };

  return (
    <div
      className="event-list"
      role="grid"
      aria-label={texts.logs.list}
      aria-rowcount={events.length + 1}
      aria-activedescendant={chosen === undefined ? undefined : rowId(chosen)}
      tabIndex={0}
      ref={scroller}
      onKeyDown={move}
    >
      <div role="row" aria-rowindex={1} className="event-row event-head">
        <span role="columnheader">{columns.time}</span>
        <span role="columnheader">{columns.stack}</span>
        <span role="columnheader">{columns.meaning}</span>
        <span role="columnheader">{columns.line}</span>
      </div>
      <div role="rowgroup" className="event-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const event = events[index];
          return (
            event !== undefined && (
              <div
                key={index}
                id={rowId(index)}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === chosen}
                className="event-row"
                style={{ transform: `translateY(${String(start)}px)` }}
                onClick={() => onChoose(index)}
              >
                <span role="gridcell">{event.atMs === null ? texts.logs.noTime : formatLogTime(event.atMs)}</span>
                <span role="gridcell">{texts.logs.stackNames[event.stack]}</span>
                <span role="gridcell">{eventTitle(event.event)}</span>
                <span role="gridcell" className="event-raw">
                  <code>{event.raw}</code>
                </span>
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
