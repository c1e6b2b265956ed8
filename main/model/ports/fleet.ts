import type { Outcome } from "../failure.ts";
import type { FleetColumns } from "../fleet-columns.ts";
import type { FleetDimension, FleetPage, FleetRefusal, FleetRow } from "../fleet-row.ts";

/** What became of one bundle: a row, or why there is none. */
export type FleetParsed =
  /** `report` is the bundle's `report.json`, to be shown when somebody asks for it. */
  | { readonly kind: "row"; readonly row: FleetRow; readonly report?: Uint8Array }
  | ({ readonly kind: "refused" } & Omit<FleetRefusal, "at">);

/** A file that may hold bundles, and how to know it again. */
export interface FleetFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

/** What a group of a fleet's bundles sums up to. */
export interface FleetGroupCounts {
  readonly value: string;
  readonly bundles: number;
  readonly drops: number;
  /** Bundles with at least one drop, and with at least one attempt that never connected. */
  readonly dropping: number;
  readonly failing: number;
  readonly hours: number;
}

/** The rows of a fleet on this machine. Its calls fail with `unreadable` or `write-failed` where the file is not as it should be. */
export interface FleetStore {
  /** Is this file, as it is now, in the store already, row or refusal? */
  readonly isKnown: (file: FleetFile) => Outcome<boolean>;
  /** Takes in what the files held, all or nothing; a bundle that is there already counts as a duplicate. */
  readonly put: (
    batch: readonly { readonly file: FleetFile | undefined; readonly parsed: readonly FleetParsed[] }[],
    atMs: number,
  ) => Outcome<{ readonly added: number; readonly duplicates: number; readonly refused: number }>;
  /** Every row, in the order of their ids. */
  readonly rows: () => Outcome<Iterable<FleetRow>>;
  /** Of every row, what groups are compared by: much sooner there than whole rows. */
  readonly columns: () => Outcome<FleetColumns>;
  /** One row, and the report that it was made of; `not-found` where there is none. */
  readonly bundle: (bundleId: string) => Outcome<{ readonly row: FleetRow; readonly report?: Uint8Array }>;
  readonly summary: () => Outcome<{
    readonly bundles: number;
    readonly refused: number;
    readonly from?: string;
    readonly to?: string;
  }>;
  readonly page: (page: FleetPage) => Outcome<{ readonly total: number; readonly rows: readonly FleetRow[] }>;
  /** The bundles that match, by a dimension, the largest groups first. */
  readonly groups: (
    query: Pick<FleetPage, "where" | "search"> & { readonly by: FleetDimension; readonly limit: number },
  ) => Outcome<{ readonly total: number; readonly groups: readonly FleetGroupCounts[] }>;
  readonly refusals: (limit: number) => Outcome<{ readonly total: number; readonly refusals: readonly FleetRefusal[] }>;
  readonly close: () => void;
}

/** Databases of an organisation that fleets are loaded into. */
export interface FleetDatabase {
  /**
   * Loads batches of rows, all or nothing; what is there already stays as it is.
   *
   * @param statements `setup` makes tables and functions of this version, and is run where another is there or none;
   *   `insert` takes a batch's JSON as its only parameter
   * @param onProgress hears how many rows were handed over
   * @returns rows handed over, and those that were new
   */
  readonly load: (
    url: string,
    statements: { readonly version: number; readonly setup: string; readonly insert: string },
    batches: Iterable<{ readonly rows: number; readonly json: string }>,
    onProgress: (rows: number) => void,
    signal: AbortSignal,
  ) => Promise<Outcome<{ readonly rows: number; readonly added: number }>>;
}

/** The files of a fleet: found in folders, parsed side by side. */
export interface FleetFiles {
  /** All regular files at these places, folders with what is in them; hidden ones are left out. A missing place is a failure. */
  readonly list: (paths: readonly string[], signal?: AbortSignal) => Promise<Outcome<readonly FleetFile[]>>;
  /** Reads and checks the files in several threads; results come as they are ready. */
  readonly parse: (
    files: readonly FleetFile[],
    identities: readonly string[],
    signal?: AbortSignal,
  ) => AsyncIterable<{ readonly file: FleetFile; readonly parsed: readonly FleetParsed[] }>;
  /** Makes a folder, and those above it, where they are not there; `write-failed` where that cannot be. */
  readonly makeFolder: (folder: string) => Promise<Outcome<true>>;
}
