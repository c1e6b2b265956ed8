import { spawn } from "node:child_process";
import { createLineScanner, type ScannedLines } from "../../logs/line-scanner.ts";
import type { LogSourceResult } from "../../model/log-event.ts";
import type { LogLine } from "../../model/ports/logs.ts";
import { commandEnvironment } from "../run-command.ts";
import { endlessBudget, type LogBudget } from "./budget.ts";
import { readJournalEntry } from "./journal-entry.ts";
import type { LogChunk } from "./log-bytes.ts";

/** Names under which VPN daemons and what moves the network below them write into the journal. */
const identifiers = [
  ...["charon", "charon-nm", "charon-systemd", "charon-cmd", "ipsec", "ipsec_starter", "pluto", "xl2tpd", "kl2tpd"],
  ...["pppd", "NetworkManager", "nm-l2tp-service", "nm-openvpn", "openvpn", "wpa_supplicant", "iwd"],
  ...["systemd-sleep", "systemd-logind", "systemd-networkd", "systemd-resolved", "systemd", "wg-quick"],
];
/** Commands whose lines carry another name, for example a connection's. */
const commands = ["charon", "charon-nm", "charon-systemd", "pluto", "xl2tpd", "pppd", "nm-l2tp-service", "openvpn"];

/** Fields that make a line; without the others the journal is read three times as fast. */
const outputFields = "MESSAGE,SYSLOG_IDENTIFIER,_COMM,_PID,SYSLOG_PID";

const maxStderrLength = 4_096;

/** `+` between two matches means "or" (journalctl(1)). */
function journalArgs(range: readonly string[]): readonly string[] {
  const matches = [
    ...identifiers.map((name) => `SYSLOG_IDENTIFIER=${name}`),
    ...commands.map((name) => `_COMM=${name}`),
    "_TRANSPORT=kernel",
  ];
  return [
    ...["-o", "json", "--no-pager", `--output-fields=${outputFields}`, ...range],
    ...matches.flatMap((match, position) => (position === 0 ? [match] : ["+", match])),
  ];
}

/** What became of the journal, from how journalctl ended and what it said about rights (its hints are not localised). */
function journalResult(linesRead: number, exitCode: number | null, stderr: string): LogSourceResult {
  const result = (outcome: LogSourceResult["outcome"], note?: string): LogSourceResult => ({
    source: "journal",
    outcome,
    linesRead,
    ...(note === undefined ? {} : { note }),
  });
  if (/not seeing messages from other users|insufficient permissions|Permission denied/iu.test(stderr)) {
    return result(
      "not-permitted",
      "Only this user's own lines of the journal can be read; members of the group systemd-journal or adm can read the daemons' lines.",
    );
  }
  if (/No journal files were (found|opened)/iu.test(stderr))
    return result("not-found", "This machine keeps no journal.");
  if (exitCode !== 0 && linesRead === 0) {
    const firstLine = stderr.split("\n", 1)[0] ?? "";
    return result("failed", `journalctl ended with exit code ${exitCode ?? "none"}: ${firstLine.slice(0, 200)}`);
  }
  return linesRead === 0 ? result("empty", "The journal has no line of a VPN daemon in this time.") : result("read");
}

/** Reads the journal's lines of VPN daemons and of the network below them, oldest first, each with its exact time. */
export function readJournal(
  sinceMs: number,
  budget: LogBudget,
  signal?: AbortSignal,
  program = "journalctl",
): AsyncGenerator<LogChunk> {
  // The newest lines are kept where there are too many.
  const range = ["--since", `@${Math.floor(sinceMs / 1000)}`, "-n", String(Math.max(1, budget.linesLeft()))];
  return runJournal(program, range, budget, signal);
}

/** As `readJournal`, for the lines that come from now on, until `signal` aborts. */
export function followJournal(signal: AbortSignal, program = "journalctl"): AsyncGenerator<LogChunk> {
  return runJournal(program, ["-f", "-n", "0"], endlessBudget, signal);
}

async function* runJournal(
  program: string,
  range: readonly string[],
  budget: LogBudget,
  signal: AbortSignal | undefined,
): AsyncGenerator<LogChunk> {
  const child = spawn(program, journalArgs(range), {
    env: commandEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    ...(signal === undefined ? {} : { signal }),
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (stderr.length < maxStderrLength) stderr += text;
  });
  const ended = new Promise<number | NodeJS.ErrnoException | null>((resolve) => {
    child.once("error", resolve);
    child.once("close", resolve);
  });

  const scanner = createLineScanner({ screen: () => true });
  let linesRead = 0;
  const toChunk = (scanned: ScannedLines): LogChunk => {
    const lines = scanned.lines.flatMap(({ text, lineNumber }): readonly LogLine[] => {
      const entry = readJournalEntry(text);
      return entry.kind === "line" ? [{ ...entry.line, source: "journal", lineNumber }] : [];
    });
    const kept = lines.slice(0, budget.linesLeft());
    linesRead += kept.length;
    budget.spend(kept.length, 0);
    return { kind: "lines", lines: kept };
  };
  try {
    for await (const bytes of child.stdout as AsyncIterable<Buffer>) {
      budget.spend(0, bytes.length);
      yield toChunk(scanner.push(bytes));
      if (budget.isSpent()) break;
    }
    if (!budget.isSpent()) yield toChunk(scanner.end());
  } catch {
    // A stopped program breaks its output off; how it ended says why.
  } finally {
    child.kill("SIGKILL");
  }
  yield { kind: "source", result: endResult(await ended, linesRead, stderr, budget, signal) };
}

function endResult(
  end: number | NodeJS.ErrnoException | null,
  linesRead: number,
  stderr: string,
  budget: LogBudget,
  signal?: AbortSignal,
): LogSourceResult {
  const source = "journal";
  if (signal?.aborted === true) return { source, outcome: "failed", linesRead, note: "Reading was stopped." };
  if (end instanceof Error) {
    return end.code === "ENOENT"
      ? { source, outcome: "not-found", linesRead, note: "This machine has no systemd journal." }
      : { source, outcome: "failed", linesRead, note: `journalctl could not be run: ${end.message}` };
  }
  if (budget.isSpent()) {
    return {
      source,
      outcome: "read",
      linesRead,
      note: "Not all was read: the limit of log lines or bytes was reached.",
    };
  }
  return journalResult(linesRead, end, stderr);
}
