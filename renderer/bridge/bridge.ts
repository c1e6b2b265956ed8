import type { CallInput, CallName, CallOutput, CallProgress, Outcome } from "../../main/api/contract.ts";

export interface CallOptions<Name extends CallName> {
  readonly onProgress?: (progress: CallProgress<Name>) => void;
  /** Stops the call; it then ends with what it has got so far, or with the code `cancelled`. */
  readonly signal?: AbortSignal;
}

/** The page's one way to the rest of the program, the same behind every door. */
export interface Bridge {
  /** Never rejects: also a lost connection is a failure with a sentence. */
  readonly call: <Name extends CallName>(
    name: Name,
    input: CallInput<Name>,
    options?: CallOptions<Name>,
  ) => Promise<Outcome<CallOutput<Name>>>;
}
