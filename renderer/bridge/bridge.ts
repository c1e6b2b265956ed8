import type { CallInput, CallName, CallOutput, CallProgress, Outcome } from "../../main/api/contract.ts";

export interface CallOptions<Name extends CallName> {
  readonly onProgress?: (progress: CallProgress<Name>) => void;
  /** Stops the call; it then ends with what it has got so far, or with the code `cancelled`. */
  readonly signal?: AbortSignal;
}

/** A request of a helpdesk, as `request.open` takes it. */
export type RequestSource = CallInput<"request.open">;

/** The page's one way to the rest of the program, the same behind every door. */
export interface Bridge {
  /** Never rejects: also a lost connection is a failure with a sentence. */
  readonly call: <Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    options?: CallOptions<Name>,
  ) => Promise<Outcome<CallOutput<Name>>>;
  /**
   * Tells of every request that the person opens by a link or a file outside the page, also of one from before. A browser
   * has none. Returns the function that ends the listening.
   */
  readonly onRequest: (listener: (source: RequestSource) => void) => () => void;
  /**
   * Where a dropped or chosen file is; undefined for one that is on no disk. A door that tells of no file has no such
   * function, as browsers do not.
   */
  readonly pathOf: ((file: File) => string | undefined) | undefined;
}
