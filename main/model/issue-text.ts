import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/**
 * Says in this program's own words what is wrong with a value, so that it can be said in every language: given to zod's
 * `safeParse`. A schema's own words for a fault go before these.
 */
export const inOurWords = { error: issueText } as const;

/** One clause that says what is wrong (zod 4, core/errors.ts names the codes); `input` is the value as it was given. */
function issueText(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "it is missing" : (wantedTypes[issue.expected] ?? wrongKind);
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      return `it does not have the form that is expected (${issue.format})`;
    case "invalid_value":
      if (issue.input === undefined) return "it is missing";
      return `it should be ${issue.values.length === 1 ? "" : "one of "}${issue.values.join(", ").slice(0, 200)}`;
    case "unrecognized_keys":
      return `it holds what this version does not know: ${issue.keys
        .map((key) => JSON.stringify(key))
        .join(", ")
        .slice(0, 200)}`;
    case "not_multiple_of":
      return `it should be a multiple of ${issue.divisor}`;
    case "invalid_union":
    case "invalid_key":
    case "invalid_element":
    case "custom":
      return wrongKind;
  }
}

const wrongKind = "it is not of the kind that is expected";

const wantedTypes: Readonly<Record<string, string>> = {
  string: "it should be a text",
  number: "it should be a number",
  int: "it should be a whole number",
  boolean: "it should be true or false",
  array: "it should be a list",
  object: "it should be an object",
  record: "it should be an object",
};

function tooSmall({ origin, minimum, inclusive }: Extract<Issue, { readonly code: "too_small" }>): string {
  if (minimum === 1 && (origin === "string" || origin === "array")) return "it is empty";
  if (origin === "string") return `it should have at least ${minimum} characters`;
  if (origin === "array") return `it should have at least ${minimum} entries`;
  return inclusive === false ? `it should be more than ${minimum}` : `it should be at least ${minimum}`;
}

function tooBig({ origin, maximum, inclusive }: Extract<Issue, { readonly code: "too_big" }>): string {
  if (origin === "string") return `it should have at most ${maximum} characters`;
  if (origin === "array") return `it should have at most ${maximum} entries`;
  return inclusive === false ? `it should be less than ${maximum}` : `it should be at most ${maximum}`;
}
