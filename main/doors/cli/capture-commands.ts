import { InvalidArgumentError, Option, type Command } from "commander";
import {
  captureJoinCommand,
  captureReadCommand,
  captureRedactCommand,
  captureStartCommand,
  captureStopCommand,
  type CaptureFlags,
  type CaptureMakingFlags,
} from "./commands/capture.ts";
import type { CliContext } from "./context.ts";
import { languageOption } from "./language.ts";
import { collectPort } from "./option-values.ts";
import { redactedWhere, redactOption } from "./redacted.ts";

/** Adds `capture` with its subcommands. */
export function addCaptureCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const capture = program.command("capture").description("what packet captures (pcap, pcapng) tell of a VPN");

  capture
    .command("read")
    .description("the story of one capture: exchanges, repetitions, silences, and what is wrong")
    .argument("<FILE>", "a pcap or pcapng file, also in gzip")
    .option("--json", "print one JSON document")
    .addOption(languageOption())
    .option(...redactOption)
    .action(async (file: string, flags: CaptureFlags) =>
      done(await redactedWhere(flags, context, (told) => captureReadCommand(told, file, flags))),
    );

  capture
    .command("join")
    .description("two captures of the same time, from both ends: what left and never arrived")
    .argument("<CLIENT>", "the capture made at the client")
    .argument("<GATEWAY>", "the capture made at the gateway")
    .option("--json", "print one JSON document")
    .addOption(languageOption())
    .option(...redactOption)
    .action(async (client: string, gateway: string, flags: CaptureFlags) =>
      done(await redactedWhere(flags, context, (told) => captureJoinCommand(told, { client, gateway }, flags))),
    );

  capture
    .command("start")
    .description("make a capture of the VPN's packets, or show the commands for it where this user may not")
    .argument("[GATEWAY]", "name or address of the VPN gateway; default: the VPN packets of any host")
    .option("--interface <NAME>", "the network interface; default: all of them, where the system can do that")
    .option(
      "--port <PORT>",
      "a UDP port of the VPN beside 500, 4500 and 1701 (repeatable), such as 51820",
      collectPort,
      [],
    )
    .option("--seconds <N>", "when it ends", wholeNumber(1, 86_400), 300)
    .option("--megabytes <N>", "the largest file", wholeNumber(1, 1000), 50)
    .option(
      "--files <N>",
      "keep the last N files and go on until it is stopped, for a day at most",
      wholeNumber(1, 20),
      1,
    )
    .option("--whole-packets", "record what the packets hold too, not their headers only")
    .option("--out <FILE>", "where to write it", "tunnel-doctor.pcap")
    .option("--explain", "only show the commands")
    .addOption(
      new Option("--os <OS>", "only show the commands, for another system").choices(["linux", "macos", "windows"]),
    )
    .option("--yes", "do not ask for consent")
    .action(async (gateway: string | undefined, flags: CaptureMakingFlags) =>
      done(await captureStartCommand(context, gateway, flags)),
    );

  capture
    .command("stop")
    .description("end the capture that was started in another terminal")
    .action(async () => done(await captureStopCommand(context)));

  capture
    .command("redact")
    .description("a copy to hand on: other addresses, headers only, with right checksums")
    .argument("<IN>", "a pcap or pcapng file, also in gzip")
    .argument("<OUT>", "the new pcap file")
    .action(async (path: string, out: string) => done(await captureRedactCommand(context, path, out)));
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (text.trim() === "" || !Number.isInteger(number) || number < least || number > most) {
      throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}
