import { allTables } from "./formats/all-tables.ts";
import type { FormatTable } from "./formats/format-table.ts";
import { createRowMatcher, type RowMatcher } from "./row-matcher.ts";

/** A table of messages, ready to be asked. */
export interface Stack {
  readonly table: FormatTable;
  readonly match: RowMatcher;
}

/** A matcher costs memory and time to make, and most machines have the logs of a few stacks: it is made when first asked. */
const stacks: readonly Stack[] = allTables.map((table) => {
  let matcher: RowMatcher | undefined;
  return { table, match: (message) => (matcher ??= createRowMatcher(table))(message) };
});

/** What a line without a program's name may be: programs that do many things always sign their lines. */
export const sniffableStacks = stacks.filter(({ table }) => table.dedicated || table.stack === "kernel");

const stackOfIdentifier = new Map(
  stacks.flatMap((stack) => stack.table.identifiers.map((name) => [name, stack] as const)),
);

/** Every name under which a known program signs its lines. */
export const knownIdentifiers: readonly string[] = [...stackOfIdentifier.keys()];

/** OpenVPN's units are named after their configuration: `ovpn-office`, `openvpn@office`. */
const unitName = /^(openvpn|ovpn)[@-]/u;

/** Beginnings of names that are known too, although the rest of them is free. */
export const knownBeginnings: readonly string[] = ["openvpn", "ovpn"];

/** The stack whose programs sign with this name. */
export function stackOf(identifier: string): Stack | undefined {
  return stackOfIdentifier.get(identifier) ?? stackOfIdentifier.get(unitName.exec(identifier)?.[1] ?? "");
}

/** Tells the name of a known program from any other word. */
export function isKnownIdentifier(identifier: string): boolean {
  return stackOf(identifier) !== undefined;
}
