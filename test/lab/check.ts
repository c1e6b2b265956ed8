import { fileURLToPath } from "node:url";
import { reportSchema, type Report } from "../../main/model/report.ts";
import { addresses, runIn, type Topology } from "./topology.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const doctor = fileURLToPath(new URL("../../main/doors/cli/bin.js", import.meta.url));
const timeoutMs = 180_000;

export interface CheckResult {
  readonly report: Report;
  readonly exitCode: number | null;
}

/** Runs the command line's check at the client, against the gateway, with these logs in place of the machine's own. */
export async function runCheck(
  topology: Topology,
  logFiles: readonly string[],
  gateway: string = addresses.gateway,
  options: readonly string[] = [],
): Promise<CheckResult> {
  const result = await runIn(
    topology,
    "client",
    [
      ...[process.execPath, doctor, "check", gateway, "--json", "--no-system-logs"],
      ...options,
      ...logFiles.flatMap((file) => ["--log", file]),
    ] as [string, ...string[]],
    { timeoutMs, directory: checkout },
  );
  const parsed = reportSchema.safeParse(jsonOrUndefined(result.stdout));
  if (parsed.success) return { report: parsed.data, exitCode: result.exitCode };
  throw new Error(
    `the check ended with ${result.exitCode ?? "a signal"} and printed no valid report: ${(result.stderr || parsed.error.message).slice(-2000)}`,
  );
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
