import { Argument, type Command, Option } from "commander";
import { bundlePartSchema } from "../../model/bundle-manifest.ts";
import { natLifetimeModeSchema, probeKindSchema, type ProbeKind } from "../../model/probe-kind.ts";
import { practiceFaults } from "../../practice/fault.ts";
import { answerRequestCommand, type AnswerFlags } from "./commands/answer-request.ts";
import { checkCommand, type CheckFlags } from "./commands/check.ts";
import { practiceCommand, type PracticeFlags } from "./commands/practice.ts";
import { probeCommand, type ProbeFlags } from "./commands/probe.ts";
import type { CliContext } from "./context.ts";
import { languageOption } from "./language.ts";
import { withLogOptions } from "./log-commands.ts";
import { collect, collectFault, parsePort, parseServer } from "./option-values.ts";
import { redactedWhere, redactOption } from "./redacted.ts";

/** Adds the commands that measure: `check`, `probe` and `practice`. */
export function addCheckCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  withLogOptions(withMeasuringOptions(program.command("check")))
    .description("check the way to your VPN and its logs, and say what is wrong")
    .argument(
      "[GATEWAY]",
      'host name or address of the VPN gateway, or "practice"; default: from the VPN profiles of this computer',
    )
    .addOption(
      new Option(
        "--profile <NAME>",
        'how much to measure (default: "standard", or what your organisation recommends)',
      ).choices(["quick", "standard", "deep"]),
    )
    .option("--json", "print the report as one JSON document")
    .option("--summary", "print one line, for device management; it is the same in every language")
    .option("--out <FILE>", "write the report as JSON to this file")
    .option("--bundle <FILE>", "write a bundle for the VPN administrator to this file")
    .addOption(
      new Option("--without <PART...>", "with --bundle or --request: leave out parts of the bundle")
        .choices(bundlePartSchema.options)
        .default([]),
    )
    .option(
      "--with-capture <FILE>",
      "with --bundle: put this packet capture into it: headers only, with pseudonyms for addresses (repeatable)",
      collect,
      [],
    )
    .option("--request <FILE|LINK>", "answer a request of your helpdesk; it decides what is checked, you agree or not")
    .addOption(languageOption())
    .option("--yes", "with --request: agree to it without being asked")
    .option("--trust", "with --request: agree to a signer that this computer does not know yet")
    .option("--upload", "with --request: upload the sealed bundle to the address that the request names")
    .option(...redactOption)
    .option("--exit-zero", "exit with 0 also when a problem was found")
    .action(async (gateway: string | undefined, { request, ...flags }: CheckFlags & Partial<AnswerFlags>) =>
      done(
        request === undefined
          ? await redactedWhere(flags, context, (told) => checkCommand(told, gateway, flags))
          : await answerRequestCommand(context, gateway, { ...flags, request }),
      ),
    );

  withMeasuringOptions(withFaultOption(program.command("probe")))
    .description("one measurement by itself, or with --plan what it would send")
    .addArgument(new Argument("<KIND>", "what to measure").choices(probeKindSchema.options))
    .argument("<GATEWAY>", 'host name or address of the VPN gateway, or "practice"')
    .addOption(
      new Option(
        "--mode <NAME>",
        "how long to look for a NAT lifetime: 66 s, 132 s or 600 s; deep then tries what keeps a mapping",
      )
        .choices(natLifetimeModeSchema.options)
        .default("standard"),
    )
    .option("--plan", "print the packets and bytes that it sends at most, and send nothing")
    .option("--json", "print one JSON document")
    .option("--out <FILE>", "write the result as JSON to this file")
    .addOption(languageOption())
    .option(...redactOption)
    .action(async (kind: ProbeKind, gateway: string, flags: ProbeFlags) =>
      done(await redactedWhere(flags, context, (told) => probeCommand(told, kind, gateway, flags))),
    );

  withFaultOption(program.command("practice"))
    .description("try everything on a home router and a gateway in this program")
    .option("--json", "print the report as one JSON document")
    .option("--list", "list the faults and what they do")
    .addOption(languageOption())
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
    .option("--dns <ADDRESS[:PORT]>", "also ask this name server for the gateway's name, to compare", parseServer)
    .option("--ike-port <PORT>", "where the gateway answers IKE, if not on UDP 500", parsePort)
    .option(
      "--natt-port <PORT>",
      "where the gateway takes IKE and data behind a NAT (NAT traversal), if not on UDP 4500",
      parsePort,
    )
    .option("--control-port <PORT>", "UDP port of the gateway to compare with", parsePort)
    .option(
      "--captive-url <URL>",
      "fetch this page to find a sign-in page (captive portal); it must answer 204, or hold --captive-text",
    )
    .option("--captive-text <TEXT>", "what the page of --captive-url holds")
    .option("--bind <ADDRESS|INTERFACE>", "send from this local address or interface, to stay outside a tunnel");
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
