/**
 * How a text departs from the phrase that it is. In other sentences a sentence begins small or has no full stop, and a
 * clause that comes first begins large.
 */
interface ClauseForm {
  readonly first: "as-it-is" | "small" | "large";
  readonly hasNoStop: boolean;
}

/** A phrase that a text may be, and how the text departs from it. */
interface Sentence {
  readonly sentence: string;
  readonly form: ClauseForm;
}

/** What a text may have been before it became a part of another one; the text itself comes first. */
export function sentencesOf(text: string): readonly Sentence[] {
  const [first, rest] = [text.charAt(0), text.slice(1)] as const;
  const turned = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  const turnedForm = turned === turned.toUpperCase() ? "small" : "large";
  const hasOtherCase = turned !== first;
  const stops = text.endsWith(".") ? [false] : [false, true];
  return stops.flatMap((hasNoStop): readonly Sentence[] => {
    const end = hasNoStop ? "." : "";
    return [
      { sentence: `${text}${end}`, form: { first: "as-it-is", hasNoStop } },
      ...(hasOtherCase
        ? [{ sentence: `${turned}${rest}${end}`, form: { first: turnedForm, hasNoStop } } as const]
        : []),
    ];
  });
}

/** A translated phrase in the form that the English text had. */
export function clauseOf(
  sentence: string,
  { first, hasNoStop }: ClauseForm,
  { fullStop, lowersClauses }: { readonly fullStop: string; readonly lowersClauses: boolean },
): string {
  const open = hasNoStop && sentence.endsWith(fullStop) ? sentence.slice(0, -fullStop.length) : sentence;
  if (first === "large") return `${open.charAt(0).toUpperCase()}${open.slice(1)}`;
  // A word in capitals is an abbreviation, and stays one.
  const isAbbreviation = /^\p{Lu}[\p{Lu}\d-]/u.test(open);
  return first === "small" && lowersClauses && !isAbbreviation
    ? `${open.charAt(0).toLowerCase()}${open.slice(1)}`
    : open;
}
