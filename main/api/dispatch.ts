import { type z } from "zod";
import { failure, type Outcome } from "../model/failure.ts";
import { contract, type CallName, type CallOutput, type CallProgress, type ParsedInput } from "./contract.ts";

/** What a handler gets beside its input: a way to stop, and a way to tell how far it is. */
export interface CallContext<Progress> {
  readonly signal: AbortSignal;
  readonly emit: (progress: Progress) => void;
}

/** One function per call of the contract. Expected failures are values; a throw is a bug. */
export type Handlers = {
  readonly [Name in CallName]: (
    input: ParsedInput<Name>,
    context: CallContext<CallProgress<Name>>,
  ) => Promise<Outcome<CallOutput<Name>>>;
};

type AnyHandler = (input: unknown, context: CallContext<unknown>) => Promise<Outcome<unknown>>;

function isCallName(name: string): name is CallName {
  return Object.hasOwn(contract, name);
}

/**
 * The one way in for every transport: checks the name and the input of a call from an untrusted caller, runs the
 * handler, and checks what it returns.
 *
 * @returns the handler's outcome; `invalid-input` names the field that was wrong.
 */
export async function dispatch(
  handlers: Handlers,
  name: string,
  input: unknown,
  context: CallContext<unknown>,
): Promise<Outcome<unknown>> {
  if (!isCallName(name)) return failure("not-found", `There is no call named ${JSON.stringify(name.slice(0, 64))}.`);
  const definition = contract[name];
  const parsed = definition.input.safeParse(input);
  if (!parsed.success) return failure("invalid-input", describeIssues(parsed.error));
  const handler = handlers[name] as AnyHandler;
  const outcome = await handler(parsed.data, context);
  if (!outcome.ok) return outcome;
  return { ok: true, value: definition.output.parse(outcome.value) };
}

/** One sentence that says which field is wrong and why. */
export function describeIssues(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "The input is not valid.";
  const path = issue.path.map(String).join(".");
  return path === "" ? `The input is not valid: ${issue.message}.` : `"${path}" is not valid: ${issue.message}.`;
}
