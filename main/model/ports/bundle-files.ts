import type { Outcome } from "../failure.ts";

/** Everything that making and opening bundles needs of the machine. */
export interface BundleFiles {
  /** Names that no bundle may tell: of the user, and of the computer. */
  readonly machineNames: () => readonly { readonly domain: "user" | "host"; readonly text: string }[];
  readonly exists: (path: string) => Promise<boolean>;
  readonly read: (path: string, maxBytes: number) => Promise<Outcome<Uint8Array>>;
  /** Writes the whole file or nothing, as it is made, in constant memory. `cancelled` where `signal` aborts. */
  readonly write: (
    path: string,
    chunks: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ) => Promise<Outcome<{ readonly path: string; readonly sizeBytes: number }>>;
  /**
   * A text file from its end, `maxBytes` of it at most, from the start of a line; `unreadable` where it is no text.
   *
   * @param endBytes takes the file as it was when it had this length; absent: as it is now
   */
  readonly openLog: (
    path: string,
    maxBytes: number,
    endBytes?: number,
  ) => Promise<
    Outcome<{
      readonly source: string;
      readonly chunks: AsyncIterable<Uint8Array>;
      readonly keptBytes: number;
      readonly ofBytes: number;
    }>
  >;
  /** Packs bytes as raw deflate (RFC 1951). */
  readonly deflate: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}
