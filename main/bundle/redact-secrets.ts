import { secretRows, type SecretRow } from "./secrets.ts";

export interface Redacted {
  readonly text: string;
  /** How many secrets were replaced, by the name of their row. */
  readonly removed: Readonly<Record<string, number>>;
}

/** Replaces every known secret in `text`. Running it again changes nothing. */
export function redactSecrets(text: string): Redacted {
  const removed: Record<string, number> = {};
  const redacted = secretRows.reduce((current, row) => redactRow(current, row, removed), text);
  return { text: redacted, removed };
}

function redactRow(text: string, row: SecretRow, removed: Record<string, number>): string {
  let result = "";
  let copiedTo = 0;
  for (const match of text.matchAll(row.pattern)) {
    const span = match.indices?.groups?.["secret"];
    if (span === undefined || text.startsWith("[", span[0])) continue;
    result += `${text.slice(copiedTo, span[0])}[${row.name} removed]`;
    copiedTo = span[1];
    removed[row.name] = (removed[row.name] ?? 0) + 1;
  }
  return result + text.slice(copiedTo);
}
