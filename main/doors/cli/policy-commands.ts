import type { Command } from "commander";
import { policyCommand, type PolicyFlags } from "./commands/policy.ts";
import type { CliContext } from "./context.ts";

/** Adds `policy`: what the organisation has decided for this computer. */
export function addPolicyCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("policy")
    .description("what your organisation has decided for this computer, and where that comes from")
    .option("--json", "print one JSON document")
    .action(async (flags: PolicyFlags) => done(await policyCommand(context, flags)));
}
