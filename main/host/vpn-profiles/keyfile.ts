import { configLines } from "./profile-parts.ts";

/** A `[section]` with its `key = value` lines, in order. A key may occur more than once. */
export interface KeyfileSection {
  readonly name: string;
  readonly entries: readonly (readonly [key: string, value: string])[];
}

/**
 * Reads the INI form that NetworkManager, WireGuard and xl2tpd share: sections in brackets, `key = value`, comments
 * after `#` or `;` at the start of a line. Lines of any other form, and lines before the first section, are skipped.
 */
export function parseKeyfile(text: string): readonly KeyfileSection[] {
  const sections: { name: string; entries: [string, string][] }[] = [];
  for (const line of configLines(text)) {
    const name = /^\s*\[([^\]]+)\]/u.exec(line)?.[1];
    if (name !== undefined) {
      sections.push({ name: name.trim(), entries: [] });
      continue;
    }
    const equals = line.indexOf("=");
    if (equals > 0 && !/^\s*[#;]/u.test(line)) {
      sections.at(-1)?.entries.push([line.slice(0, equals).trim(), line.slice(equals + 1).trim()]);
    }
  }
  return sections;
}

/** The last value of a key, which is the one that counts. */
export function valueOf(entries: KeyfileSection["entries"], key: string): string | undefined {
  return entries.findLast(([name]) => name === key)?.[1];
}
