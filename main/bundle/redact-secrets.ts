import { createRedactor } from "./redaction/redactor.ts";

/** @returns `text` without the secrets in it, and how many of which kind there were; names and addresses stay */
export function redactSecrets(text: string): {
  readonly text: string;
  readonly removed: Readonly<Record<string, number>>;
} {
  const redactor = createRedactor({ key: new Uint8Array(32), secretsOnly: true });
  return { text: redactor.text(text), removed: redactor.takeCounts().secrets };
}
