import { createInterface } from "node:readline/promises";
import { createFileWriter } from "../../host/files.ts";
import { createTerminal } from "./terminal.ts";

/**
 * The command line door.
 *
 * @param args what stands behind the program's name
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  // The first Ctrl-C stops the packets and keeps what was measured; a second one ends the program at once.
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(4);
      stop.abort();
    });
  }
  // A reader that went away (`| head`) is not an error.
  process.stdout.on("error", () => process.exit(0));
  const context = {
    stdout: createTerminal(process.stdout),
    stderr: createTerminal(process.stderr),
    signal: stop.signal,
    files: createFileWriter(),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask: askOnTerminal(stop.signal) } : {}),
  };
  if (isWatchAlone(args)) return (await import("./watch-alone.ts")).runWatchAlone(context, args);
  const [{ wireHandlers }, { runCommandLine }] = await Promise.all([import("../wiring.ts"), import("./program.ts")]);
  return runCommandLine({ ...context, handlers: wireHandlers("cli") }, args);
}

/**
 * Whether a command line is a watch that needs nothing else: it runs for days, and should not hold in memory what it does
 * not need. Pseudonyms are made by another part of the program.
 */
function isWatchAlone(args: readonly string[]): boolean {
  return args[0] === "watch" && !args.includes("--redact");
}

/** Asks on stderr, because stdout is for data; Ctrl-C and the end of the input count as an empty answer. */
function askOnTerminal(signal: AbortSignal): (question: string) => Promise<string> {
  return async (question) => {
    const reader = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const ended = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
      return await Promise.race([reader.question(question, { signal }).catch(() => ""), ended]);
    } finally {
      reader.close();
    }
  };
}
