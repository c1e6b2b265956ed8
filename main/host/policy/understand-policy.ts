import type { z } from "zod";
import { inOurWords } from "../../model/issue-text.ts";
import { distrustedPolicy, policyFileSchema, policyFrom, policySchemaId, type Policy } from "../../model/policy.ts";

/**
 * What the values of a policy come to. A value that is not valid makes the whole policy one that is not trusted: to leave
 * it out could allow what it forbids.
 *
 * @param values as they stand in the file, without the name of the schema where its form has none
 */
export function understandPolicy(source: string, values: unknown): Policy {
  const isObject = typeof values === "object" && values !== null && !Array.isArray(values);
  const parsed = policyFileSchema.safeParse(isObject ? { schema: policySchemaId, ...values } : values, inOurWords);
  return parsed.success ? policyFrom(source, parsed.data) : distrustedPolicy(source, sentenceOf(source, parsed.error));
}

/**
 * As `understandPolicy`, from JSON.
 *
 * @param isLeftOut names that stand beside the settings in this form of a policy
 */
export function understandPolicyText(
  source: string,
  text: string,
  isLeftOut: (name: string) => boolean = () => false,
): Policy {
  let values: unknown;
  try {
    // Some editors of Windows put a byte order mark in front.
    values = JSON.parse(text.replace(/^\u{feff}/u, ""));
  } catch {
    return distrustedPolicy(source, `The policy of your organisation (${source}) is no valid JSON.`);
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) return understandPolicy(source, values);
  return understandPolicy(source, Object.fromEntries(Object.entries(values).filter(([name]) => !isLeftOut(name))));
}

function sentenceOf(source: string, { issues: [issue] }: z.core.$ZodError): string {
  const place = issue === undefined || issue.path.length === 0 ? "" : `, at "${issue.path.map(String).join(".")}"`;
  return `The policy of your organisation (${source}) is not valid${place}: ${issue?.message ?? "unknown"}.`;
}
