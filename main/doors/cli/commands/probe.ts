import type { CallOutput, PracticeFault, ProbeKind } from "../../../api/contract.ts";
import { mapMeasurementTexts } from "../../../language/report-texts.ts";
import type { Measurement } from "../../../model/measurement.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { networkOptions, textWithoutPage, type NetworkFlags } from "../network-flags.ts";
import { writeFile } from "../file-results.ts";
import type { Say } from "../../../language/say.ts";
import { wordsOf, type LanguageFlag } from "../language.ts";
import { measurementLines } from "../measurement-text.ts";
import type { RedactFlag } from "../redacted.ts";
import { columnsOf, padColumns, type Terminal } from "../terminal.ts";
import { practiceGateway } from "./check.ts";

/** The options of `probe` as commander reads them. */
export interface ProbeFlags extends RedactFlag, LanguageFlag, NetworkFlags {
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
  const say = await wordsOf(context, flags);
  if (say === null) return exitCodes.usage;
  if (textWithoutPage(context, flags)) return exitCodes.usage;
  if (flags.plan === true) {
    const plan = await call(context, "probe.plan", { kind });
    if (!plan.ok) return fail(context, plan.error, say);
    stdout.write(flags.json === true ? json(plan.value) : planText(plan.value, say));
    return exitCodes.healthy;
  }
  const asked = {
    kind,
    gateway,
    ...networkOptions(flags),
    ...(flags.mode === undefined ? {} : { lifetimeMode: flags.mode }),
    ...(gateway === practiceGateway ? { practice: [...(flags.fault ?? [])] } : {}),
  };
  const outcome = await call(context, "probe.run", asked, ({ note }) => context.stderr.write(`${say(note)}\n`));
  if (!outcome.ok) return fail(context, outcome.error, say);
  const told = {
    ...outcome.value,
    measurements: outcome.value.measurements.map((one) => mapMeasurementTexts(one, say)),
  };
  stdout.write(flags.json === true ? json(told) : resultText(told, stdout, say));
  const isWritten = flags.out === undefined || (await writeFile(context, flags.out, Buffer.from(json(told)), say));
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

function fail(context: CliContext, error: Parameters<typeof exitCodeOfFailure>[0], say: Say): number {
  complain(context, say(error.message));
  return exitCodeOfFailure(error);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function planText({ kind, steps, total }: CallOutput<"probe.plan">, say: Say): string {
  const [packetsTitle, bytesTitle] = [say("packets"), say("bytes")];
  const [packetsColumns, bytesColumns] = [columnsOf(packetsTitle), columnsOf(bytesTitle)].map((columns) =>
    Math.max(8, columns),
  ) as [number, number];
  const row = (about: string, packets: string, bytes: string): string =>
    `${padColumns(packets, packetsColumns, "start")} ${padColumns(bytes, bytesColumns, "start")}  ${about}`.trimEnd() +
    "\n";
  return [
    `${say(`probe ${kind} sends at most`)}\n`,
    row("", packetsTitle, bytesTitle),
    ...steps.map(({ about, packets, bytes }) => row(say(about), String(packets), String(bytes))),
    row(
      say(`in all, with at most ${total.halfOpen} unfinished connections at a time`),
      String(total.packets),
      String(total.bytes),
    ),
  ].join("");
}

/** Details are named as in the JSON document, in every language, and so are codes; a sentence is said. */
function detailText(detail: Measurement["details"][string], say: Say): string {
  const text = String(detail);
  return text.includes(" ") ? say(text) : text;
}

function resultText(
  { measurements, packetsSent, packetsIgnored }: CallOutput<"probe.run">,
  terminal: Terminal,
  say: Say,
): string {
  const lines = measurementLines(measurements, terminal, say, ({ details }) =>
    Object.entries(details)
      .map(([name, detail]) => `${name}=${detailText(detail, say)}`)
      .join(" "),
  );
  const ignored = packetsIgnored === 0 ? [] : [say(`${packetsIgnored} that came answered nothing, and were ignored.`)];
  const counts = [say(`${packetsSent} packets were sent.`), ...ignored].join(" ");
  return `${lines.join("\n")}\n${terminal.paint("dim", counts)}\n`;
}
