import { Option, type Command } from "commander";
import { bundlePartSchema } from "../../model/bundle-manifest.ts";
import {
  bundleCreateCommand,
  bundleOpenCommand,
  bundlePreviewCommand,
  bundleVerifyCommand,
  type BundleCreateFlags,
  type BundleOpenFlags,
  type BundlePreviewFlags,
  type BundleVerifyFlags,
} from "./commands/bundle.ts";
import type { CliContext } from "./context.ts";
import { withLogOptions } from "./log-commands.ts";
import { collect, withKeyOptions } from "./option-values.ts";

/** Adds `bundle` with its subcommands. */
export function addBundleCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const bundle = program
    .command("bundle")
    .description("the file for the VPN administrator: preview, make, open, verify");

  withMakingOptions(bundle.command("create"))
    .description("check, show what would leave, ask, and write the bundle; nothing is sent anywhere")
    .option("--out <FILE>", "write the bundle to this file; default: a name with the time, in this folder")
    .option("--to <KEY>", "seal it to this age public key, age1… (repeatable)", collect, [])
    .option("--passphrase-file <FILE>", "seal it to everybody who knows the first line of this file")
    .option("--yes", "agree without being asked")
    .action(async (gateway: string | undefined, flags: BundleCreateFlags) =>
      done(await bundleCreateCommand(context, gateway, flags)),
    );

  withMakingOptions(bundle.command("preview"))
    .description("check, and show exactly what a bundle would hold; nothing is written")
    .option("--show <PATH>", "print this file of it, as it would leave")
    .option("--json", "print one JSON document")
    .action(async (gateway: string | undefined, flags: BundlePreviewFlags) =>
      done(await bundlePreviewCommand(context, gateway, flags)),
    );

  withKeyOptions(bundle.command("open"))
    .description("unseal, verify and show bundles; several of one case are shown in the order of time")
    .argument("<FILE...>", "bundles; a gateway's among them is joined with each of the others")
    .option("--json", "print one JSON document")
    .option("--again", "diagnose again with the rules of this version")
    .option("--note <TEXT>", "add a note, in a file beside the bundle")
    .action(async (files: readonly string[], flags: BundleOpenFlags) =>
      done(await bundleOpenCommand(context, files, flags)),
    );

  withKeyOptions(bundle.command("verify"))
    .description("is a bundle what its maker wrote: every file, and the signature")
    .argument("<FILE>", "a bundle, also a gateway's")
    .option("--json", "print one JSON document")
    .action(async (file: string, flags: BundleVerifyFlags) => done(await bundleVerifyCommand(context, file, flags)));
}

function withMakingOptions(command: Command): Command {
  return withLogOptions(command)
    .argument("[GATEWAY]", 'host name or address of the VPN gateway, or "practice"; default: from the VPN profiles')
    .addOption(
      new Option("--profile <NAME>", "how much to measure").choices(["quick", "standard", "deep"]).default("standard"),
    )
    .option("--whole-log <PATH>", "put this log into it whole, its newest 25 MB (repeatable)", collect, [])
    .option(
      "--with-capture <FILE>",
      "put this packet capture into it: headers only, with pseudonyms for addresses (repeatable)",
      collect,
      [],
    )
    .addOption(new Option("--without <PART...>", "leave out parts").choices(bundlePartSchema.options).default([]));
}
