import type { Outcome } from "../model/failure.ts";
import { createDispatch, type CallContext, type Dispatch } from "./dispatcher.ts";
import { contract, type CallName, type CallOutput, type CallProgress, type ParsedInput } from "./contract.ts";

/** One function per call of the contract. Expected failures are values; a throw is a bug. */
export type Handlers = {
  readonly [Name in CallName]: (
    input: ParsedInput<Name>,
    context: CallContext<CallProgress<Name>>,
  ) => Promise<Outcome<CallOutput<Name>>>;
};

/** The one way in for every transport. */
export const dispatch: Dispatch = createDispatch(contract);
