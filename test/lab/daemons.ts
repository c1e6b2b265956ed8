import { spawn } from "node:child_process";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { waitFor } from "./commands.ts";
import { namespaceOf, type Role, type Topology } from "./topology.ts";

export interface Daemon {
  readonly logFile: string;
  /** Ends it and waits until it is gone. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

export interface DaemonOptions {
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  readonly logFile: string;
  /**
   * `own`: the daemon writes `logFile` itself. `syslog`: what it prints is written there with the time stamp and the
   * host name that a syslog service puts in front of every line.
   */
  readonly logging: "own" | "syslog";
  /** Files that the daemon sees in place of the system's: path in the system -> path of the replacement. */
  readonly replacedFiles?: Readonly<Record<string, string>>;
}

/**
 * Gives a daemon the host name in the first argument and an empty /run, so that two of one kind do not meet through
 * their process id files, and runs it. The second argument counts the pairs of files to replace, which follow it.
 */
const onOwnHost = [
  'echo "$1" > /proc/sys/kernel/hostname && shift',
  "mount -t tmpfs tmpfs /run",
  'pairs=$1; shift; while [ "$pairs" -gt 0 ]; do mount --bind "$2" "$1"; shift 2; pairs=$((pairs - 1)); done',
  'exec "$@"',
].join(" && ");

/** Starts a daemon in the foreground in the namespace of `role`; it ends with the topology at the latest. */
export function startDaemon(topology: Topology, role: Role, options: DaemonOptions): Daemon {
  const replaced = Object.entries(options.replacedFiles ?? {});
  const child = spawn(
    "ip",
    [
      ...["netns", "exec", namespaceOf(topology, role)],
      ...["unshare", "--mount", "--uts", "sh", "-c", onOwnHost, "sh", role],
      ...[String(replaced.length), ...replaced.flat()],
      ...options.command,
    ],
    { env: { ...process.env, ...options.environment }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let hasEnded = false;
  child.once("error", () => (hasEnded = true));
  child.once("exit", () => (hasEnded = true));
  if (options.logging === "syslog") {
    const log = createWriteStream(options.logFile, { flags: "a" });
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output }).on("line", (line) =>
        log.write(`${syslogStamp(new Date())} ${role} ${line}\n`),
      );
    }
  } else {
    child.stdout.resume();
    child.stderr.resume();
  }
  return {
    logFile: options.logFile,
    stop: async (signal = "SIGTERM") => {
      child.kill(signal);
      await waitFor(`${options.command[0]} ending`, 10_000, async () => hasEnded || undefined);
    },
  };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The local time as RFC 3164 section 4.1.2 writes it: `Mar  7 17:26:13`. */
function syslogStamp(date: Date): string {
  return `${months[date.getMonth()] ?? ""} ${String(date.getDate()).padStart(2)} ${date.toTimeString().slice(0, 8)}`;
}

/** The lines of a log that match, so far; none while the file does not exist. */
function matchingLines(logFile: string, pattern: RegExp): readonly string[] {
  if (!existsSync(logFile)) return [];
  return readFileSync(logFile, "utf8")
    .split("\n")
    .filter((line) => pattern.test(line));
}

/** Waits until a log has `count` lines that match. */
export async function waitForLogLines(
  logFile: string,
  pattern: RegExp,
  count: number,
  timeoutMs: number,
): Promise<void> {
  await waitFor(`${count} x ${String(pattern)} in ${logFile}`, timeoutMs, async () =>
    matchingLines(logFile, pattern).length >= count ? true : undefined,
  );
}
