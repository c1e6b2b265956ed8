import { execFile } from "node:child_process";
import path from "node:path";
import { failure, success, type Outcome } from "../model/failure.ts";

export interface CommandOptions {
  readonly timeoutMs?: number;
  /** Most bytes of stdout, and of stderr, that are accepted. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface CommandOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program. Ports of the collectors, so that tests can answer in place of the machine. */
export type RunCommand = (
  program: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<Outcome<CommandOutput>>;

/** Every command of the collectors answers within milliseconds on a healthy machine; PowerShell needs seconds to start. */
const defaultTimeoutMs = 10_000;
const defaultMaxBytes = 4 * 1024 * 1024;

/**
 * Runs a program without a shell, in the C locale, and waits for its end. An exit code other than 0 is a result, not a
 * failure. Fails with `not-found`, `not-permitted`, `timed-out`, `cancelled`, `too-large` or `command-failed` (ended by
 * a signal, or could not be started).
 */
export const runCommand: RunCommand = (program, args, options = {}) =>
  new Promise((resolve) => {
    const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
    const child = execFile(
      program,
      args,
      {
        env: commandEnvironment(),
        encoding: "utf8",
        timeout: timeoutMs,
        killSignal: "SIGKILL",
        maxBuffer: options.maxBytes ?? defaultMaxBytes,
        windowsHide: true,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
      (error, stdout, stderr) => {
        if (error === null) resolve(success({ exitCode: 0, stdout, stderr }));
        else if (typeof error.code === "number") resolve(success({ exitCode: error.code, stdout, stderr }));
        else resolve(commandFailure(program, error, timeoutMs));
      },
    );
    // A program that waits for input would otherwise wait for the timeout.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end();
  });

/** As `run`, but an exit code other than 0 is the failure `command-failed`; returns stdout. */
export async function runForText(
  run: RunCommand,
  program: string,
  args: readonly string[],
  options?: CommandOptions,
): Promise<Outcome<string>> {
  const outcome = await run(program, args, options);
  if (!outcome.ok) return outcome;
  const { exitCode, stdout, stderr } = outcome.value;
  if (exitCode === 0) return success(stdout);
  const firstLine = stderr.split("\n", 1)[0]?.trim().slice(0, 200) ?? "";
  return failure(
    "command-failed",
    `${program} ended with exit code ${exitCode}${firstLine === "" ? "" : `: ${firstLine}`}.`,
  );
}

/** The environment of every command: output in English, and the system's own tools in reach of ordinary users. */
export function commandEnvironment(): NodeJS.ProcessEnv {
  const searchPath = process.platform === "win32" ? process.env["PATH"] : withSystemFolders(process.env["PATH"] ?? "");
  return { ...process.env, LC_ALL: "C", LANG: "C", LANGUAGE: "C", PATH: searchPath };
}

/** `ip`, `swanctl` and others live in sbin, which an ordinary user's PATH on Debian does not have. */
function withSystemFolders(searchPath: string): string {
  const folders = searchPath.split(path.delimiter).filter((folder) => folder !== "");
  return [...new Set([...folders, "/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"])].join(path.delimiter);
}

interface ExecError extends Error {
  readonly code?: unknown;
  readonly killed?: boolean;
  readonly signal?: NodeJS.Signals | null;
}

/** Names why a command gave no exit code. */
function commandFailure(program: string, error: ExecError, timeoutMs: number): Outcome<never> {
  switch (error.code) {
    case "ENOENT":
      return failure("not-found", `The program ${program} is not installed.`);
    case "EACCES":
    case "EPERM":
      return failure("not-permitted", `The program ${program} may not be run by this user.`);
    case "ABORT_ERR":
      return failure("cancelled", `${program} was stopped.`);
    case "ERR_CHILD_PROCESS_STDIO_MAXBUFFER":
      return failure("too-large", `${program} printed more than is accepted.`);
    default:
      return error.killed === true
        ? failure("timed-out", `${program} gave no answer within ${timeoutMs} ms.`)
        : failure("command-failed", `${program} could not be run: ${error.message.slice(0, 200)}`);
  }
}
