import { Option, type Command } from "commander";
import { findingCodeSchema } from "../../model/finding.ts";
import { compareCommand, type CompareFlags } from "./commands/compare.ts";
import { diagnoseCommand, explainCommand, type DiagnoseFlags } from "./commands/diagnose.ts";
import { gatewayJoinCommand, type GatewayJoinFlags } from "./commands/gateway.ts";
import { knownIssuesShowCommand, knownIssuesUpdateCommand, type KnownIssuesFlags } from "./commands/known-issues.ts";
import type { CliContext } from "./context.ts";
import { languageOption, type LanguageFlag } from "./language.ts";
import { withKeyOptions } from "./option-values.ts";
import { redactedWhere, redactOption } from "./redacted.ts";

/** Adds the commands that measure nothing and send nothing: `diagnose`, `explain`, `compare` and `known-issues`. */
export function addDiagnoseCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  withKeyOptions(program.command("diagnose"))
    .description("a report again, offline, with the rules of today")
    .argument("[FILE]", "a bundle, a report.json, a log, or a folder of logs or of an unpacked bundle")
    .argument("[GATEWAY]", "a gateway's bundle or facts of the same time: both ends as one report (gateway join)")
    .addOption(
      new Option("--explain <CODE>", "how this finding comes about, and its evidence in FILE").choices(
        findingCodeSchema.options,
      ),
    )
    .option("--json", "print one JSON document")
    .option("--summary", "print one line of at most 2048 characters; it is the same in every language")
    .option("--exit-zero", "exit with 0 when a problem is found")
    .option("--out <FILE>", "also write the report as JSON to this file")
    .addOption(languageOption())
    .option(...redactOption)
    .action(async (file: string | undefined, gateway: string | undefined, flags: DiagnoseFlags) =>
      done(
        await redactedWhere(flags, context, (told) =>
          file === undefined || gateway === undefined
            ? diagnoseCommand(told, file, flags)
            : gatewayJoinCommand(told, { client: file, gateway }, joinFlags(flags)),
        ),
      ),
    );

  program
    .command("explain")
    .description("how a finding comes about: what it needs, what speaks for and against it, its limits")
    .argument("<CODE>", "a finding code, for example nat-udp-timeout")
    .option("--json", "print one JSON document")
    .addOption(languageOption())
    .action(async (code: string, flags: LanguageFlag & { readonly json?: true }) =>
      done(await explainCommand(context, code, flags)),
    );

  program
    .command("compare")
    .description("two runs side by side: before and after a change, or at home and behind a hotspot")
    .argument("<BEFORE>", "a report.json, a bundle, a log or a folder of logs")
    .argument("<AFTER>", "what it is compared with")
    .option("--json", "print one JSON document")
    .option("--exit-zero", "exit with 0 when it has not become better")
    .option("--out <FILE>", "also write the comparison as JSON to this file")
    .addOption(languageOption())
    .option(...redactOption)
    .action(async (before: string, after: string, flags: CompareFlags) =>
      done(await redactedWhere(flags, context, (told) => compareCommand(told, { before, after }, flags))),
    );

  const knownIssues = program
    .command("known-issues")
    .description("known faults of systems and VPN software that a diagnosis looks for");
  knownIssues
    .command("show", { isDefault: true })
    .description("the list, with its version and date")
    .option("--json", "print one JSON document")
    .action(async (flags: KnownIssuesFlags) => done(await knownIssuesShowCommand(context, flags)));
  knownIssues
    .command("update")
    .description("take over a newer list from a signed file; nothing is fetched")
    .argument("<FILE>", "a list as it is published")
    .option("--key <KEY>", "who must have signed it (Ed25519, base64url); default: the maker of this program")
    .option("--json", "print one JSON document")
    .action(async (file: string, flags: KnownIssuesFlags) =>
      done(await knownIssuesUpdateCommand(context, file, flags)),
    );
}

/** `gateway join` calls the file with the keys by another name. */
function joinFlags({ identity, ...flags }: DiagnoseFlags): GatewayJoinFlags {
  return { ...flags, ...(identity === undefined ? {} : { key: identity }) };
}
