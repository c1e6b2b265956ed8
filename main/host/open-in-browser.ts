import { failure, type Outcome } from "../model/failure.ts";
import { runCommand, type CommandOutput } from "./run-command.ts";

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [program: string, ...args: string[]]>>> = {
  darwin: ["open"],
  // Not `start`: that is a word of the shell.
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
  linux: ["xdg-open"],
};

/** Opens an address in the person's browser. Fails where there is none; the address has been printed before. */
export async function openInBrowser(url: string): Promise<Outcome<CommandOutput>> {
  const opener = openers[process.platform];
  if (opener === undefined) return failure("not-supported", "This system has no known way to open a browser.");
  const [program, ...args] = opener;
  return runCommand(program, [...args, url]);
}
