import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";

export interface CommandResult {
  /** Null when a signal or the time limit ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly timeoutMs?: number;
  /** Written to its standard input. */
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
}

const defaultTimeoutMs = 20_000;
const maxOutputBytes = 64 * 1024 * 1024;

/** Runs a command without a shell; a non-zero exit is a result, only a command that cannot be started throws. */
export function run(file: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      [...args],
      {
        timeout: options.timeoutMs ?? defaultTimeoutMs,
        killSignal: "SIGKILL",
        maxBuffer: maxOutputBytes,
        cwd: options.directory,
        env: { ...process.env, LC_ALL: "C", ...options.environment },
      },
      (error, stdout, stderr) => {
        if (typeof error?.code === "string") reject(new Error(`${file} cannot be started: ${error.message}`));
        else resolve({ exitCode: child.exitCode, stdout, stderr });
      },
    );
    child.stdin?.on("error", () => undefined).end(options.input);
  });
}

/** Like `run`, but anything else than exit code 0 throws with what the command said; gives back its output. */
export async function mustRun(file: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const result = await run(file, args, options);
  if (result.exitCode === 0) return result.stdout;
  throw new Error(
    `${[file, ...args].join(" ")} ended with ${result.exitCode ?? "a signal"}: ${(result.stderr || result.stdout).trim()}`,
  );
}

const pollIntervalMs = 50;

/**
 * Asks `condition` again and again until it gives something other than undefined, and hands that on.
 * Throws with `what` in the message when `timeoutMs` is over.
 */
export async function waitFor<Value>(
  what: string,
  timeoutMs: number,
  condition: () => Promise<Value | undefined>,
): Promise<Value> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined) return value;
    if (performance.now() >= deadline) throw new Error(`${what} did not happen within ${timeoutMs} ms`);
    await pause(pollIntervalMs);
  }
}
