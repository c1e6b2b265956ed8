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

/** Templates by the first word of what they begin with; those that begin with a placeholder by their longest literal. */
export function createPhraseIndex<Entry extends Indexed>(entries: readonly Entry[]): PhraseIndex<Entry> {
  const whole = new Map<string, Entry[]>();
  const byWord = new Map<string, Entry[]>();
  const open: { readonly entry: Entry; readonly longest: string }[] = [];
  const sorted = entries.toSorted((a, b) => weightOf(b.english) - weightOf(a.english));
  for (const entry of sorted) {
    const { literals, placeholders } = entry.english;
    const [first = ""] = literals;
    if (placeholders.length === 0) add(whole, first, entry);
    else if (first.includes(" ")) add(byWord, firstWord(first), entry);
    else open.push({ entry, longest: literals.reduce((a, b) => (b.length > a.length ? b : a)) });
  }
  return {
    candidates: (text) => {
      const anchored = byWord.get(firstWord(text)) ?? [];
      const others = open.filter(({ longest }) => text.includes(longest)).map(({ entry }) => entry);
      const most = [...anchored, ...others].sort((a, b) => weightOf(b.english) - weightOf(a.english));
      return [...(whole.get(text) ?? []), ...most];
    },
  };
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
