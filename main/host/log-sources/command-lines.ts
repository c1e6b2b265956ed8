import { createLineScanner, type ScannedLines } from "../../logs/line-scanner.ts";
import type { LogBudget } from "./budget.ts";
import type { LineContent } from "./content-reader.ts";
import type { LogChunk } from "./log-bytes.ts";
import type { CommandEnd, StreamCommand } from "./stream-command.ts";

export interface CommandLinesOptions {
  /** The source that the lines are told to be from. */
  readonly source: string;
  readonly budget: LogBudget;
  /** Absent for a program that is followed until `signal` aborts. */
  readonly timeoutMs?: number;
  readonly run: StreamCommand;
  readonly signal: AbortSignal | undefined;
}

/** How reading the output of a program ended; `limit`: the budget was spent first. */
export interface CommandLinesEnd {
  readonly linesRead: number;
  readonly end: CommandEnd | { readonly kind: "limit" };
}

/**
 * Runs a program and gives what `toLine` makes of the lines that it prints; null leaves a line out. Bounded in time, bytes
 * and lines: the program is killed when one of them is spent.
 */
export async function* readCommandLines(
  [program, ...args]: readonly [program: string, ...args: readonly string[]],
  toLine: (text: string) => LineContent | null,
  { source, budget, timeoutMs, run, signal }: CommandLinesOptions,
): AsyncGenerator<LogChunk, CommandLinesEnd> {
  const timeout = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)];
  const stop = AbortSignal.any([...(signal === undefined ? [] : [signal]), ...timeout]);
  const command = run(program, args, stop);
  const scanner = createLineScanner({ screen: () => true });
  let linesRead = 0;
  let isWhole = false;
  const number = ({ lines: texts }: ScannedLines): LogChunk => {
    const lines = texts
      .flatMap(({ text, lineNumber }) => {
        const content = toLine(text);
        return content === null ? [] : [{ ...content, source, lineNumber }];
      })
      .slice(0, budget.linesLeft());
    linesRead += lines.length;
    budget.spend(lines.length, 0);
    return { kind: "lines", lines };
  };
  try {
    for await (const chunk of command.output) {
      if (stop.aborted) break;
      budget.spend(0, chunk.length);
      yield number(scanner.push(chunk));
      if (budget.isSpent()) return { linesRead, end: { kind: "limit" } };
    }
    if (!stop.aborted) yield number(scanner.end());
    isWhole = true;
  } catch {
    // A stopped program breaks its output off; how it ended says why.
  } finally {
    // After its last byte it ends by itself, with the exit code that says what became of it; one that does not, at its time.
    if (!isWhole || stop.aborted || timeoutMs === undefined) command.stop();
  }
  return { linesRead, end: await command.ended };
}
