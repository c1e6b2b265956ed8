import type { LogLine } from "../../model/ports/logs.ts";
import { runForText, type RunCommand } from "../run-command.ts";
import { parseScutilList } from "../vpn-profiles/macos.ts";
import type { LogBudget } from "./budget.ts";
import type { LogChunk } from "./log-bytes.ts";

/** The name under which the outcome of reading it is told. */
const vpnStatusSource = "scutil --nc status";

const scutil = "/usr/sbin/scutil";
/** A Mac with more VPN services than this is managed by somebody else. */
const maxServices = 32;

/**
 * What `scutil --nc status` knows of the last end of a connection, on one line, such as
 * `Disconnected, PPP.LastCause 15, PPP.DeviceLastCause 6`; null where it ended without an error, or is up.
 */
export function parseLastCause(text: string): string | null {
  const [state = "", ...rest] = text.split("\n");
  if (!/^[A-Z][A-Za-z]{1,23}$/u.test(state)) return null;
  let layer: string | undefined;
  const causes: { readonly layer: string; readonly name: string; readonly number: string }[] = [];
  for (const line of rest) {
    layer = /^\s{0,16}(PPP|IPSec|VPN) : <dictionary> \{/u.exec(line)?.[1] ?? layer;
    const [, name, number] = /^\s{0,16}(LastCause|DeviceLastCause) : (-?\d{1,10})\s*$/u.exec(line) ?? [];
    if (layer !== undefined && name !== undefined && number !== undefined) causes.push({ layer, name, number });
  }
  const last = causes.find(({ name, number }) => name === "LastCause" && number !== "0");
  if (last === undefined) return null;
  const device = causes.find(({ layer, name }) => layer === last.layer && name === "DeviceLastCause");
  return [state, ...[last, ...(device === undefined ? [] : [device])].map(causeText)].join(", ");
}

function causeText(cause: { readonly layer: string; readonly name: string; readonly number: string }): string {
  return `${cause.layer}.${cause.name} ${cause.number}`;
}

/** Asks for the last error of every VPN service; any user may. The system does not keep when it was. */
export async function* readVpnStatus(
  budget: LogBudget,
  run: RunCommand,
  signal: AbortSignal | undefined,
): AsyncGenerator<LogChunk> {
  const listed = await runForText(run, scutil, ["--nc", "list"], { signal });
  if (!listed.ok) {
    const { message } = listed.error;
    yield { kind: "source", result: { source: vpnStatusSource, outcome: "failed", linesRead: 0, note: message } };
    return;
  }
  const lines: LogLine[] = [];
  for (const { id, name } of parseScutilList(listed.value).slice(0, maxServices)) {
    if (signal?.aborted === true) break;
    const status = await runForText(run, scutil, ["--nc", "status", id], { signal });
    const cause = status.ok ? parseLastCause(status.value) : null;
    if (cause === null) continue;
    const text = `scutil: "${name.replaceAll('"', "")}" ${cause}`;
    lines.push({ text, source: vpnStatusSource, lineNumber: lines.length + 1 });
  }
  budget.spend(lines.length, 0);
  if (lines.length > 0) yield { kind: "lines", lines };
  const outcome = lines.length === 0 ? "empty" : "read";
  yield { kind: "source", result: { source: vpnStatusSource, outcome, linesRead: lines.length } };
}
