/** What a pattern needs to find in a message; cheap to look for before the pattern itself is tried. */
export interface PatternLiterals {
  /** The message begins with one of these; null where its beginning is not fixed. */
  readonly leading: readonly string[] | null;
  /** The message holds this somewhere; may be empty. */
  readonly inner: string;
}

type Quantity = "one" | "optional" | "repeated";
type Item =
  | { readonly kind: "character"; readonly character: string; readonly quantity: Quantity }
  | { readonly kind: "group"; readonly alternatives: readonly (readonly Item[])[]; readonly quantity: Quantity }
  /** The anchor to the start; a class, an assertion, or anything else that has no fixed text. */
  | { readonly kind: "start" }
  | { readonly kind: "other" };

/** More beginnings than this are as good as none. */
const maxLeading = 64;

/**
 * Finds the fixed text of a pattern in its source. What it does not understand counts as "no fixed text", so that the
 * answer may be weaker than the truth, but never wrong.
 */
export function patternLiterals(pattern: RegExp): PatternLiterals {
  const alternatives = pattern.ignoreCase ? [] : parsePattern(pattern.source);
  const [first, second] = alternatives;
  return {
    leading: alternatives.length > 0 && alternatives.every(isAnchored) ? leadingOf(alternatives) : null,
    inner: first !== undefined && second === undefined ? longestRun(first) : "",
  };
}

/** A beginning, and whether what follows in the pattern still belongs to it. */
interface Beginning {
  readonly text: string;
  readonly isOpen: boolean;
}

const isAnchored = (items: readonly Item[]) => items[0]?.kind === "start";

function leadingOf(alternatives: readonly (readonly Item[])[]): readonly string[] | null {
  const texts = alternatives.flatMap((items) => beginnings(items.slice(1))).map(({ text }) => text);
  return texts.length === 0 || texts.length > maxLeading || texts.includes("") ? null : [...new Set(texts)];
}

function beginnings(items: readonly Item[]): readonly Beginning[] {
  let found: readonly Beginning[] = [{ text: "", isOpen: true }];
  for (const item of items) {
    if (found.length > maxLeading || found.every(({ isOpen }) => !isOpen)) break;
    const next = nextTexts(item);
    found = found.flatMap((before) =>
      before.isOpen ? next.map(({ text, isOpen }) => ({ text: before.text + text, isOpen })) : [before],
    );
  }
  return found;
}

function nextTexts(item: Item): readonly Beginning[] {
  if (item.kind === "other" || item.kind === "start") return [{ text: "", isOpen: false }];
  const once =
    item.kind === "character" ? [{ text: item.character, isOpen: true }] : item.alternatives.flatMap(beginnings);
  switch (item.quantity) {
    case "one":
      return once;
    case "optional":
      return [{ text: "", isOpen: true }, ...once];
    case "repeated":
      return once.map(({ text }) => ({ text, isOpen: false }));
  }
}

/** The longest text that stands in every match in one piece. */
function longestRun(items: readonly Item[]): string {
  let longest = "";
  let run = "";
  for (const item of items) {
    const [alternative, second] = item.kind === "group" && item.quantity === "one" ? item.alternatives : [];
    const nested = alternative !== undefined && second === undefined ? longestRun(alternative) : "";
    run = item.kind === "character" && item.quantity === "one" ? run + item.character : nested;
    if (run.length > longest.length) longest = run;
    if (item.kind !== "character") run = "";
  }
  return longest;
}

function parsePattern(source: string): readonly (readonly Item[])[] {
  let position = 0;

  const parseAlternatives = (): readonly (readonly Item[])[] => {
    const alternatives: Item[][] = [[]];
    while (position < source.length && source[position] !== ")") {
      if (source[position] === "|") {
        position += 1;
        alternatives.push([]);
      } else alternatives.at(-1)?.push(parseItem());
    }
    return alternatives;
  };

  const parseItem = (): Item => {
    const rest = source.slice(position);
    const opening = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/u.exec(rest)?.[0];
    if (opening !== undefined) {
      position += opening.length;
      const alternatives = parseAlternatives();
      position += 1;
      const quantity = parseQuantity();
      const isAssertion = /[=!]$/u.test(opening);
      return quantity === null || isAssertion ? { kind: "other" } : { kind: "group", alternatives, quantity };
    }
    const [token] = /^(?:\[(?:[^\]\\]|\\.)*\]|\\[pPux]\{[^}]*\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\.|.)/isu.exec(rest) ?? [
      rest,
    ];
    position += token.length;
    if (token === "^") return { kind: "start" };
    const quantity = parseQuantity();
    const character = literalOf(token);
    return character === null || quantity === null ? { kind: "other" } : { kind: "character", character, quantity };
  };

  /** Null: what it stands behind may be missing and may be there many times. */
  const parseQuantity = (): Quantity | null => {
    const [, sign, least] = /^([*+?]|\{(\d+)(?:,\d*)?\})\??/u.exec(source.slice(position)) ?? [];
    if (sign === undefined) return "one";
    position += sign.length;
    if (source[position] === "?") position += 1;
    if (sign === "?") return "optional";
    return sign === "+" || Number(least) > 0 ? "repeated" : null;
  };

  return parseAlternatives();
}

function literalOf(token: string): string | null {
  if (token.length === 2 && token.startsWith("\\")) return /[\w\s]/u.test(token.charAt(1)) ? null : token.charAt(1);
  return /^[^\\]$/u.test(token) && !"^$.[".includes(token) ? token : null;
}
