import { weightOf, type Template } from "./template.ts";

/** Something that is found by the English template that it has. */
interface Indexed {
  readonly english: Template;
}

/** Finds the templates that may give a text, without trying them all. */
export interface PhraseIndex<Entry extends Indexed> {
  /** Those that say most themselves come first. */
  readonly candidates: (text: string) => readonly Entry[];
}

/** A template with what is looked at before it is tried. */
interface Row<Entry> {
  readonly entry: Entry;
  readonly weight: number;
  readonly begin: string;
  readonly longest: string;
  readonly end: string;
}

/** Templates by the first word of what they begin with; those that begin with a placeholder by their longest literal. */
export function createPhraseIndex<Entry extends Indexed>(entries: readonly Entry[]): PhraseIndex<Entry> {
  const whole = new Map<string, Entry[]>();
  const byWord = new Map<string, Row<Entry>[]>();
  const open: Row<Entry>[] = [];
  for (const row of entries.map(rowOf).sort((a, b) => b.weight - a.weight)) {
    if (row.entry.english.placeholders.length === 0) add(whole, row.begin, row.entry);
    else if (row.begin.includes(" ")) add(byWord, firstWord(row.begin), row);
    else open.push(row);
  }
  return {
    candidates: (text) => {
      const rows = [...(byWord.get(firstWord(text)) ?? []), ...open].filter((row) => mayGive(row, text));
      const most = rows.sort((a, b) => b.weight - a.weight).map(({ entry }) => entry);
      return [...(whole.get(text) ?? []), ...most];
    },
  };
}

function rowOf<Entry extends Indexed>(entry: Entry): Row<Entry> {
  const { literals } = entry.english;
  const longest = literals.reduce((a, b) => (b.length > a.length ? b : a));
  return { entry, weight: weightOf(entry.english), begin: literals[0] ?? "", longest, end: literals.at(-1) ?? "" };
}

function mayGive<Entry>({ begin, longest, end }: Row<Entry>, text: string): boolean {
  return text.startsWith(begin) && text.endsWith(end) && text.includes(longest);
}

function firstWord(text: string): string {
  const end = text.indexOf(" ");
  return end === -1 ? text : text.slice(0, end);
}

function add<Entry>(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = map.get(key);
  if (entries === undefined) map.set(key, [entry]);
  else entries.push(entry);
}
