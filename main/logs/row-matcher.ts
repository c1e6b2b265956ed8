import type { FormatRow, FormatTable } from "./formats/format-table.ts";
import { patternLiterals } from "./pattern-literals.ts";

export interface RowMatch {
  readonly row: FormatRow;
  readonly fields: Readonly<Record<string, string>>;
}

export type RowMatcher = (message: string) => RowMatch | null;

/** A row with the fixed texts that a message must have before the pattern is worth a try. */
interface IndexedRow {
  readonly row: FormatRow;
  /** What the message begins with; may be empty. */
  readonly start: string;
  /** What the message has somewhere; may be empty. */
  readonly inner: string;
}

/** Rows are sorted by so many characters of their beginning. */
const keyLength = 4;

/** A matcher for one table that tries only the rows whose fixed text is in the message. */
export function createRowMatcher(table: FormatTable): RowMatcher {
  const anyStart: IndexedRow[] = [];
  const byStart = new Map<string, IndexedRow[]>();
  for (const row of table.rows) {
    const { leading, inner } = patternLiterals(row.pattern);
    if (leading === null || leading.some((start) => start.length < keyLength)) {
      anyStart.push({ row, start: "", inner });
      continue;
    }
    for (const start of leading) {
      const key = start.slice(0, keyLength);
      const indexed = { row, start, inner: start.includes(inner) ? "" : inner };
      byStart.set(key, [...(byStart.get(key) ?? []), indexed]);
    }
  }
  return (message) =>
    firstMatch(byStart.get(message.slice(0, keyLength)) ?? [], message) ?? firstMatch(anyStart, message);
}

function firstMatch(rows: readonly IndexedRow[], message: string): RowMatch | null {
  for (const { row, start, inner } of rows) {
    if (start !== "" && !message.startsWith(start)) continue;
    if (inner !== "" && !message.includes(inner)) continue;
    const match = row.pattern.exec(message);
    if (match !== null) return { row, fields: definedFields(match.groups) };
  }
  return null;
}

function definedFields(groups: Readonly<Record<string, string | undefined>> | undefined): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const name in groups) {
    const value = groups[name];
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}
