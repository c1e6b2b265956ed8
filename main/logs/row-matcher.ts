import type { FormatRow, FormatTable } from "./formats/format-table.ts";

export interface RowMatch {
  readonly row: FormatRow;
  readonly fields: Readonly<Record<string, string>>;
}

export type RowMatcher = (message: string) => RowMatch | null;

/** An anchored pattern that begins with a letter, a digit or a quote can only match messages that begin so. */
const anchoredLiteral = /^\^([\w"' ])(?![*+?{|])/;

/** A matcher for one table that tries only the rows that can match the first character of a message. */
export function createRowMatcher(table: FormatTable): RowMatcher {
  const anyStart: FormatRow[] = [];
  const byFirstCharacter = new Map<string, FormatRow[]>();
  for (const row of table.rows) {
    const first = row.pattern.ignoreCase ? undefined : anchoredLiteral.exec(row.pattern.source)?.[1];
    if (first === undefined) anyStart.push(row);
    else byFirstCharacter.set(first, [...(byFirstCharacter.get(first) ?? []), row]);
  }
  return (message) =>
    firstMatch(byFirstCharacter.get(message.charAt(0)) ?? [], message) ?? firstMatch(anyStart, message);
}

function firstMatch(rows: readonly FormatRow[], message: string): RowMatch | null {
  for (const row of rows) {
    const match = row.pattern.exec(message);
    if (match !== null) return { row, fields: definedFields(match.groups) };
  }
  return null;
}

function definedFields(groups: Readonly<Record<string, string | undefined>> | undefined): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups ?? {})) {
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}
