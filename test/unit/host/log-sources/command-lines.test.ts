import { describe, expect, it } from "vitest";
import { createLogBudget } from "../../../../main/host/log-sources/budget.ts";
import { readCommandLines, type CommandLinesEnd } from "../../../../main/host/log-sources/command-lines.ts";
import { streamCommand } from "../../../../main/host/log-sources/stream-command.ts";
import type { LogLine } from "../../../../main/model/ports/logs.ts";

async function read(
  command: readonly [string, ...string[]],
  { maxLines = 1e6, timeoutMs = 10_000, signal }: { maxLines?: number; timeoutMs?: number; signal?: AbortSignal } = {},
) {
  const lines: LogLine[] = [];
  const budget = createLogBudget({ sinceMs: 0, paths: [], systemLogs: true, maxLines, maxBytes: 1e8 });
  const options = { source: "test", budget, timeoutMs, run: streamCommand, signal };
  const chunks = readCommandLines(command, (text) => (text === "skip" ? null : { text }), options);
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) return { lines, end: next.value satisfies CommandLinesEnd };
    if (next.value.kind === "lines") lines.push(...next.value.lines);
  }
}

describe.skipIf(process.platform === "win32")("lines of a real program", () => {
  it("come with the numbers that they have in its output", async () => {
    const { lines, end } = await read(["printf", String.raw`a\nskip\nb`]);
    expect(lines.map(({ text, lineNumber }) => [text, lineNumber])).toEqual([
      ["a", 1],
      ["b", 3],
    ]);
    expect(end).toEqual({ linesRead: 2, end: { kind: "exited", exitCode: 0 } });
  });

  it("end at the limit, although the program would go on for ever", async () => {
    const { lines, end } = await read(["yes"], { maxLines: 10 });
    expect(lines).toHaveLength(10);
    expect(end).toEqual({ linesRead: 10, end: { kind: "limit" } });
  });

  it.each([
    ["a program that ends badly", ["sh", "-c", "echo a; exit 64"], {}, 1, { kind: "exited", exitCode: 64 }],
    [
      "a program that ends a moment after its output",
      [process.execPath, "-e", "console.log('a'); require('fs').closeSync(1); setTimeout(() => process.exit(7), 200)"],
      {},
      1,
      { kind: "exited", exitCode: 7 },
    ],
    ["a program that does not exist", ["no-such-program-here"], {}, 0, { kind: "not-installed" }],
    [
      "a start that Node refuses by throwing",
      ["no\0name"],
      {},
      0,
      { kind: "failed", message: expect.any(String) as string },
    ],
    ["a program that hangs", ["sleep", "600"], { timeoutMs: 50 }, 0, { kind: "stopped" }],
    ["a reading that was stopped before", ["yes"], { signal: AbortSignal.abort() }, 0, { kind: "stopped" }],
  ] as const)("tell of %s", async (_what, command, options, linesRead, end) => {
    expect((await read(command, options)).end).toEqual({ linesRead, end });
  });
});
