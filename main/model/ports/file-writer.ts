import type { Outcome } from "../failure.ts";

export interface FileWriter {
  /** Writes the whole file or nothing. */
  readonly writeAtomically: (
    path: string,
    content: Uint8Array,
  ) => Promise<Outcome<{ readonly path: string; readonly sizeBytes: number }>>;
  /** A small text that the person named, such as a passphrase; missing where nothing is read. */
  readonly readText?: (path: string, maxBytes: number) => Promise<Outcome<string>>;
}
