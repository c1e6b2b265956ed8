import type { Say } from "./say.ts";

/** Says one text, or several with commas between them. What is but a name has no phrase, and stays. */
export function sayParts(text: string, say: Say): string {
  const whole = say(text);
  return whole === text ? text.split(", ").map(say).join(", ") : whole;
}

/** What commands are for, said anew: a product, and in brackets where in it, such as `Windows (as administrator)`. */
export function mapCommandLabel(label: string, say: Say): string {
  const [, product = label, details] = /^(.*?) \((.*)\)$/.exec(label) ?? [];
  return details === undefined ? say(product) : `${say(product)} (${sayParts(details, say)})`;
}
