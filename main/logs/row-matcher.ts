import type { FormatRow, FormatTable } from "./formats/format-table.ts";
import { patternLiterals } from "./pattern-literals.ts";

/** The row that a message matches, or null. */
export type RowMatcher = (message: string) => FormatRow | null;

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

/** A number for the beginning of a text, quicker to make than a string; the few that share one are told apart later. */
function keyOf(text: string): number {
  let key = 0;
  for (let position = 0; position < keyLength; position += 1) key = (key << 7) ^ text.charCodeAt(position);
  return key;
}

/** A matcher for one table that tries only the rows whose fixed text is in the message. */
export function createRowMatcher(table: FormatTable): RowMatcher {
  const anyStart: IndexedRow[] = [];
  const byStart = new Map<number, IndexedRow[]>();
  for (const row of table.rows) {
    const { leading, inner } = patternLiterals(row.pattern);
    if (leading === null || leading.some((start) => start.length < keyLength)) {
      anyStart.push({ row, start: "", inner });
      continue;
    }
    for (const start of leading) {
      const key = keyOf(start);
      const indexed = { row, start, inner: start.includes(inner) ? "" : inner };
      byStart.set(key, [...(byStart.get(key) ?? []), indexed]);
    }
  }
  return (message) => firstMatch(byStart.get(keyOf(message)) ?? [], message) ?? firstMatch(anyStart, message);
}

function firstMatch(rows: readonly IndexedRow[], message: string): FormatRow | null {
  for (const { row, start, inner } of rows) {
    if (start !== "" && !message.startsWith(start)) continue;
    if (inner !== "" && !message.includes(inner)) continue;
    if (row.pattern.test(message)) return row;
  }
  return null;
}

/** The named parts of a message that matches the row; those that it lacks are left out. */
export function fieldsOf(row: FormatRow, message: string): Readonly<Record<string, string>> {
  const groups: Readonly<Record<string, string | undefined>> | undefined = row.pattern.exec(message)?.groups;
  const fields: Record<string, string> = {};
  for (const name in groups) {
    const value = groups[name];
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}
