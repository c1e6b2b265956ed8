/**
 * Finds many literals in one pass over a text (Aho and Corasick, 1975), so that only the few patterns that can match a
 * line are tried on it. Upper and lower case are the same.
 */
export interface LiteralScreen {
  /**
   * Marks in `marks` the number of every row of which a literal stands between `start` and `end`.
   *
   * @returns how many rows were marked
   */
  readonly scan: (text: string, start: number, end: number, marks: Uint8Array) => number;
}

/** A literal, the number of the row that it speaks for, and what must be near it. */
export interface Trigger {
  readonly literal: string;
  readonly row: number;
  /** Looks around a literal, whose last character is at `at`. */
  readonly near: ((text: string, at: number) => boolean) | undefined;
}

/** @param triggers literals may repeat */
export function createLiteralScreen(triggers: readonly Trigger[]): LiteralScreen {
  const folded = triggers.map(({ literal }) => literal.toLowerCase());
  const symbolOf = symbolTable(folded);
  const symbolCount = Math.max(...symbolOf) + 1;
  const { next, found } = automaton(folded, symbolOf, symbolCount);
  const triggersOf = found.map((numbers) => numbers?.flatMap((number) => triggers[number] ?? []));
  // Every state is kept as the place of its row in the table, and as the complement of it where something is found there.
  const edges = next.map((state) => (triggersOf[state] === undefined ? state * symbolCount : ~(state * symbolCount)));
  return {
    scan: (text, start, end, marks) => {
      let marked = 0;
      let state = 0;
      for (let at = start; at < end; at += 1) {
        state = edges[state + (symbolOf[text.charCodeAt(at)] ?? 0)] ?? 0;
        if (state >= 0) continue;
        state = ~state;
        for (const { row, near } of triggersOf[state / symbolCount] ?? []) {
          if (marks[row] === 1 || near?.(text, at) === false) continue;
          marks[row] = 1;
          marked += 1;
        }
      }
      return marked;
    },
  };
}

/** A small number for every UTF-16 code unit that is in some literal, 0 for all others. */
function symbolTable(folded: readonly string[]): Uint8Array {
  const table = new Uint8Array(0x1_0000);
  let symbols = 0;
  for (const literal of folded) {
    for (let at = 0; at < literal.length; at += 1) {
      const code = literal.charCodeAt(at);
      if (table[code] !== 0) continue;
      symbols += 1;
      // More than 255 different characters happen only with names in many scripts; the last ones then share a symbol,
      // which can only cause hits that the patterns refuse.
      const symbol = Math.min(symbols, 255);
      table[code] = symbol;
      const upper = literal.charAt(at).toUpperCase();
      if (upper.length === 1) table[upper.charCodeAt(0)] = symbol;
    }
  }
  return table;
}

function automaton(folded: readonly string[], symbolOf: Uint8Array, symbolCount: number) {
  const stateCount = folded.reduce((sum, literal) => sum + literal.length, 1);
  const next = new Int32Array(stateCount * symbolCount).fill(-1);
  const found: (number[] | undefined)[] = Array.from({ length: stateCount }, () => undefined);
  let states = 1;
  folded.forEach((literal, number) => {
    let state = 0;
    for (let at = 0; at < literal.length; at += 1) {
      const edge = state * symbolCount + (symbolOf[literal.charCodeAt(at)] ?? 0);
      if (next[edge] === -1) {
        next[edge] = states;
        states += 1;
      }
      state = next[edge] ?? 0;
    }
    if (state !== 0) (found[state] ??= []).push(number);
  });
  linkFailures(next, found, symbolCount);
  return { next, found };
}

/** Fills every missing edge with where the longest other beginning of a literal would go. */
function linkFailures(next: Int32Array, found: (number[] | undefined)[], symbolCount: number): void {
  const fallback = new Int32Array(found.length);
  const queue: number[] = [];
  for (let symbol = 0; symbol < symbolCount; symbol += 1) {
    const child = next[symbol] ?? -1;
    if (child === -1) next[symbol] = 0;
    else queue.push(child);
  }
  // States are added behind while the loop runs: breadth first.
  for (const state of queue) {
    const otherState = fallback[state] ?? 0;
    const inherited = found[otherState];
    if (inherited !== undefined) found[state] = [...(found[state] ?? []), ...inherited];
    for (let symbol = 0; symbol < symbolCount; symbol += 1) {
      const edge = state * symbolCount + symbol;
      const beside = next[otherState * symbolCount + symbol] ?? 0;
      const child = next[edge] ?? -1;
      if (child === -1) next[edge] = beside;
      else {
        fallback[child] = beside;
        queue.push(child);
      }
    }
  }
}
