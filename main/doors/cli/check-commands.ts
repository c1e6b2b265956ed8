import { Argument, type Command, Option } from "commander";
import { natLifetimeModeSchema, probeKindSchema, type ProbeKind } from "../../model/probe-kind.ts";
import { practiceFaults } from "../../practice/fault.ts";
import { checkCommand, type CheckFlags } from "./commands/check.ts";
import { practiceCommand, type PracticeFlags } from "./commands/practice.ts";
import { probeCommand, type ProbeFlags } from "./commands/probe.ts";
import type { CliContext } from "./context.ts";
import { withLogOptions } from "./log-commands.ts";
import { collectFault, parseServer } from "./option-values.ts";

/** Adds the commands that measure: `check`, `probe` and `practice`. */
export function addCheckCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  withLogOptions(withMeasuringOptions(program.command("check")))
    .description("check the way to your VPN and its logs, and say what is wrong")
    .argument(
      "[GATEWAY]",
      'host name or address of the VPN gateway, or "practice"; default: from the VPN profiles of this computer',
    )
    .addOption(
      new Option("--profile <NAME>", "how much to measure").choices(["quick", "standard", "deep"]).default("standard"),
    )
    .option("--json", "print the report as one JSON document")
    .option("--summary", "print one line, for device management")
    .option("--out <FILE>", "write the report as JSON to this file")
    .option("--bundle <FILE>", "write a bundle for the VPN administrator to this file")
    .option("--exit-zero", "exit with 0 also when a problem was found")
    .action(async (gateway: string | undefined, flags: CheckFlags) =>
      done(await checkCommand(context, gateway, flags)),
    );

  withMeasuringOptions(withFaultOption(program.command("probe")))
    .description("one measurement by itself, or with --plan what it would send")
    .addArgument(new Argument("<KIND>", "what to measure").choices(probeKindSchema.options))
    .argument("<GATEWAY>", 'host name or address of the VPN gateway, or "practice"')
    .addOption(
      new Option("--mode <NAME>", "how long to look for a NAT lifetime: 66 s, 132 s or 600 s")
        .choices(natLifetimeModeSchema.options)
        .default("standard"),
    )
    .option("--plan", "print the packets and bytes that it sends at most, and send nothing")
    .option("--json", "print one JSON document")
    .action(async (kind: ProbeKind, gateway: string, flags: ProbeFlags) =>
      done(await probeCommand(context, kind, gateway, flags)),
    );

  withFaultOption(program.command("practice"))
    .description("try everything on a home router and a gateway in this program")
    .option("--json", "print the report as one JSON document")
    .option("--list", "list the faults and what they do")
    .action(async (flags: PracticeFlags) => done(await practiceCommand(context, flags)));
}

function withMeasuringOptions(command: Command): Command {
  return command
    .option(
      "--stun <HOST[:PORT]>",
      "also ask this STUN server: for the public address and the kind of the NAT",
      parseServer,
    )
    .option(
      "--responder <HOST[:PORT]>",
      "measure NAT lifetimes and the way back with this responder (or STUN server with RFC 5780)",
      parseServer,
    )
    .option("--bind <ADDRESS>", "send from this local address, to stay outside a tunnel");
}

function withFaultOption(command: Command): Command {
  const names = practiceFaults.map((fault) => fault.name).join(", ");
  return command.option(
    "--fault <NAME[=VALUE]>",
    `what is broken in practice (repeatable): ${names}`,
    collectFault,
    [],
  );
}
