/** One answer that is to leave later. */
interface ArmedAnswer<Sending> {
  /** Whoever arms again under the same key replaces what was armed before. */
  readonly key: string;
  /** The first is the source that is counted; the second all that one cancel ends. */
  readonly source: string;
  readonly run: string;
  readonly dueMs: number;
  readonly copiesLeft: number;
  readonly gapMs: number;
  readonly make: (copiesLeft: number) => Sending;
}

/** Enough for one deep run per client. */
export const maximumArmedPerSource = 300;
const maximumArmed = 20_000;

/** The answers that wait for their time. Times are ms of any one clock that never goes back. */
export interface ArmedAnswers<Sending> {
  /** False when the source, or the server, has as many as it may have. */
  readonly arm: (answer: ArmedAnswer<Sending>) => boolean;
  readonly cancel: (run: string) => void;
  /** When the next answer is due; infinite when none waits. */
  readonly nextMs: () => number;
  readonly takeDue: (nowMs: number) => readonly Sending[];
}

/** Nothing armed yet. */
export function createArmedAnswers<Sending>(): ArmedAnswers<Sending> {
  const armed = new Map<string, ArmedAnswer<Sending>>();
  const bySource = new Map<string, number>();
  /** In the order of their times; entries that were replaced or cancelled are skipped when their turn comes. */
  const queue: ArmedAnswer<Sending>[] = [];

  const isCurrent = (answer: ArmedAnswer<Sending>): boolean => armed.get(answer.key) === answer;

  const remove = ({ key, source }: ArmedAnswer<Sending>): void => {
    armed.delete(key);
    const left = (bySource.get(source) ?? 1) - 1;
    if (left === 0) bySource.delete(source);
    else bySource.set(source, left);
  };

  const enqueue = (answer: ArmedAnswer<Sending>): void => {
    armed.set(answer.key, answer);
    queue.splice(placeOf(queue, answer.dueMs), 0, answer);
  };

  const dropStale = (): void => {
    while (queue[0] !== undefined && !isCurrent(queue[0])) queue.shift();
  };

  return {
    arm: (answer) => {
      const before = armed.get(answer.key);
      if (before !== undefined) remove(before);
      const count = bySource.get(answer.source) ?? 0;
      if (count >= maximumArmedPerSource || armed.size >= maximumArmed) return false;
      bySource.set(answer.source, count + 1);
      enqueue(answer);
      return true;
    },
    cancel: (run) => {
      for (const answer of armed.values()) if (answer.run === run) remove(answer);
    },
    nextMs: () => {
      dropStale();
      return queue[0]?.dueMs ?? Infinity;
    },
    takeDue: (nowMs) => {
      const due: Sending[] = [];
      for (;;) {
        dropStale();
        const answer = queue[0];
        if (answer === undefined || answer.dueMs > nowMs) return due;
        queue.shift();
        due.push(answer.make(answer.copiesLeft));
        if (answer.copiesLeft > 1) {
          enqueue({ ...answer, copiesLeft: answer.copiesLeft - 1, dueMs: answer.dueMs + answer.gapMs });
        } else remove(answer);
      }
    },
  };
}

function placeOf(queue: readonly { readonly dueMs: number }[], dueMs: number): number {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((queue[middle]?.dueMs ?? Infinity) <= dueMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
