/** A text for each plural category that a language has (Unicode CLDR); `{n}` stands for the number. */
type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** How a language writes numbers and plurals in its sentences. */
interface Wording {
  /** `12,000` */
  readonly number: (value: number) => string;
  /** `plural(2, { one: "{n} step", other: "{n} steps" })` is `2 steps`. */
  readonly plural: (count: number, forms: PluralForms) => string;
  /** `names, addresses, ports` */
  readonly list: (parts: readonly string[]) => string;
}

/** @param language a BCP 47 tag, such as `de` */
export function createWording(language: string): Wording {
  const numbers = new Intl.NumberFormat(language);
  const rules = new Intl.PluralRules(language);
  const lists = new Intl.ListFormat(language, { type: "unit", style: "short" });
  return {
    number: (value) => numbers.format(value),
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll("{n}", numbers.format(count)),
    list: (parts) => lists.format(parts),
  };
}
