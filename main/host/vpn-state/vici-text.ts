/** A section of strongSwan's control interface: values, lists and sections by name. */
export interface ViciSection {
  readonly [name: string]: string | readonly string[] | ViciSection;
}

/** More levels than strongSwan writes are no answer of it. */
const deepest = 16;

/**
 * Reads one message as `swanctl --raw` prints it (strongSwan src/libcharon/plugins/vici/libvici.c, vici_dump): `name {…}`,
 * `name=value`, `name=[a b]`. Values are not quoted, so that one with spaces goes on until the next `name=` or bracket.
 * Null where the text is something else.
 */
export function parseViciText(text: string): ViciSection | null {
  const tokens = [...text.matchAll(token)].map(({ groups }) => groups ?? {});
  const { section, next } = readSection(tokens, 0, 0);
  return next === tokens.length ? section : null;
}

type Token = Readonly<Record<string, string | undefined>>;

const token =
  /(?<open>[^\s{}[\]=]+) \{|(?<close>\})|(?<list>[^\s{}[\]=]+)=\[(?<items>[^\]]*)\]|(?<name>[^\s{}[\]=]+)=(?<value>[^{}]*?)(?=\s+[^\s{}[\]=]+(?:=| \{)|\s*\}|\s*$)/gu;

function readSection(
  tokens: readonly Token[],
  start: number,
  depth: number,
): { readonly section: ViciSection | null; readonly next: number } {
  const entries: [string, ViciSection[string]][] = [];
  let position = start;
  while (position < tokens.length) {
    const { open, close, list, items, name, value } = tokens[position] ?? {};
    position += 1;
    if (close !== undefined) return { section: Object.fromEntries(entries), next: position };
    if (open !== undefined) {
      if (depth >= deepest) return { section: null, next: position };
      const inner = readSection(tokens, position, depth + 1);
      if (inner.section === null) return inner;
      entries.push([open, inner.section]);
      position = inner.next;
    } else if (list !== undefined) entries.push([list, (items ?? "").split(" ").filter((item) => item !== "")]);
    else if (name !== undefined) entries.push([name, value ?? ""]);
  }
  return { section: Object.fromEntries(entries), next: position };
}

/** The value of this name; undefined where it is none. */
export function viciValue(section: ViciSection, name: string): string | undefined {
  const value = section[name];
  return typeof value === "string" ? value : undefined;
}

/** The items of this list; none where it is none. */
export function viciList(section: ViciSection, name: string): readonly string[] {
  const value = section[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** The sections inside of a section. */
export function viciSections(section: ViciSection): readonly (readonly [name: string, section: ViciSection])[] {
  return Object.entries(section).flatMap(([name, value]) =>
    typeof value === "object" && !Array.isArray(value) ? [[name, value as ViciSection] as const] : [],
  );
}
