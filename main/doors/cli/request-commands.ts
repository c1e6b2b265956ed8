import { Option, type Command } from "commander";
import {
  requestCreateCommand,
  requestKeygenCommand,
  requestShowCommand,
  type RequestCreateFlags,
  type RequestKeygenFlags,
} from "./commands/request.ts";
import type { CliContext } from "./context.ts";
import { collect, parseServer } from "./option-values.ts";

/** Adds `request` with its subcommands: what a helpdesk needs to ask for a bundle. */
export function addRequestCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const request = program
    .command("request")
    .description("ask an employee for a check and its sealed bundle (they answer with: check --request FILE)");

  request
    .command("keygen")
    .description("make the keys of a helpdesk: bundles are sealed to them, requests are signed with them")
    .requiredOption("--name <NAME>", "who asks, as employees shall read it")
    .option("--out <FILE>", "write the secret keys to this file; default: in your data folder")
    .option("--json", "print the public keys as one JSON document")
    .action(async (flags: RequestKeygenFlags) => done(await requestKeygenCommand(context, flags)));

  request
    .command("create")
    .description("make a signed request: a file, a link and a text for the ticket")
    .option("--key <FILE>", "the helpdesk's keys; default: those in your data folder")
    .option("--case <ID>", "your number of the case")
    .option("--reason <TEXT>", "one sentence that the employee reads")
    .option("--gateway <HOST>", "the VPN gateway; default: from the VPN profiles of the employee's computer")
    .addOption(
      new Option("--profile <NAME>", "how much to measure").choices(["quick", "standard", "deep"]).default("standard"),
    )
    .option("--since <TIME>", "how far back logs are read, for example 12h", "7d")
    .option("--valid <TIME>", "how long it may be answered, at most 90d", "7d")
    .option("--stun <HOST[:PORT]>", "also ask this STUN server", parseServer)
    .option("--responder <HOST[:PORT]>", "measure NAT lifetimes with this responder", parseServer)
    .option("--to <AGE-KEY>", "who may open the bundle beside you: an age public key (repeatable)", collect, [])
    .option("--upload <URL>", "where the bundle may be uploaded to by PUT: https only; a folder ends with a slash")
    .option("--no-organisation-salt", "with pseudonyms that cannot be compared with those of other bundles")
    .option("--out <FILE>", "write the request to this file; default: named after the case")
    .option("--link", "print the link only, and write no file")
    .option("--json", "print one JSON document, and write no file")
    .action(async (flags: RequestCreateFlags) => done(await requestCreateCommand(context, flags)));

  request
    .command("show")
    .description("who asks for what and until when; nothing is run")
    .argument("<FILE|LINK>", "a .tdrequest file or a tunnel-doctor:// link")
    .option("--json", "print one JSON document")
    .action(async (source: string, flags: { readonly json?: true }) =>
      done(await requestShowCommand(context, source, flags)),
    );
}
