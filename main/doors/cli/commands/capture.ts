import type { Failure } from "../../../model/failure.ts";
import type { Finding } from "../../../model/finding.ts";
import { captureText, joinText } from "../capture-text.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";

export interface CaptureFlags {
  readonly json?: boolean;
}

/** `capture read FILE`: the story of a packet capture. */
export async function captureReadCommand(context: CliContext, path: string, { json }: CaptureFlags): Promise<number> {
  const outcome = await call(context, "capture.read", { path });
  if (!outcome.ok) return failed(context, outcome.error);
  const { stdout } = context;
  stdout.write(json === true ? jsonText(outcome.value) : captureText(outcome.value, stdout));
  return exitCodeOf(outcome.value.findings, outcome.value.story.client !== undefined);
}

/** `capture join CLIENT GATEWAY`: two captures of the same time laid over each other. */
export async function captureJoinCommand(
  context: CliContext,
  paths: { readonly client: string; readonly gateway: string },
  { json }: CaptureFlags,
): Promise<number> {
  const outcome = await call(context, "capture.join", paths);
  if (!outcome.ok) return failed(context, outcome.error);
  const { stdout } = context;
  stdout.write(json === true ? jsonText(outcome.value) : joinText(outcome.value, stdout));
  return exitCodeOf(outcome.value.findings, outcome.value.join.clock !== undefined);
}

function failed(context: CliContext, error: Failure): number {
  complain(context, error.message);
  return exitCodeOfFailure(error);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A capture without a VPN in it says nothing about one. */
function exitCodeOf(findings: readonly Finding[], isTelling: boolean): number {
  if (findings.some(({ severity }) => severity !== "notice")) return exitCodes.problemFound;
  return isTelling ? exitCodes.healthy : exitCodes.notEnoughChecked;
}
