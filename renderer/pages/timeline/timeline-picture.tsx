import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactElement } from "react";
import { texts } from "../../texts/texts.ts";
import { MarkShape } from "./mark-shape.tsx";
import { clusterMarks, markKinds, type Cluster, type Mark } from "./marks.ts";
import { BarItem, MarkItem } from "./picture-items.tsx";
import { focusNeighbour, rangeAfterKey } from "./picture-keys.ts";
import { groupBars, type BarGroup, type SessionBar } from "./session-bars.ts";
import { TimeAxis, timeScale } from "./time-axis.tsx";
import { pan, spanMs, zoom, type TimeRange } from "./time-range.ts";
import { useWheelZoom } from "./use-wheel-zoom.ts";
import { useWidth } from "./use-width.ts";

/** What was chosen in the picture. */
export type Choice =
  { readonly kind: "session"; readonly index: number } | { readonly kind: "cluster"; readonly cluster: Cluster };

const laneHeightPx = 30;
const rowHeightPx = 28;
const axisHeightPx = 26;
/** Bars that together are shorter than this cannot be told apart. */
const shortestGroupPx = 6;
/** A mark with a number beside it takes this much room. */
const nearestMarkPx = 44;

interface PictureProps {
  readonly bars: readonly SessionBar[];
  readonly marks: readonly Mark[];
  readonly seen: TimeRange;
  readonly whole: TimeRange;
  readonly choice: Choice | undefined;
  readonly onSee: (range: TimeRange) => void;
  readonly onChoose: (choice: Choice) => void;
}

/** Sessions as bars and marks in a row for each kind. It moves by wheel, drag and keys. */
export function TimelinePicture(props: PictureProps): ReactElement {
  const { bars, marks, seen, whole, choice, onSee, onChoose } = props;
  const frame = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(frame);
  const [drag, setDrag] = useState<{ readonly x: number; readonly seen: TimeRange }>();
  useWheelZoom(frame, (factor, at) => onSee(zoom(seen, factor, at, whole)));

  const lanes = Math.max(1, ...bars.map(({ lane }) => lane + 1));
  const marksTopPx = lanes * laneHeightPx + 8;
  const heightPx = marksTopPx + markKinds.length * rowHeightPx;
  const scale = timeScale(seen, widthPx);
  const visible = ({ fromMs, toMs }: TimeRange): boolean => toMs >= seen.fromMs && fromMs <= seen.toMs;
  const msPerPx = spanMs(seen) / Math.max(1, widthPx);
  const groups = groupBars(bars.filter(visible), msPerPx * shortestGroupPx);
  const clusters = useMemo(() => clusterMarks(marks, msPerPx * nearestMarkPx), [marks, msPerPx]);

  const chooseGroup = ({ bars: inGroup, fromMs, toMs }: BarGroup): void => {
    const [only] = inGroup;
    if (inGroup.length === 1 && only !== undefined) onChoose({ kind: "session", index: only.index });
    else onSee(zoom({ fromMs, toMs: Math.max(toMs, fromMs + 1) }, 3, 0.5, whole));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = rangeAfterKey(event.key, seen, whole);
    if (next !== undefined) onSee(next);
    else if (!focusNeighbour(event.currentTarget, event.key)) return;
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (drag !== undefined && widthPx > 0) onSee(pan(drag.seen, (drag.x - event.clientX) / widthPx, whole));
  };

  return (
    <div className="timeline-frame">
      <Legend lanes={lanes} />
      <div
        className="timeline-picture"
        role="group"
        aria-label={texts.timeline.picture}
        tabIndex={0}
        ref={frame}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => setDrag({ x: event.clientX, seen })}
        onPointerMove={onPointerMove}
        onPointerUp={() => setDrag(undefined)}
        onPointerLeave={() => setDrag(undefined)}
      >
        <svg width={widthPx} height={heightPx + axisHeightPx}>
          <TimeAxis seen={seen} widthPx={widthPx} heightPx={heightPx} />
          {groups.map((group) => (
            <BarItem
              key={group.bars[0]?.index}
              group={group}
              left={Math.max(-4, scale(group.fromMs))}
              right={Math.min(widthPx + 4, scale(group.toMs))}
              top={group.lane * laneHeightPx + 4}
              height={laneHeightPx - 8}
              pressed={choice?.kind === "session" && group.bars.some(({ index }) => index === choice.index)}
              onChoose={() => chooseGroup(group)}
            />
          ))}
          {clusters.filter(visible).map((cluster) => (
            <MarkItem
              key={`${cluster.kind}${String(cluster.fromMs)}`}
              cluster={cluster}
              x={scale((cluster.fromMs + cluster.toMs) / 2)}
              y={marksTopPx + (markKinds.indexOf(cluster.kind) + 0.5) * rowHeightPx}
              pressed={choice?.kind === "cluster" && sameCluster(choice.cluster, cluster)}
              onChoose={() => onChoose({ kind: "cluster", cluster })}
            />
          ))}
        </svg>
      </div>
    </div>
  );
}

/** The names of the rows, beside them. */
function Legend({ lanes }: { readonly lanes: number }): ReactElement {
  return (
    <ul className="timeline-legend" aria-hidden="true">
      <li className="legend-sessions" style={{ height: lanes * laneHeightPx + 8 }}>
        {texts.timeline.sessions}
      </li>
      {markKinds.map((kind) => (
        <li key={kind}>
          <svg viewBox="-8 -8 16 16">
            <MarkShape kind={kind} />
          </svg>
          {texts.timeline.kinds[kind]}
        </li>
      ))}
    </ul>
  );
}

const sameCluster = (a: Cluster, b: Cluster): boolean =>
  a.kind === b.kind && a.fromMs === b.fromMs && a.marks.length === b.marks.length;
