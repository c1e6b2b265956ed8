import { formatDuration, formatLogTime } from "../../format.ts";
import { texts } from "../../texts/texts.ts";
import type { Cluster } from "./marks.ts";
import type { BarGroup } from "./session-bars.ts";
import { spanMs } from "./time-range.ts";

/** A bar in words. */
export function barLabel({ bars, ...range }: BarGroup): string {
  const words = texts.timeline;
  const [only] = bars;
  if (bars.length > 1 || only === undefined) return words.severalSessions(bars.length, formatLogTime(range.fromMs));
  const { session } = only;
  const length = session.endedAt === undefined ? words.noEnd : formatDuration(spanMs(range));
  const name = session.connection ?? session.peer ?? words.unnamed;
  return words.barLabel(name, words.outcomes[session.outcome], formatLogTime(range.fromMs), length);
}

/** A mark, or several, in words. */
export function clusterLabel({ kind, marks, fromMs }: Cluster): string {
  const words = texts.timeline;
  const [only] = marks;
  return marks.length > 1 || only === undefined
    ? `${words.several(marks.length, words.kinds[kind])}, ${formatLogTime(fromMs)}`
    : `${words.kinds[kind]}: ${formatLogTime(only.atMs)}, ${only.detail.slice(0, 120)}`;
}
