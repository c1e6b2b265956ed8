/** What was seen, each beside what is known beforehand. */
export type Facts = readonly (readonly [what: string, seen: unknown, expected: unknown])[];

/** What is not as it should be, each as a sentence. */
export const differences = (facts: Facts): readonly string[] =>
  facts.flatMap(([what, seen, expected]) =>
    JSON.stringify(seen) === JSON.stringify(expected)
      ? []
      : [`${what} is ${seen === undefined ? "missing" : JSON.stringify(seen)}, not ${JSON.stringify(expected)}`],
  );
