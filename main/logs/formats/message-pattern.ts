/**
 * What a placeholder may stand for. Each class ends where the text that follows it in the daemons' formats begins, and
 * has an upper bound, so that a pattern of any of them takes a number of steps that is linear in the message.
 */
const placeholderSources = {
  number: String.raw`-?\d{1,20}`,
  decimal: String.raw`\d{1,12}(?:[.,]\d{1,9})?`,
  hex: String.raw`(?:0x)?[\da-fA-F]{1,32}`,
  /** Connection, interface or peer name without spaces and brackets. */
  name: String.raw`[^\s[\]{}()'",;|]{1,128}`,
  /** Host name or IP address; `%any` too. */
  address: String.raw`[\w.:%-]{1,128}`,
  mac: String.raw`[\da-fA-F]{2}(?::[\da-fA-F]{2}){5}`,
  /** Name of a notification, an algorithm or a state; unknown ones are printed as `(40960)`. */
  word: String.raw`[\w.()/+-]{1,128}`,
  /** An identity inside quotes or brackets; distinguished names have commas and spaces. */
  identity: String.raw`[^'"\]]{1,256}`,
  words: String.raw`[\w.,'()/+ -]{1,128}?`,
  text: String.raw`.{1,200}?`,
  rest: String.raw`.*`,
} as const;

type PlaceholderKind = keyof typeof placeholderSources;

const placeholder = /<(?<name>[a-zA-Z]*):(?<kind>[a-z]+)>/gu;

function isPlaceholderKind(kind: string): kind is PlaceholderKind {
  return Object.hasOwn(placeholderSources, kind);
}

function escapeLiteral(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

/**
 * Compiles the format of a message into a regular expression. `<peer:address>` is a named field, `<:number>` a part that
 * is not kept, everything else is literal. `…` at the start or the end lets other text stand there; without it the
 * message must begin or end so.
 */
export function messagePattern(format: string): RegExp {
  const anchoredStart = !format.startsWith("…");
  const anchoredEnd = !format.endsWith("…");
  const body = format.slice(anchoredStart ? 0 : 1, anchoredEnd ? format.length : -1);
  let source = anchoredStart ? "^" : "";
  let position = 0;
  for (const match of body.matchAll(placeholder)) {
    const { name, kind } = match.groups ?? {};
    if (name === undefined || kind === undefined || !isPlaceholderKind(kind)) {
      throw new Error(`Unknown placeholder ${match[0]} in the message format ${format}`);
    }
    source += escapeLiteral(body.slice(position, match.index));
    source += name === "" ? `(?:${placeholderSources[kind]})` : `(?<${name}>${placeholderSources[kind]})`;
    position = match.index + match[0].length;
  }
  return new RegExp(`${source}${escapeLiteral(body.slice(position))}${anchoredEnd ? "$" : ""}`, "u");
}
