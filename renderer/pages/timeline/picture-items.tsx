import type { ReactElement, ReactNode } from "react";
import { MarkShape } from "./mark-shape.tsx";
import type { Cluster } from "./marks.ts";
import { barLabel, clusterLabel } from "./picture-labels.ts";
import type { BarGroup } from "./session-bars.ts";

const narrowestBarPx = 3;

/** Something in the picture that can be chosen. Its tab stop is the picture; the arrow keys go from one to the next. */
function Item({
  label,
  pressed,
  className,
  transform,
  onChoose,
  children,
}: {
  readonly label: string;
  readonly pressed: boolean;
  readonly className: string;
  readonly transform?: string;
  readonly onChoose: () => void;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <g
      role="button"
      tabIndex={-1}
      aria-label={label}
      aria-pressed={pressed}
      className={className}
      {...(transform === undefined ? {} : { transform })}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onChoose();
      }}
    >
      <title>{label}</title>
      {children}
    </g>
  );
}

/** One session, or several that cannot be told apart at this zoom. */
export function BarItem({
  group,
  left,
  right,
  top,
  height,
  pressed,
  onChoose,
}: {
  readonly group: BarGroup;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly height: number;
  readonly pressed: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  const dropped = group.bars.some(({ session }) => session.outcome === "dropped");
  const outcome = dropped ? "dropped" : (group.bars[0]?.session.outcome ?? "closed");
  return (
    <Item
      label={barLabel(group)}
      pressed={pressed}
      className={`picture-item session-bar session-${outcome}`}
      onChoose={onChoose}
    >
      <rect x={left} y={top} width={Math.max(narrowestBarPx, right - left)} height={height} rx={4} />
    </Item>
  );
}

/** One mark, or several with their number. */
export function MarkItem({
  cluster,
  x,
  y,
  pressed,
  onChoose,
}: {
  readonly cluster: Cluster;
  readonly x: number;
  readonly y: number;
  readonly pressed: boolean;
  readonly onChoose: () => void;
}): ReactElement {
  return (
    <Item
      label={clusterLabel(cluster)}
      pressed={pressed}
      className="picture-item mark"
      transform={`translate(${String(x)}, ${String(y)})`}
      onChoose={onChoose}
    >
      <rect className="mark-target" x={-12} y={-12} width={24} height={24} />
      <MarkShape kind={cluster.kind} />
      {cluster.marks.length > 1 && (
        <text x={8} y={-4}>
          {cluster.marks.length}
        </text>
      )}
    </Item>
  );
}
