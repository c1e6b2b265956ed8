import type { CallOutput, PracticeFault, ProbeKind } from "../../../api/contract.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { networkOptions, textWithoutPage, type NetworkFlags } from "../network-flags.ts";
import type { RedactFlag } from "../redacted.ts";
import { wrap, type Terminal } from "../terminal.ts";
import { practiceGateway, writeFile } from "./check.ts";

/** The options of `probe` as commander reads them. */
export interface ProbeFlags extends RedactFlag, NetworkFlags {
  readonly plan?: true;
  readonly json?: true;
  readonly out?: string;
  readonly mode?: "quick" | "standard" | "deep";
  /** What is broken when the gateway is "practice". */
  readonly fault?: readonly PracticeFault[];
}

/** `probe KIND GATEWAY`: one measurement, or with `--plan` what it would send; returns the exit code. */
export async function probeCommand(
  context: CliContext,
  kind: ProbeKind,
  gateway: string,
  flags: ProbeFlags,
): Promise<number> {
  const { stdout } = context;
  if (textWithoutPage(context, flags)) return exitCodes.usage;
  if (flags.plan === true) {
    const plan = await call(context, "probe.plan", { kind });
    if (!plan.ok) return fail(context, plan.error);
    stdout.write(flags.json === true ? json(plan.value) : planText(plan.value));
    return exitCodes.healthy;
  }
  const asked = {
    kind,
    gateway,
    ...networkOptions(flags),
    ...(flags.mode === undefined ? {} : { lifetimeMode: flags.mode }),
    ...(gateway === practiceGateway ? { practice: [...(flags.fault ?? [])] } : {}),
  };
  const outcome = await call(context, "probe.run", asked, ({ note }) => context.stderr.write(`${note}\n`));
  if (!outcome.ok) return fail(context, outcome.error);
  stdout.write(flags.json === true ? json(outcome.value) : resultText(outcome.value, stdout));
  const isWritten = flags.out === undefined || (await writeFile(context, flags.out, Buffer.from(json(outcome.value))));
  if (!isWritten) return exitCodes.usage;
  if (context.signal.aborted) return exitCodes.cancelled;
  const decided = outcome.value.measurements.some(
    (measurement) => measurement.outcome === "measured" && !isPreparation(kind, measurement.kind),
  );
  return decided ? exitCodes.healthy : exitCodes.notEnoughChecked;
}

/** Whether that was only found on the way to what was asked for: the way out, and for sizes and the like what answers. */
function isPreparation(kind: ProbeKind, found: CallOutput<"probe.run">["measurements"][number]["kind"]): boolean {
  if (kind === "route" || kind === "dns") return false;
  if (found === "route-to-gateway" || found === "reach-tcp") return true;
  return kind !== "reach" && (found.startsWith("reach-") || found === "ike-version" || found === "rtt");
}

function fail(context: CliContext, error: Parameters<typeof exitCodeOfFailure>[0]): number {
  complain(context, error.message);
  return exitCodeOfFailure(error);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function planText({ kind, steps, total }: CallOutput<"probe.plan">): string {
  const row = (about: string, packets: number, bytes: number): string =>
    `${String(packets).padStart(7)} ${String(bytes).padStart(8)}  ${about}\n`;
  return [
    `probe ${kind} sends at most\n`,
    "packets    bytes\n",
    ...steps.map(({ about, packets, bytes }) => row(about, packets, bytes)),
    row(`in all, with at most ${total.halfOpen} unfinished connections at a time`, total.packets, total.bytes),
  ].join("");
}

function resultText(
  { measurements, packetsSent, packetsIgnored }: CallOutput<"probe.run">,
  terminal: Terminal,
): string {
  const applicable = measurements.filter(({ outcome }) => outcome !== "not-applicable");
  const lines = applicable.flatMap(({ kind, outcome, value, unit, reason, target, details }) => {
    const isOneOfSeveral = applicable.filter((other) => other.kind === kind).length > 1;
    const shown =
      outcome === "measured"
        ? `${String(value)}${unit === undefined ? "" : ` ${unit}`}${isOneOfSeveral ? ` (${target})` : ""}`
        : `${outcome}: ${reason ?? ""}`;
    const more = Object.entries(details)
      .map(([name, detail]) => `${name}=${String(detail)}`)
      .join(" ");
    const head = wrap(shown, terminal.widthColumns, `${kind.padEnd(20)} `);
    return more === "" ? [head] : [head, terminal.paint("dim", wrap(more, terminal.widthColumns, " ".repeat(21)))];
  });
  const ignored = packetsIgnored === 0 ? "" : ` ${packetsIgnored} that came answered nothing, and were ignored.`;
  return `${lines.join("\n")}\n${terminal.paint("dim", `${packetsSent} packets were sent.${ignored}`)}\n`;
}
