import type { CallOutput } from "../../../api/contract.ts";
import { call, complain, type CliContext } from "../context.ts";
import { exitCodeOfFailure, exitCodes } from "../exit-codes.ts";
import { policyText, toldPolicy } from "../policy-text.ts";

/** The options of `policy` as commander reads them. */
export interface PolicyFlags {
  readonly json?: true;
}

/** `policy`: what the organisation has decided for this computer; exit code 5 where its policy is not trusted. */
export async function policyCommand(context: CliContext, { json }: PolicyFlags): Promise<number> {
  const read = await call(context, "policy.read", {});
  if (!read.ok) {
    complain(context, read.error.message);
    return exitCodeOfFailure(read.error);
  }
  const { problem } = read.value;
  context.stdout.write(json === true ? `${JSON.stringify(read.value, null, 2)}\n` : policyText(read.value));
  if (problem !== undefined) complain(context, problem);
  return problem === undefined ? exitCodes.healthy : exitCodes.refused;
}

/** The policy that a measuring command runs under; what it decides is told on stderr. */
export async function policyOf(context: CliContext): Promise<CallOutput<"policy.read"> | undefined> {
  const read = await call(context, "policy.read", {});
  if (!read.ok) return undefined;
  if (read.value.problem !== undefined) complain(context, read.value.problem);
  const told = toldPolicy(read.value);
  if (told !== undefined) context.stderr.write(`${told}\n`);
  return read.value;
}
