import type { Outcome } from "../failure.ts";

/** Small secrets of this installation, kept where only its user can read them. */
export interface KeyStore {
  /** `not-found` where there is none of this name. */
  readonly load: (name: string) => Promise<Outcome<Uint8Array>>;
  /** Never replaces a secret: `refused` where there is one of this name. */
  readonly save: (name: string, secret: Uint8Array) => Promise<Outcome<true>>;
}
