import type { Outcome } from "../failure.ts";

/** Small text files that a person names: keys and requests. */
export interface SmallFiles {
  /** Where a helpdesk's keys are when nobody names another place. */
  readonly helpdeskKeyPath: string;
  readonly read: (path: string, maxBytes: number) => Promise<Outcome<string>>;
  readonly readBytes: (path: string, maxBytes: number) => Promise<Outcome<Uint8Array>>;
  /** A new file that only its owner may read, whole or not at all; `refused` where there is one already. */
  readonly createSecret: (path: string, text: string) => Promise<Outcome<true>>;
}
