import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { LogSourceResult } from "../../model/log-event.ts";
import type { LogLine } from "../../model/ports.ts";
import { parseJson } from "../json.ts";
import { commandEnvironment } from "../run-command.ts";
import type { LogBudget } from "./budget.ts";
import type { LogChunk } from "./log-file.ts";

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

const linesPerChunk = 500;
const maxStderrLength = 4_096;

/** `+` between two matches means "or" (journalctl(1)). */
function journalArgs(sinceMs: number, maxLines: number): readonly string[] {
  const matches = [
    ...identifiers.map((name) => `SYSLOG_IDENTIFIER=${name}`),
    ...commands.map((name) => `_COMM=${name}`),
    "_TRANSPORT=kernel",
  ];
  return [
    ...["-o", "json", "--no-pager", `--output-fields=${outputFields}`, "--since", `@${Math.floor(sinceMs / 1000)}`],
    // The newest lines are kept where there are too many.
    ...["-n", String(Math.max(1, maxLines))],
    ...matches.flatMap((match, position) => (position === 0 ? [match] : ["+", match])),
  ];
}

const textSchema = z.union([z.string(), z.array(z.number().int().min(0).max(255))]);
const entrySchema = z.object({
  __REALTIME_TIMESTAMP: z.string().regex(/^\d{1,17}$/u),
  MESSAGE: textSchema,
  SYSLOG_IDENTIFIER: z.string().optional(),
  _COMM: z.string().optional(),
  _PID: z.string().optional(),
  SYSLOG_PID: z.string().optional(),
});

/** Kernel lines that can have to do with a VPN: devices, power, conntrack, IPsec, tunnels. */
const kernelOfInterest =
  /conntrack|xfrm|ipsec|esp\b|l2tp|ppp|\btun|wireguard|\bwg\d|wlan|wlp|wifi|80211|link is|link becomes|PM: |suspend|carrier|eth\d|enp|eno|wwan/iu;

/** Reads one line of `journalctl -o json`; null when it is something else or says nothing about a VPN. */
function parseJournalEntry(json: string, lineNumber: number): LogLine | null {
  const entry = parseJson(entrySchema, json);
  if (entry === null) return null;
  // The journal gives a message that is not UTF-8 as a list of bytes.
  const message =
    typeof entry.MESSAGE === "string" ? entry.MESSAGE : new TextDecoder().decode(Uint8Array.from(entry.MESSAGE));
  const identifier = entry.SYSLOG_IDENTIFIER ?? entry._COMM ?? "kernel";
  if (identifier === "kernel" && !kernelOfInterest.test(message)) return null;
  const processId = Number(entry.SYSLOG_PID ?? entry._PID);
  return {
    text: message,
    source: "journal",
    lineNumber,
    structured: {
      atMs: Math.floor(Number(entry.__REALTIME_TIMESTAMP) / 1000),
      identifier,
      ...(Number.isInteger(processId) && processId > 0 ? { processId } : {}),
    },
  };
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
export async function* readJournal(
  sinceMs: number,
  budget: LogBudget,
  signal?: AbortSignal,
  program = "journalctl",
): AsyncGenerator<LogChunk> {
  const child = spawn(program, journalArgs(sinceMs, budget.linesLeft()), {
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

  let lineNumber = 0;
  let linesRead = 0;
  let batch: LogLine[] = [];
  try {
    for await (const json of createInterface({ input: child.stdout, crlfDelay: Infinity })) {
      const line = parseJournalEntry(json, ++lineNumber);
      budget.spend(line === null ? 0 : 1, json.length);
      if (line !== null) batch.push(line);
      if (batch.length >= linesPerChunk || budget.isSpent()) {
        linesRead += batch.length;
        yield { kind: "lines", lines: batch };
        batch = [];
      }
      if (budget.isSpent()) break;
    }
    if (batch.length > 0) yield { kind: "lines", lines: batch };
    linesRead += batch.length;
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
