/**
 * How the value of a placeholder is read and said:
 * - `number`: digits with their sign and decimals; stays.
 * - `duration`: as `durationText` writes it (`2 h 47 min`); stays, the units are international.
 * - `word`: one name, address, port or command without a blank; stays.
 * - `text`: anything, such as a name or a log line; stays.
 * - `value`: anything; is translated where it is a text that has a template of its own.
 * - `phrase`: a text that has a template of its own, and nothing else; is translated.
 * - `sentence`: as `phrase`, but only what begins as a sentence or with a name, and ends with a full stop.
 * - `list`: `a, b and c`, where a part with a template of its own is translated.
 */
export const placeholderKinds = ["number", "duration", "word", "text", "value", "phrase", "sentence", "list"] as const;
export type PlaceholderKind = (typeof placeholderKinds)[number];

export interface Placeholder {
  readonly name: string;
  readonly kind: PlaceholderKind;
}

/** A text with holes: there is one literal more than placeholders, the first and the last one may be empty. */
export interface Template {
  readonly source: string;
  readonly literals: readonly string[];
  readonly placeholders: readonly Placeholder[];
}

const placeholderPattern = /\{([a-z][A-Za-z0-9]*):([a-z]+)\}/g;

/** Reads `The logs show {count:number} attempts.`; braces that are no placeholder are part of the text. */
export function parseTemplate(source: string): Template {
  const literals: string[] = [];
  const placeholders: Placeholder[] = [];
  let end = 0;
  for (const found of source.matchAll(placeholderPattern)) {
    const [whole, name = "", kindText = ""] = found;
    const kind = placeholderKinds.find((one) => one === kindText);
    if (kind === undefined) continue;
    literals.push(source.slice(end, found.index));
    placeholders.push({ name, kind });
    end = found.index + whole.length;
  }
  return { source, literals: [...literals, source.slice(end)], placeholders };
}

/** Of two templates that match, the one that says more itself is meant, and of those the one that asks for more. */
export function weightOf({ literals, placeholders }: Template): number {
  const characters = literals.reduce((sum, literal) => sum + literal.length, 0);
  return characters + placeholders.filter(({ kind }) => !takesAnything.has(kind)).length / 100;
}

const takesAnything: ReadonlySet<PlaceholderKind> = new Set<PlaceholderKind>(["text", "value", "list"]);

const valuePatterns: Readonly<Partial<Record<PlaceholderKind, RegExp>>> = {
  number: /^[-+]?\d{1,20}(?:\.\d{1,20})?$/,
  duration: /^\d{1,12} (?:ms|s|min|h|d)(?: \d{1,2} (?:s|min|h))?$/,
  word: /^\S{1,300}$/,
  sentence: /^[\p{Lu}"/].*\.$/su,
};

/** Whether a value can stand in the place of a placeholder; whether a phrase is known is for the phrasebook to say. */
export function isValueOf(kind: PlaceholderKind, value: string): boolean {
  return value !== "" && (valuePatterns[kind]?.test(value) ?? true);
}

/**
 * The values with which a template gives a text; null when it does not.
 *
 * Every pair of a literal and a place is tried at most once, so that the time is bounded by their number: no text, however
 * made, can make it slow.
 *
 * @param accepts whether a value fits a placeholder
 */
export function matchTemplate(
  { literals, placeholders }: Template,
  text: string,
  accepts: (placeholder: Placeholder, value: string) => boolean,
): readonly string[] | null {
  const [first = ""] = literals;
  if (!text.startsWith(first)) return null;
  if (placeholders.length === 0) return text === first ? [] : null;
  const failed = new Set<number>();
  return rest(0, first.length);

  /** Values of the placeholders from `index` on, the first of which begins at `start`. */
  function rest(index: number, start: number): readonly string[] | null {
    const placeholder = placeholders[index];
    if (placeholder === undefined) return start === text.length ? [] : null;
    const key = index * (text.length + 1) + start;
    if (failed.has(key)) return null;
    const literal = literals[index + 1] ?? "";
    for (const end of endsOf(literal, index === placeholders.length - 1, start)) {
      const value = text.slice(start, end);
      if (!accepts(placeholder, value)) continue;
      const others = rest(index + 1, end + literal.length);
      if (others !== null) return [value, ...others];
    }
    failed.add(key);
    return null;
  }

  function* endsOf(literal: string, isLast: boolean, start: number): Iterable<number> {
    if (isLast) {
      const end = text.length - literal.length;
      if (end > start && text.endsWith(literal)) yield end;
      return;
    }
    let end = text.indexOf(literal, start + 1);
    for (let tries = 0; end !== -1 && tries < triesAtMost; tries += 1) {
      yield end;
      end = text.indexOf(literal, end + 1);
    }
  }
}

/** How often a literal may occur in a text before it is given up; sentences repeat a piece of themselves a few times. */
const triesAtMost = 64;

/** The text of a template with its values. */
export function fillTemplate({ literals, placeholders }: Template, values: ReadonlyMap<string, string>): string {
  const parts = placeholders.map(({ name }, index) => `${literals[index] ?? ""}${values.get(name) ?? ""}`);
  return `${parts.join("")}${literals.at(-1) ?? ""}`;
}
