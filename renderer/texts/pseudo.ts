import { en, type Texts } from "./en.ts";

const accented: Readonly<Record<string, string>> = {
  ...{ a: "á", b: "ƀ", c: "ç", d: "ð", e: "é", f: "ƒ", g: "ĝ", h: "ĥ", i: "î", j: "ĵ", k: "ķ", l: "ļ", m: "ɱ" },
  ...{ n: "ñ", o: "ö", p: "þ", q: "ǫ", r: "ŕ", s: "š", t: "ţ", u: "û", v: "ṽ", w: "ŵ", x: "ẋ", y: "ý", z: "ž" },
  ...{ A: "Å", B: "Ɓ", C: "Ç", D: "Ð", E: "É", F: "Ƒ", G: "Ĝ", H: "Ĥ", I: "Î", J: "Ĵ", K: "Ķ", L: "Ļ", M: "Ṁ" },
  ...{ N: "Ñ", O: "Ö", P: "Þ", Q: "Ǫ", R: "Ŕ", S: "Š", T: "Ţ", U: "Û", V: "Ṽ", W: "Ŵ", X: "Ẋ", Y: "Ý", Z: "Ž" },
};

/** Translations into German or French are about so much longer than the English original. */
const growth = 0.4;

/** Where the values of a sentence stand while its words are changed: private use characters, one for each value. */
const firstSlot = 0xe000;

/** English with accents, 40 % longer and in brackets: whatever is on the page without them is not in the catalogue. */
export const pseudo: Texts = pseudoOf(en) as Texts;

function pseudoOf(value: unknown): unknown {
  if (typeof value === "string") return pseudoText(value);
  if (Array.isArray(value)) return value.map(pseudoOf);
  if (typeof value === "function") return pseudoFunction(value as (...parameters: readonly unknown[]) => unknown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pseudoOf(part)]));
}

/** The function with its words changed, and the texts that it is given left as they are. */
function pseudoFunction(sentence: (...parameters: readonly unknown[]) => unknown) {
  return (...parameters: readonly unknown[]): unknown => {
    const values: string[] = [];
    const slotFor = (parameter: unknown): unknown => {
      if (Array.isArray(parameter)) return parameter.map(slotFor);
      if (typeof parameter !== "string" || parameter === "") return parameter;
      values.push(parameter);
      return String.fromCharCode(firstSlot + values.length - 1);
    };
    const fill = (result: unknown): unknown => {
      if (Array.isArray(result)) return result.map(fill);
      if (typeof result !== "string") return result;
      return pseudoText(result).replace(/[\ue000-\uf8ff]/g, (slot) => values[slot.charCodeAt(0) - firstSlot] ?? slot);
    };
    return fill(sentence(...parameters.map(slotFor)));
  };
}

function pseudoText(text: string): string {
  if (text === "") return text;
  // In words of usual length, because lines break between words.
  const longer = "~~~~~ ".repeat(Math.ceil((text.length * growth) / 6)).trim();
  return `[${text.replace(/[A-Za-z]/g, (letter) => accented[letter] ?? letter)} ${longer}]`;
}
