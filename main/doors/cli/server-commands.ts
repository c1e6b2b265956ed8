import type { Command } from "commander";
import { responderCommand, type ResponderFlags } from "./commands/responder.ts";
import { serveCommand, type ServeFlags } from "./commands/serve.ts";
import type { CliContext } from "./context.ts";
import { collect, collectPort, parsePort } from "./option-values.ts";

/** Adds the commands that run until Ctrl-C: `serve` and `responder`. */
export function addServerCommands(program: Command, context: CliContext, done: (exitCode: number) => void): void {
  program
    .command("serve")
    .description("the same interface as the desktop app, in your browser, from this computer only")
    .option("--port <NUMBER>", "TCP port on 127.0.0.1; default: one that is free", parsePort)
    .option("--open", "open the browser")
    .action(async (flags: ServeFlags) => done(await serveCommand(context, flags)));

  program
    .command("responder")
    .description("a STUN server for tests of NAT lifetimes, where no other is at hand")
    .option("--address <ADDRESS>", "local address to listen on; two of them for all tests of RFC 5780", collect, [])
    .option("--port <NUMBER>", "UDP port (repeatable); default: 3478 and 3479", collectPort, [])
    .action(async (flags: ResponderFlags) => done(await responderCommand(context, flags)));
}
