import type { Policy } from "../policy.ts";

/** What the organisation has decided for this computer. */
export interface PolicyReader {
  /** It never fails: a policy that cannot be trusted says so itself. Read once; a change counts from the next start. */
  readonly read: () => Promise<Policy>;
}
