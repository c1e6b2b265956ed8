import { spawn } from "node:child_process";
import { commandEnvironment } from "../run-command.ts";

/** How a program ended: with an exit code, or without one because it could not run or was stopped. */
export type CommandEnd =
  | { readonly kind: "exited"; readonly exitCode: number }
  | { readonly kind: "not-installed" | "stopped" }
  | { readonly kind: "failed"; readonly message: string };

interface RunningCommand {
  /** Stdout. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Resolves when the program is gone; never rejects. */
  readonly ended: Promise<CommandEnd>;
  readonly stop: () => void;
}

/**
 * Starts a program and gives its stdout as it comes. A port of the log sources, so that tests can answer instead.
 *
 * @param input what it gets to read, after which its stdin stays open; absent: nothing
 */
export type StreamCommand = (
  program: string,
  args: readonly string[],
  signal: AbortSignal,
  input?: string,
) => RunningCommand;

/** Starts a program without a shell; `signal` kills it. */
export const streamCommand: StreamCommand = (program, args, signal, input) => {
  // Node would start it and kill it a moment later.
  if (signal.aborted) return endedAtOnce({ kind: "stopped" });
  try {
    return start(program, args, signal, input);
  } catch (error) {
    // Node tells some errors of starting by throwing, for example UNKNOWN of Windows.
    return endedAtOnce({ kind: "failed", message: error instanceof Error ? error.message : "unknown error" });
  }
};

const endedAtOnce = (end: CommandEnd): RunningCommand => ({
  output: noOutput(),
  ended: Promise.resolve(end),
  stop: () => undefined,
});

const start: StreamCommand = (program, args, signal, input) => {
  const child = spawn(program, args, {
    env: commandEnvironment(),
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "ignore"],
    windowsHide: true,
    killSignal: "SIGKILL",
    signal,
  });
  const ended = new Promise<CommandEnd>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") resolve({ kind: "not-installed" });
      else if (error.name === "AbortError") resolve({ kind: "stopped" });
      else resolve({ kind: "failed", message: error.message });
    });
    child.once("close", (exitCode) => resolve(exitCode === null ? { kind: "stopped" } : { kind: "exited", exitCode }));
  });
  // A program that is gone reads nothing; how it ended is told.
  child.stdin?.on("error", () => undefined).write(input);
  return { output: child.stdout ?? noOutput(), ended, stop: () => void child.kill("SIGKILL") };
};

// eslint-disable-next-line @typescript-eslint/no-empty-function -- An output without a byte.
async function* noOutput(): AsyncGenerator<never> {}
