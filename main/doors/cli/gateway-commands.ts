import type { Command } from "commander";
import {
  gatewayFactsCommand,
  gatewayJoinCommand,
  type GatewayFactsFlags,
  type GatewayJoinFlags,
} from "./commands/gateway.ts";
import type { CliContext } from "./context.ts";
import { languageOption } from "./language.ts";
import { collect } from "./option-values.ts";
import { redactedWhere, redactOption } from "./redacted.ts";

/** Adds `gateway` with its subcommands: the gateway's end of the tunnel. */
export function addGatewayCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const gateway = program.command("gateway").description("the gateway's end: what a Linux VPN gateway says of itself");

  gateway
    .command("facts")
    .description("connection tracking, MSS clamping, IKE daemons and their logs on this Linux gateway; only reads")
    .option("--from <FILE>", "what native-scripts/linux/gateway-facts.sh printed on a gateway without this program")
    .option("--log <PATH>", "also read this log of the gateway (repeatable)", collect, [])
    .option("--bundle <FILE>", "write a bundle with pseudonyms to this file, to be joined with a client's")
    .option("--request <FILE>", "with --bundle: seal it to whoever made this request, with its pseudonyms")
    .option("--out <FILE>", "write the facts as JSON to this file")
    .option("--json", "print one JSON document")
    .option(...redactOption)
    .action(async (flags: GatewayFactsFlags) =>
      done(await redactedWhere(flags, context, (told) => gatewayFactsCommand(told, flags))),
    );

  gateway
    .command("join")
    .description("a client's and a gateway's bundle of the same time as one report")
    .argument("<CLIENT>", "a client's bundle (also sealed) or report")
    .argument("<GATEWAY>", "a gateway's bundle (also sealed) or facts")
    .option("--key <FILE>", "the helpdesk's keys that open sealed bundles; default: those in your data folder")
    .option("--passphrase-file <FILE>", "the passphrase is the first line of this file")
    .option("--out <FILE>", "write the report as JSON to this file")
    .option("--json", "print one JSON document")
    .addOption(languageOption())
    .option(...redactOption)
    .action(async (client: string, gateway: string, flags: GatewayJoinFlags) =>
      done(await redactedWhere(flags, context, (told) => gatewayJoinCommand(told, { client, gateway }, flags))),
    );
}
