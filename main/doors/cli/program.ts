import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { PracticeFault } from "../../api/contract.ts";
import { version } from "../../model/version.ts";
import { parseFault, practiceFaults } from "../../practice/fault.ts";
import { checkCommand, type CheckFlags } from "./commands/check.ts";
import { practiceCommand, type PracticeFlags } from "./commands/practice.ts";
import { serveCommand, type ServeFlags } from "./commands/serve.ts";
import type { CliContext } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";

/**
 * Runs one command line.
 *
 * @returns the exit code of the contract (0 healthy, 1 problem, 2 usage, 3 too little checked, 4 stopped, 5 refused)
 */
export async function runCommandLine(context: CliContext, args: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.usage;
  const done = (code: number): void => {
    exitCode = code;
  };
  const program = createProgram(context, done);
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end with 0; everything else that commander refuses is a wrong command line.
    return error.exitCode === 0 ? exitCodes.healthy : exitCodes.usage;
  }
}

function createProgram(context: CliContext, done: (code: number) => void): Command {
  const program = new Command("tunnel-doctor")
    .description("Finds out why your VPN keeps dropping, proves it, and says who must change what.")
    .version(version)
    .exitOverride()
    .showHelpAfterError("(run with --help for the options)")
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(`tunnel-doctor: ${text.replace(/^error: /, "")}`),
    })
    .addHelpText("after", `\n${examples}`);

  program
    .command("check")
    .description("check the way to your VPN and its logs, and say what is wrong")
    .argument(
      "[GATEWAY]",
      'host name or address of the VPN gateway, or "practice"; default: from the VPN profiles of this computer',
    )
    .addOption(
      new Option("--profile <NAME>", "how much to measure").choices(["quick", "standard", "deep"]).default("standard"),
    )
    .option("--since <TIME>", "how far back to read logs, for example 12h or 7d", "7d")
    .option("--log <PATH>", "read this file or folder instead of the computer's own logs (repeatable)", collect, [])
    .option("--no-system-logs", "do not read the computer's own logs")
    .option("--bind <ADDRESS>", "send from this local address, to stay outside a tunnel")
    .option("--json", "print the report as one JSON document")
    .option("--summary", "print one line, for device management")
    .option("--out <FILE>", "write the report as JSON to this file")
    .option("--bundle <FILE>", "write a bundle for the VPN administrator to this file")
    .option("--exit-zero", "exit with 0 also when a problem was found")
    .action(async (gateway: string | undefined, flags: CheckFlags) =>
      done(await checkCommand(context, gateway, flags)),
    );

  program
    .command("practice")
    .description("try everything on a home router and a gateway in this program")
    .option(
      "--fault <NAME[=VALUE]>",
      `what is broken (repeatable): ${practiceFaults.map((fault) => fault.name).join(", ")}`,
      collectFault,
      [],
    )
    .option("--json", "print the report as one JSON document")
    .option("--list", "list the faults and what they do")
    .action(async (flags: PracticeFlags) => done(await practiceCommand(context, flags)));

  program
    .command("serve")
    .description("the same interface as the desktop app, in your browser, from this computer only")
    .option("--port <NUMBER>", "TCP port on 127.0.0.1; default: one that is free", parsePort)
    .option("--open", "open the browser")
    .action(async (flags: ServeFlags) => done(await serveCommand(context, flags)));

  return program;
}

const examples = `Examples:
  tunnel-doctor check vpn.example.com          check this gateway
  tunnel-doctor check --log charon.log --json  what does this log say?
  tunnel-doctor practice --fault path-mtu=1400 try it on a broken router
  tunnel-doctor serve --open                   the same with a window

Exit codes: 0 healthy, 1 a problem was found, 2 wrong command line, 3 too little could be checked, 4 stopped, 5 refused`;

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

function collectFault(value: string, previous: readonly PracticeFault[]): readonly PracticeFault[] {
  const fault = parseFault(value);
  if (!fault.ok) throw new InvalidArgumentError(fault.error.message);
  return [...previous, fault.value];
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  }
  return port;
}
