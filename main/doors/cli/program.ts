import type { Command } from "commander";
import { addBundleCommands } from "./bundle-commands.ts";
import { addCaptureCommands } from "./capture-commands.ts";
import { addCheckCommands } from "./check-commands.ts";
import { runWithCommands } from "./command-line.ts";
import { addCompletionCommands } from "./completion-commands.ts";
import type { CliContext } from "./context.ts";
import { addDiagnoseCommands } from "./diagnose-commands.ts";
import { addFleetCommands } from "./fleet-commands.ts";
import { addGatewayCommands } from "./gateway-commands.ts";
import { addLogCommands } from "./log-commands.ts";
import { addPolicyCommands } from "./policy-commands.ts";
import { addRequestCommands } from "./request-commands.ts";
import { addServerCommands } from "./server-commands.ts";
import { addWatchCommands } from "./watch-commands.ts";

/** Runs one command line. Returns the exit code of the contract. */
export async function runCommandLine(context: CliContext, args: readonly string[]): Promise<number> {
  return runWithCommands(context, args, addAllCommands);
}

/** Adds every command. */
export function addAllCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program.addHelpText("after", `\n${examples}`);
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
  addCompletionCommands(program, context, done);
}

/** What `--help` and the man page show at their end. */
export const examples = `Examples:
  tunnel-doctor check vpn.example.com          check this gateway
  tunnel-doctor check --log charon.log --json  what does this log say?
  tunnel-doctor sessions --log charon.log      when did it drop, and who ended it?
  tunnel-doctor watch --until-drop             wait for the next drop, and say why
  tunnel-doctor diagnose case.tdbundle         a report again, from a bundle, a report or logs
  tunnel-doctor compare home.json hotspot.json what differs, and what it means
  tunnel-doctor practice --fault path-mtu=1400 try it on a broken router
  tunnel-doctor serve --open                   the same with a window

Exit codes: 0 healthy, 1 a problem was found, 2 wrong command line, 3 too little could be checked, 4 stopped, 5 refused`;
