import { InvalidArgumentError, Option, type Command } from "commander";
import { fleetDimensions, type FleetDimension } from "../../model/fleet-row.ts";
import {
  fleetAddCommand,
  fleetCompareCommand,
  fleetExportCommand,
  fleetGenerateCommand,
  fleetListCommand,
  fleetRecommendCommand,
  fleetWatchCommand,
} from "./commands/fleet.ts";
import type { CliContext } from "./context.ts";
import { languageOption } from "./language.ts";
import { collect } from "./option-values.ts";

/** Adds `fleet` with its subcommands. */
export function addFleetCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const fleet = program
    .command("fleet")
    .description("many bundles together: who is affected, and what the gateway needs");

  fleet
    .command("add")
    .description("take in bundles; what is there already is passed over, so it can be stopped and run again")
    .argument("<PATH...>", "bundles, folders of them, or zips of them")
    .option("--identity <FILE>", "file with age secret keys; default: the helpdesk key of this computer")
    .option("--json", "print one JSON document")
    .action(async (paths: readonly string[], flags: Parameters<typeof fleetAddCommand>[2]) =>
      done(await fleetAddCommand(context, paths, flags)),
    );

  fleet
    .command("compare")
    .description("who is affected more than the others, by how much, since when, and what else may explain it")
    .option(
      "--by <NAMES>",
      `one or several, with commas between them: ${fleetDimensions.join(", ")}`,
      parseDimensions,
      ["osBuild"],
    )
    .option("--min-bundles <COUNT>", "judge no group with fewer", wholeNumber(2, 1_000_000), 20)
    .option("--exit-zero", "exit with 0 when a group is affected")
    .option("--json", "print one JSON document")
    .addOption(languageOption())
    .action(async (flags: Parameters<typeof fleetCompareCommand>[1]) =>
      done(await fleetCompareCommand(context, flags)),
    );

  fleet
    .command("recommend")
    .description("settings for the gateway that cover most of the measured clients")
    .option("--share <PERCENT>", "how many of them", parseShare, 0.99)
    .option("--json", "print one JSON document")
    .addOption(languageOption())
    .action(async (flags: Parameters<typeof fleetRecommendCommand>[1]) =>
      done(await fleetRecommendCommand(context, flags)),
    );

  fleet
    .command("list")
    .description("the newest bundles, or what was refused and why")
    .option("--refused", "what was not taken in")
    .option("--limit <COUNT>", "at most so many", wholeNumber(1, 10_000), 50)
    .option("--json", "print one JSON document")
    .action(async (flags: Parameters<typeof fleetListCommand>[1]) => done(await fleetListCommand(context, flags)));

  fleet
    .command("watch")
    .description("take in what comes into folders, and tell of causes that suddenly come more often; Ctrl-C stops it")
    .argument("<FOLDER...>", "folders")
    .option("--every <SECONDS>", "how often to look", wholeNumber(1, 86_400), 30)
    .option("--identity <FILE>", "file with age secret keys; default: the helpdesk key of this computer")
    .option("--json", "print one JSON document a line")
    .action(async (paths: readonly string[], flags: Parameters<typeof fleetWatchCommand>[2]) =>
      done(await fleetWatchCommand(context, paths, flags)),
    );

  fleet
    .command("export")
    .description("the fleet for other programs, to standard output, a file or a database")
    .addOption(
      new Option("--format <NAME>", "rows as csv or ndjson, counts as openmetrics, or tables for postgres")
        .choices(["csv", "ndjson", "openmetrics", "postgres"])
        .default("csv"),
    )
    .option("--out <FILE>", "write the whole file or nothing, instead of standard output")
    .option("--sql <FILE>", "with postgres: the same as --out, a script for psql")
    .option("--to <URL>", "with postgres: load it into this database, postgresql://USER@HOST/DATABASE")
    .option("--json", "with --to: print one JSON document")
    .action(async (flags: Parameters<typeof fleetExportCommand>[1]) => done(await fleetExportCommand(context, flags)));

  fleet
    .command("generate")
    .description("add a made-up fleet whose truth is known, to try the others on")
    .option("--bundles <COUNT>", "how many", wholeNumber(1, 1_000_000), 1000)
    .option("--seed <NUMBER>", "the same seed makes the same fleet", wholeNumber(0, 0xffffffff), 1)
    .option(
      "--effect <EFFECT>",
      'DIMENSION=VALUE:TIMES or …@DATE: these drop so many times as often, for example "osBuild=Windows 11 build 26100:3@2025-10-14" (repeatable)',
      collect,
      [],
    )
    .option("--out <FOLDER>", "write bundle files into this folder instead")
    .option("--json", "print one JSON document")
    .action(async (flags: Parameters<typeof fleetGenerateCommand>[1]) =>
      done(await fleetGenerateCommand(context, flags)),
    );
}

function parseDimensions(text: string): readonly FleetDimension[] {
  return text.split(",").map((name) => {
    const dimension = fleetDimensions.find((one) => one.toLowerCase() === name.trim().toLowerCase());
    if (dimension === undefined) throw new InvalidArgumentError(`Use ${fleetDimensions.join(", ")}.`);
    return dimension;
  });
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

function parseShare(text: string): number {
  const percent = Number(text.replace(/%$/, "").trim());
  if (text.trim() === "" || !(percent >= 50 && percent <= 99.99))
    throw new InvalidArgumentError("It is a number of percent from 50 to 99.99.");
  return percent / 100;
}
