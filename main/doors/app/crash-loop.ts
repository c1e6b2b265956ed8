/*
 * A program that starts itself again after every crash would never come to rest. How often it did so in a row travels in
 * an argument of the new start, because whatever was kept in a file may be what crashes it.
 */

const argumentPrefix = "--crashes-in-a-row=";

/** More starts than this in a row help nobody. */
const maxRestarts = 3;

/** A program that ran for this long has started well: its crash begins a new row. */
const ranWellMs = 60_000;

/** Pages that crash more often than this within `ranWellMs` are not loaded again by themselves. */
const maxReloads = 2;

/** How many crashes came right before this start; 0 for anything that is no small number. */
export function crashesBefore(args: readonly string[]): number {
  const text = args.find((argument) => argument.startsWith(argumentPrefix))?.slice(argumentPrefix.length) ?? "";
  return /^\d$/.test(text) ? Number(text) : 0;
}

/**
 * The arguments of a new start after a crash; null where the program has crashed too often in a row to try again.
 *
 * @param args those of this start, without the program itself
 */
export function restartArguments(args: readonly string[], ranForMs: number): readonly string[] | null {
  const crashes = ranForMs >= ranWellMs ? 1 : crashesBefore(args) + 1;
  if (crashes > maxRestarts) return null;
  return [...args.filter((argument) => !argument.startsWith(argumentPrefix)), `${argumentPrefix}${crashes}`];
}

/** Whether a page that has crashed is loaded again by itself, and the crashes that are remembered then. */
export function weighReload(
  crashedAtMs: readonly number[],
  nowMs: number,
): { readonly reload: boolean; readonly crashedAtMs: readonly number[] } {
  const recent = [...crashedAtMs.filter((atMs) => nowMs - atMs < ranWellMs), nowMs];
  return { reload: recent.length <= maxReloads, crashedAtMs: recent };
}
