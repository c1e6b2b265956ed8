import { createLiteralScreen, type LiteralScreen } from "./literal-screen.ts";
import { createReplacer, type Replacer } from "./replacer.ts";
import { nameRows } from "./name-rows.ts";
import { createPseudonyms, type PseudonymDomain, type Pseudonyms } from "./pseudonyms.ts";
import { valueClasses, type RedactionRow, type ValueClass } from "./row.ts";
import { maxBlockLines, secretBlockMark, secretBlocks, secretRows } from "./secret-rows.ts";
import { shapeRows } from "./shape-rows.ts";

/** A name that is known beforehand: it is replaced wherever it stands. */
export interface KnownName {
  readonly domain: Extract<PseudonymDomain, "user" | "host" | "ssid" | "name">;
  readonly text: string;
}

export interface RedactorOptions {
  /** At least 16 random bytes, or the salt of an organisation. It never leaves this machine with a bundle. */
  readonly key: Uint8Array;
  /** Those of another redactor with this key, so that what it replaced stays as it is. */
  readonly pseudonyms?: Pseudonyms;
  readonly names?: readonly KnownName[];
  /** Leaves names and addresses as they are. */
  readonly secretsOnly?: boolean;
}

/** How many values were replaced. */
export interface RedactionCounts {
  readonly classes: Readonly<Partial<Record<ValueClass, number>>>;
  /** Secrets by the name of their row. */
  readonly secrets: Readonly<Record<string, number>>;
}

/** The one way for text out of this program where names and addresses must stay in. */
export interface Redactor {
  /** Redacts whole lines. What was redacted before stays as it is. */
  readonly text: (text: string) => string;
  /** The value of a field whose name says what it holds, such as `ssid`. */
  readonly valueOf: (valueClass: ValueClass, text: string) => string;
  /** As `text`, for text that arrives in parts; every part ends with a line. Keys that span lines are followed. */
  readonly createBlockReader: () => (text: string) => string;
  /** What was replaced since the last call. */
  readonly takeCounts: () => RedactionCounts;
}

/** A row with its pattern as it is tried on lines. */
interface ReadyRow {
  readonly row: RedactionRow;
  readonly finder: RegExp;
  /** Of its groups, in their order. */
  readonly classes: readonly ValueClass[];
}

/** What lines are looked through with. */
interface Prepared {
  readonly rows: readonly ReadyRow[];
  readonly screen: LiteralScreen;
  readonly longRunRows: readonly { readonly index: number; readonly minCharacters: number }[];
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A longer line is cut: no log has one, and no pattern gets more to chew on. */
export const maxLineCharacters = 64 * 1024;

/** @returns a redactor with pseudonyms of its own */
export function createRedactor({
  key,
  pseudonyms = createPseudonyms(key),
  names = [],
  secretsOnly = false,
}: RedactorOptions): Redactor {
  const replacer = createReplacer(pseudonyms);
  const { rows, screen, longRunRows } = names.length > 0 ? prepared(names, secretsOnly) : preparedOnce(secretsOnly);
  const rowsHit = new Uint8Array(rows.length);

  let classes: Partial<Record<ValueClass, number>> = {};
  let secrets: Record<string, number> = {};
  const count = (valueClass: ValueClass, row: string): void => {
    classes[valueClass] = (classes[valueClass] ?? 0) + 1;
    if (valueClass === "secret") secrets[row] = (secrets[row] ?? 0) + 1;
  };

  const spansIn = (line: string): readonly Span[] => {
    const spans: Span[] = [];
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index];
      if (rowsHit[index] === 0 || row === undefined) continue;
      rowsHit[index] = 0;
      collect(line, row, replacer, spans, count);
    }
    return spans.length < 2 ? spans : spans.sort((one, other) => one.start - other.start);
  };

  /** One pass over the text; only lines in which a literal stands are looked at again. */
  const redactLines = (text: string): string => {
    const parts: string[] = [];
    let copiedTo = 0;
    let lineStart = 0;
    while (lineStart < text.length) {
      const found = text.indexOf("\n", lineStart);
      const lineEnd = found === -1 ? text.length : found;
      const scanEnd = Math.min(lineEnd, lineStart + maxLineCharacters);
      let hits = screen.scan(text, lineStart, scanEnd, rowsHit);
      for (const { index, minCharacters } of longRunRows) {
        if (!holdsLongRun(text, lineStart, scanEnd, minCharacters)) continue;
        rowsHit[index] = 1;
        hits += 1;
      }
      if (hits > 0 || scanEnd < lineEnd) {
        const keptEnd = scanEnd < lineEnd ? lastGap(text, lineStart, scanEnd) : lineEnd;
        for (const span of spansIn(text.slice(lineStart, keptEnd))) {
          parts.push(text.slice(copiedTo, lineStart + span.start), span.text);
          copiedTo = lineStart + span.end;
        }
        if (keptEnd < lineEnd) {
          parts.push(text.slice(copiedTo, keptEnd), ` [${lineEnd - keptEnd} more characters cut]`);
          copiedTo = lineEnd;
        }
      }
      lineStart = lineEnd + 1;
    }
    return copiedTo === 0 ? text : parts.join("") + text.slice(copiedTo);
  };

  const createBlockReader = (): ((text: string) => string) => {
    let ends: RegExp | null = null;
    let linesLeft = 0;
    return (text) => {
      const whole = withoutNul(text);
      if (ends === null && !secretBlockMark.test(whole)) return redactLines(whole);
      const kept: string[] = [];
      for (const line of linesOf(whole)) {
        const block = ends === null ? secretBlocks.find(({ begins }) => begins.test(line)) : undefined;
        if (ends !== null) {
          linesLeft -= 1;
          if (ends.test(line) || linesLeft <= 0) ends = null;
        } else if (block !== undefined && !block.ends.test(line)) {
          ends = block.ends;
          linesLeft = maxBlockLines;
          count("secret", block.name);
          kept.push(`${line.slice(0, line.search(block.begins))}[${block.name} removed]\n`);
        } else kept.push(line);
      }
      return redactLines(kept.join(""));
    };
  };

  return {
    text: (text) => createBlockReader()(text),
    valueOf: (valueClass, text) => {
      const replaced = replacer(valueClass, { line: text, start: 0, end: text.length, row: "secret" });
      if (replaced === null) return text;
      count(valueClass, valueClass);
      return replaced;
    },
    createBlockReader,
    takeCounts: () => {
      const taken = { classes, secrets };
      classes = {};
      secrets = {};
      return taken;
    },
  };
}

function collect(
  line: string,
  { row, finder, classes }: ReadyRow,
  replace: Replacer,
  spans: Span[],
  count: (valueClass: ValueClass, row: string) => void,
): void {
  const claim = (valueClass: ValueClass, start: number, end: number): void => {
    if (spans.some((span) => start < span.end && end > span.start)) return;
    const text = replace(valueClass, { line, start, end, row: row.name });
    if (text === null) return;
    if (text !== line.slice(start, end)) count(valueClass, row.name);
    spans.push({ start, end, text });
  };
  finder.lastIndex = 0;
  for (let match = finder.exec(line); match !== null; match = finder.exec(line)) {
    const found: readonly (string | undefined)[] = match;
    let taken = 0;
    let index = -1;
    for (let place = classes.length - 1; place >= 0; place -= 1) {
      if (found[place + 1] === undefined) continue;
      index = place;
      taken += 1;
    }
    const value = found[index + 1] ?? "";
    const end = match.index + match[0].length;
    const valueClass = classes[index];
    // No pattern has behind a value what could be its end, so a value that ends the match is where it seems to be.
    if (taken === 1 && valueClass !== undefined && match[0].endsWith(value)) claim(valueClass, end - value.length, end);
    else if (taken > 0) claimEach(line, row, match.index, claim);
    if (match[0] === "") finder.lastIndex += 1;
  }
}

/** Asking for the places of groups makes a pattern several times slower, so it is done only where they are needed. */
function claimEach(
  line: string,
  { pattern }: RedactionRow,
  at: number,
  claim: (valueClass: ValueClass, start: number, end: number) => void,
): void {
  pattern.lastIndex = at;
  for (const [group, place] of Object.entries(pattern.exec(line)?.indices?.groups ?? {})) {
    // Groups that took no part have no place, whatever the types say.
    if ((place as unknown) !== undefined) claim(classOf(group), place[0], place[1]);
  }
  pattern.lastIndex = 0;
}

/** `user2` and `userb` are of the class `user`: a group's name may stand only once in a pattern. */
function classOf(group: string): ValueClass {
  const found = allClasses.find((valueClass) => new RegExp(`^${valueClass}[a-z]?[2-9]?$`).test(group));
  if (found === undefined) throw new RangeError(`There is no class for ${group}.`);
  return found;
}

const allClasses = Object.keys(valueClasses) as readonly ValueClass[];

function prepared(names: readonly KnownName[], secretsOnly: boolean): Prepared {
  const nameRow = knownNamesRow(names);
  const known = nameRow === null ? [] : [readyRow(nameRow)];
  const rows = secretsOnly
    ? readyRows.secrets
    : [...readyRows.secrets, ...readyRows.names, ...known, ...readyRows.shapes];
  return {
    rows,
    screen: createLiteralScreen(
      rows.flatMap(({ row }, index) => row.literals.map((literal) => ({ literal, row: index, near: row.near }))),
    ),
    longRunRows: rows.flatMap(({ row }, index) =>
      row.minRunCharacters === undefined ? [] : [{ index, minCharacters: row.minRunCharacters }],
    ),
  };
}

const madeOnce = new Map<boolean, Prepared>();

/** Without known names every redactor looks for the same. */
function preparedOnce(secretsOnly: boolean): Prepared {
  const made = madeOnce.get(secretsOnly) ?? prepared([], secretsOnly);
  madeOnce.set(secretsOnly, made);
  return made;
}

/** Every group of a row's pattern has a name, so the names in the order of the source are the groups. */
function readyRow(row: RedactionRow): ReadyRow {
  const { source, flags } = row.pattern;
  return {
    row,
    finder: new RegExp(source, flags.replace("d", "")),
    classes: [...source.matchAll(/\(\?<([a-z]+\d?)>/g)].map(([, group = ""]) => classOf(group)),
  };
}

/** Every run of so many characters covers one of the places that are so far apart. */
function holdsLongRun(text: string, start: number, end: number, minCharacters: number): boolean {
  for (let probe = start + minCharacters - 1; probe < end; probe += minCharacters) {
    if (!isRunCharacter(text.charCodeAt(probe))) continue;
    let first = probe;
    while (first > start && isRunCharacter(text.charCodeAt(first - 1))) first -= 1;
    let last = probe;
    while (last + 1 < end && last - first + 1 < minCharacters && isRunCharacter(text.charCodeAt(last + 1))) last += 1;
    if (last - first + 1 >= minCharacters) return true;
  }
  return false;
}

/** Letters, digits, `+` and `/`: the alphabet of base64 (RFC 4648, section 4). */
function isRunCharacter(code: number): boolean {
  if (code >= 97) return code <= 122;
  return code >= 65 ? code <= 90 : (code >= 47 && code <= 57) || code === 43;
}

/** Patterns are made once: making them ready costs more than using them on a page of text. */
const readyRows = {
  secrets: secretRows.map(readyRow),
  names: nameRows.map(readyRow),
  shapes: shapeRows.map(readyRow),
};

/** Cutting inside a word could leave a part of a secret that no pattern knows. */
function lastGap(text: string, start: number, end: number): number {
  const gap = text.lastIndexOf(" ", end);
  return gap > start ? gap : start;
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** NUL is no character of a log; between others it hides them from every pattern (UTF-16 in the middle of a file). */
function withoutNul(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}

function knownNamesRow(names: readonly KnownName[]): RedactionRow | null {
  const texts = [...new Map(names.map((name) => [name.text, name])).values()].sort(
    (one, other) => other.text.length - one.text.length,
  );
  if (texts.length === 0) return null;
  const groups = texts.map(({ domain, text }, index) => ({ domain, text, index }));
  const byDomain = Map.groupBy(groups, ({ domain }) => domain);
  const alternatives = [...byDomain].map(
    ([domain, ofDomain]) => `(?<${domain}>${ofDomain.map(({ text }) => escaped(text)).join("|")})`,
  );
  return {
    name: "known name",
    literals: texts.map(({ text }) => text),
    // An underscore is no part of a word here: `ann_laptop` holds a name.
    pattern: new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${alternatives.join("|")})(?![\p{L}\p{N}])`, "dgiu"),
    samples: [],
    nearMisses: [],
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
