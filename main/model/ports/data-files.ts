import type { Outcome } from "../failure.ts";

/** Small files that this program keeps for itself between runs, in the data folder of its user. */
export interface DataFiles {
  /** Where they are, to tell the person. */
  readonly folder: string;
  /** `not-found` where there is none of this name yet. */
  readonly read: (name: string) => Promise<Outcome<string>>;
  /** The whole file or nothing. */
  readonly write: (name: string, text: string) => Promise<Outcome<true>>;
  /** A success also where there is none of this name. */
  readonly remove: (name: string) => Promise<Outcome<true>>;
}
