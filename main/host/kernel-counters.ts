import { z } from "zod";
import { failure, success, type Outcome } from "../model/failure.ts";
import { conntrackSchema, type Conntrack } from "../model/network.ts";
import { parseJson } from "./json.ts";
import { readNativeScript } from "./native-script.ts";
import { runForText, type CommandOptions, type RunCommand } from "./run-command.ts";

const countersSchema = z.object({
  conntrack: conntrackSchema.partial(),
  xfrm: z.record(z.string(), z.number()).optional(),
});

/** Connection tracking of this Linux kernel; undefined where it is not loaded. */
export async function readConntrack(
  run: RunCommand,
  options?: CommandOptions,
): Promise<Outcome<Conntrack | undefined>> {
  const printed = await printCounters(run, options);
  return printed.ok ? parseKernelCounters(printed.value) : printed;
}

/** Errors that the IPsec of this Linux kernel counted; empty where it has none, or does not count. */
export async function readIpsecErrors(
  run: RunCommand,
  options?: CommandOptions,
): Promise<Readonly<Record<string, number>>> {
  const printed = await printCounters(run, options);
  return printed.ok ? (parseJson(countersSchema, printed.value)?.xfrm ?? {}) : {};
}

async function printCounters(run: RunCommand, options?: CommandOptions): Promise<Outcome<string>> {
  const script = await readNativeScript("linux/kernel-counters.sh");
  return script.ok ? runForText(run, "sh", ["-c", script.value], options) : script;
}

/** Reads the JSON line of `native-scripts/linux/kernel-counters.sh`. */
export function parseKernelCounters(text: string): Outcome<Conntrack | undefined> {
  const counters = parseJson(countersSchema, text);
  if (counters === null) return failure("unreadable", "The kernel counters of this machine could not be read.");
  const conntrack = conntrackSchema.safeParse(counters.conntrack);
  return success(conntrack.success ? conntrack.data : undefined);
}
