import type { LogQuery } from "../../model/ports/logs.ts";

/** What of a query's limits is left; shared by all sources of one reading. */
export interface LogBudget {
  readonly linesLeft: () => number;
  readonly bytesLeft: () => number;
  readonly spend: (lines: number, bytes: number) => void;
  readonly isSpent: () => boolean;
}

/** Makes the budget of a query. */
export function createLogBudget(query: LogQuery): LogBudget {
  let lines = query.maxLines;
  let bytes = query.maxBytes;
  return {
    linesLeft: () => Math.max(0, lines),
    bytesLeft: () => Math.max(0, bytes),
    spend: (usedLines, usedBytes) => {
      lines -= usedLines;
      bytes -= usedBytes;
    },
    isSpent: () => lines <= 0 || bytes <= 0,
  };
}

/** What is followed has no end of its own: it is stopped by whoever follows it. */
export const endlessBudget: LogBudget = {
  linesLeft: () => Number.POSITIVE_INFINITY,
  bytesLeft: () => Number.POSITIVE_INFINITY,
  spend: () => undefined,
  isSpent: () => false,
};
