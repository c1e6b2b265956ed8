import { type z } from "zod";
import { failure, type Outcome } from "../model/failure.ts";
import { inOurWords } from "../model/issue-text.ts";

/** What a handler gets beside its input: a way to stop, and a way to tell how far it is. */
export interface CallContext<Progress> {
  readonly signal: AbortSignal;
  readonly emit: (progress: Progress) => void;
}

/** What goes into calls and comes out of them, by their names. */
type Calls = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>;

/** Calls a handler through its validation. Returns the handler's outcome; `invalid-input` names the field that was wrong. */
export type Dispatch = (
  handlers: object,
  name: string,
  input: unknown,
  context: CallContext<unknown>,
) => Promise<Outcome<unknown>>;

type AnyHandler = (input: unknown, context: CallContext<unknown>) => Promise<Outcome<unknown>>;

/** The way in to handlers for these calls: checks the input from an untrusted caller, runs the handler, checks its output. */
export function createDispatch(calls: Calls): Dispatch {
  return async (handlers, name, input, context) => {
    const definition = Object.hasOwn(calls, name) ? calls[name] : undefined;
    const handler = (handlers as Readonly<Record<string, AnyHandler | undefined>>)[name];
    if (definition === undefined || handler === undefined)
      return failure("not-found", `There is no call named ${JSON.stringify(name.slice(0, 64))}.`);
    const parsed = definition.input.safeParse(input, inOurWords);
    if (!parsed.success) return failure("invalid-input", describeIssues(parsed.error));
    const outcome = await handler(parsed.data, context);
    if (!outcome.ok) return outcome;
    return { ok: true, value: definition.output.parse(outcome.value) };
  };
}

/** One sentence that says which field is wrong and why. */
export function describeIssues(error: z.core.$ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return "The input is not valid.";
  const path = issue.path.map(String).join(".");
  return path === "" ? `The input is not valid: ${issue.message}.` : `"${path}" is not valid: ${issue.message}.`;
}
