import type { Outcome } from "../failure.ts";

/** A capture file, opened; whoever opens it closes it. */
export interface CaptureFile {
  /** Without its folder. */
  readonly name: string;
  /** Unpacked, from the start to the end. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
}

export interface CaptureFiles {
  readonly open: (path: string) => Promise<Outcome<CaptureFile>>;
}

/** Runs programs that write captures. */
export interface CaptureRunner {
  /** The absolute path of a file that is not there yet; `refused` where it is, `not-found` where its folder is not. */
  readonly newFile: (path: string) => Promise<Outcome<string>>;
  /**
   * Runs a program until it ends; where `signal` aborts, it is asked to end, so that its file is whole. `not-found` where
   * the program is not installed.
   */
  readonly run: (
    program: string,
    args: readonly string[],
    signal: AbortSignal,
  ) => Promise<Outcome<{ readonly exitCode: number | null; readonly said: string }>>;
  /** The files that a capture to this path made: a ring has several, whose names begin with it. Oldest first. */
  readonly files: (path: string) => Promise<readonly { readonly path: string; readonly sizeBytes: number }[]>;
  /** Where a file of this name goes when nobody says where: the home folder of this user. */
  readonly homePath: (name: string) => string;
}
