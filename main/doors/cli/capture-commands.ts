import type { Command } from "commander";
import { captureJoinCommand, captureReadCommand, type CaptureFlags } from "./commands/capture.ts";
import type { CliContext } from "./context.ts";

/** Adds `capture` with its subcommands. */
export function addCaptureCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  const capture = program.command("capture").description("what packet captures (pcap, pcapng) tell of a VPN");

  capture
    .command("read")
    .description("the story of one capture: exchanges, repetitions, silences, and what is wrong")
    .argument("<FILE>", "a pcap or pcapng file, also in gzip")
    .option("--json", "print one JSON document")
    .action(async (file: string, flags: CaptureFlags) => done(await captureReadCommand(context, file, flags)));

  capture
    .command("join")
    .description("two captures of the same time, from both ends: what left and never arrived")
    .argument("<CLIENT>", "the capture made at the client")
    .argument("<GATEWAY>", "the capture made at the gateway")
    .option("--json", "print one JSON document")
    .action(async (client: string, gateway: string, flags: CaptureFlags) =>
      done(await captureJoinCommand(context, { client, gateway }, flags)),
    );
}
