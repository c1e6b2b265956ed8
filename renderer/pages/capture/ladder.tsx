import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type ReactElement } from "react";
import { texts } from "../../texts/texts.ts";
import type { Rung } from "./rungs.ts";

const rowHeightPx = 40;

/**
 * The ladder: time, an arrow between client and gateway, and what it means. It is a table for whoever does not see it; of
 * a long one only the rows in view exist, and the keys that scroll move through it.
 */
export function Ladder({
  rungs,
  startMs,
}: {
  readonly rungs: readonly Rung[];
  readonly startMs: number;
}): ReactElement {
  const scroller = useRef<HTMLDivElement>(null);
  const words = texts.captures;
  const rows = useVirtualizer({
    count: rungs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeightPx,
    overscan: 12,
  });
  return (
    <div
      className="ladder"
      role="table"
      aria-label={words.ladderLabel}
      aria-rowcount={rungs.length + 1}
      tabIndex={0}
      ref={scroller}
    >
      <div role="rowgroup" className="ladder-head-group">
        <div role="row" aria-rowindex={1} className="ladder-row ladder-head">
          <span role="columnheader">{words.columns.time}</span>
          <span role="columnheader" className="ladder-ends">
            <span>{words.client}</span>
            <span className="visually-hidden">{words.columns.message}</span>
            <span>{words.gateway}</span>
          </span>
          <span role="columnheader">{words.columns.detail}</span>
        </div>
      </div>
      <div role="rowgroup" className="ladder-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const rung = rungs[index];
          return (
            rung !== undefined && (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className="ladder-row"
                data-tone={rung.tone}
                style={{ transform: `translateY(${String(start)}px)` }}
              >
                <span role="cell" className="ladder-time">
                  {`${((rung.atMs - startMs) / 1000).toFixed(3)} s`}
                </span>
                <span role="cell" className={`ladder-way ${rung.way}`}>
                  <span className="visually-hidden">
                    {rung.way === "to-gateway"
                      ? words.toGateway
                      : rung.way === "to-client"
                        ? words.toClient
                        : words.both}
                    {": "}
                  </span>
                  <span className="ladder-message">{rung.message}</span>
                  {rung.way !== "both" && <Arrow way={rung.way} />}
                </span>
                <span role="cell" className="ladder-detail">
                  {rung.detail}
                </span>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Arrow({ way }: { readonly way: "to-gateway" | "to-client" }): ReactElement {
  return (
    <svg className="ladder-arrow" viewBox="0 0 400 10" preserveAspectRatio="none" aria-hidden="true">
      <path d="M2 5H398" vectorEffect="non-scaling-stroke" />
      <path d={way === "to-gateway" ? "M388 1L398 5L388 9" : "M12 1L2 5L12 9"} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
