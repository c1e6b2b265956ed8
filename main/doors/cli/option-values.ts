import { InvalidArgumentError, type Command } from "commander";
import type { PracticeFault } from "../../api/contract.ts";
import { parseFault } from "../../practice/fault.ts";

/* Readers of option values. They refuse what is wrong in one sentence, which commander puts behind the option's name. */

/** One more value of an option that may be repeated. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** One more practice fault, `NAME` or `NAME=VALUE`. */
export function collectFault(value: string, previous: readonly PracticeFault[]): readonly PracticeFault[] {
  const fault = parseFault(value);
  if (!fault.ok) throw new InvalidArgumentError(fault.error.message);
  return [...previous, fault.value];
}

/** A port; 0 lets the system choose. */
export function parsePort(value: string): number {
  const port = Number(value);
  if (value.trim() === "" || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
  }
  return port;
}

/** One more port. */
export function collectPort(value: string, previous: readonly number[]): readonly number[] {
  return [...previous, parsePort(value)];
}

export interface NamedServer {
  readonly host: string;
  /** Absent: the usual port of the service. */
  readonly port?: number;
}

/** `HOST`, `HOST:PORT` or `[ADDRESS]:PORT`; an IPv6 address needs its brackets in front of a port. */
export function parseServer(text: string): NamedServer {
  const match = /^(?:\[(?<address>[^\]]*)\]|(?<name>[^:]*)):(?<port>\d{1,6})$/.exec(text.trim());
  const host = match?.groups?.["address"] ?? match?.groups?.["name"];
  return host === undefined ? { host: text.trim() } : { host, port: parsePort(match?.groups?.["port"] ?? "") };
}

/** The options of every command that opens sealed bundles. */
export function withKeyOptions(command: Command): Command {
  return command
    .option("--identity <FILE>", "file with age secret keys; default: the helpdesk key of this computer")
    .option("--passphrase-file <FILE>", "the passphrase is the first line of this file");
}
