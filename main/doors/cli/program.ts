import { Command, CommanderError } from "commander";
import { version } from "../../model/version.ts";
import { addBundleCommands } from "./bundle-commands.ts";
import { addCaptureCommands } from "./capture-commands.ts";
import { addCheckCommands } from "./check-commands.ts";
import type { CliContext } from "./context.ts";
import { addDiagnoseCommands } from "./diagnose-commands.ts";
import { exitCodes } from "./exit-codes.ts";
import { addFleetCommands } from "./fleet-commands.ts";
import { addGatewayCommands } from "./gateway-commands.ts";
import { addLogCommands } from "./log-commands.ts";
import { addPolicyCommands } from "./policy-commands.ts";
import { addRequestCommands } from "./request-commands.ts";
import { addServerCommands } from "./server-commands.ts";
import { addWatchCommands } from "./watch-commands.ts";

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

  addCheckCommands(program, context, done);
  addLogCommands(program, context, done);
  addDiagnoseCommands(program, context, done);
  addCaptureCommands(program, context, done);
  addBundleCommands(program, context, done);
  addRequestCommands(program, context, done);
  addGatewayCommands(program, context, done);
  addPolicyCommands(program, context, done);
  addFleetCommands(program, context, done);
  addServerCommands(program, context, done);
  addWatchCommands(program, context, done);
  return program;
}

const examples = `Examples:
  tunnel-doctor check vpn.example.com          check this gateway
  tunnel-doctor check --log charon.log --json  what does this log say?
  tunnel-doctor sessions --log charon.log      when did it drop, and who ended it?
  tunnel-doctor watch --until-drop             wait for the next drop, and say why
  tunnel-doctor diagnose case.tdbundle         a report again, from a bundle, a report or logs
  tunnel-doctor compare home.json hotspot.json what differs, and what it means
  tunnel-doctor practice --fault path-mtu=1400 try it on a broken router
  tunnel-doctor serve --open                   the same with a window

Exit codes: 0 healthy, 1 a problem was found, 2 wrong command line, 3 too little could be checked, 4 stopped, 5 refused`;
