import type { Input } from "./input.ts";
import type { LabelledCase } from "./labelled-case.ts";
import { observe } from "./observe.ts";
import type { Truth } from "./score.ts";

/** A labelled case, observed as a check would. */
export async function caseInput(given: LabelledCase): Promise<Input> {
  const { id, split, truth, source, unusable, expected, alsoTrue } = given;
  const known: Truth = { id, origin: originOf(given), split, truth, source, unusable, expected, alsoTrue };
  return { truth: known, observations: await observe(given) };
}

function originOf({ id, source }: LabelledCase): Truth["origin"] {
  if (source !== undefined) return "thread";
  return id.startsWith("lab/") ? "lab" : "variant";
}
