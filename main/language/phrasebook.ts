import type { Language } from "../model/language.ts";
import type { Catalogue } from "./catalogue.ts";
import { clauseOf, sentencesOf } from "./clause.ts";
import { knownPartsOf, listOf, partsOf } from "./list.ts";
import { createPhraseIndex } from "./phrase-lookup.ts";
import {
  fillTemplate,
  isValueOf,
  weightOf,
  matchTemplate,
  parseTemplate,
  type Placeholder,
  type PlaceholderKind,
  type Template,
} from "./template.ts";

/** The phrases of one language. */
export interface Phrasebook {
  readonly language: Language;
  /** The text in the language; a text that no phrase gives stays as it is. */
  readonly say: (text: string) => string;
  /** The English templates that give a text and say most of it themselves. More than one is a fault of the phrases. */
  readonly templatesOf: (text: string) => readonly string[];
}

/** Longer texts are no phrases of ours. */
const maxCharacters = 4_000;
/** How deep a phrase may stand in others. */
const maxDepth = 5;
/** Texts that are remembered with what became of them: a report says many things more than once. */
const rememberedAtMost = 4_000;

/** In these places stand only texts that have a template of their own. */
const knownOnly: ReadonlySet<PlaceholderKind> = new Set<PlaceholderKind>(["phrase", "sentence"]);
/** In these places stand texts that are said in the language where they have a template. */
const mayBeSaid: ReadonlySet<PlaceholderKind> = new Set<PlaceholderKind>([...knownOnly, "value"]);

/** A full stop that is not there is none that a phrase says, and a phrase as it is goes before one that is not. */
function departureOf({ first, hasNoStop }: Match["form"]): number {
  return (hasNoStop ? 2 : 0) + (first === "as-it-is" ? 0 : 1);
}

function isWhole({ entry, form }: Match): boolean {
  return entry.english.placeholders.length === 0 && departureOf(form) === 0;
}

interface Entry {
  readonly english: Template;
  readonly translated: Template;
}

/** A template that gives a text, with the values in the order of the English text. */
interface Match {
  readonly entry: Entry;
  readonly values: readonly string[];
  /** How much of the text is said by the template and the phrases in it. */
  readonly weight: number;
  readonly form: ReturnType<typeof sentencesOf>[number]["form"];
}

/** Makes the phrases of a language ready to be looked up. */
export function createPhrasebook(catalogue: Catalogue): Phrasebook {
  const entries = Object.entries(catalogue.phrases).map(([english, translated]): Entry => ({
    english: parseTemplate(english),
    translated: parseTemplate(translated),
  }));
  const index = createPhraseIndex(entries);
  const remembered = new Map<string, readonly Match[]>();

  function matchesOf(text: string, depth: number): readonly Match[] {
    if (text.length > maxCharacters || depth > maxDepth) return [];
    const known = remembered.get(`${depth} ${text}`);
    if (known !== undefined) return known;
    const found = bestMatches(text, depth);
    if (remembered.size >= rememberedAtMost) remembered.clear();
    remembered.set(`${depth} ${text}`, found);
    return found;
  }

  /**
   * Of the templates that give a text, those that say most of it, with what stands in their places. A name may be
   * anything, and would else swallow a sentence that another template understands.
   */
  function bestMatches(text: string, depth: number): readonly Match[] {
    const found: Match[] = [];
    for (const { sentence, form } of sentencesOf(text)) {
      const matches = matchesOfForm(sentence, form, depth);
      // A phrase that is the whole text cannot be bettered.
      if (matches.some(isWhole)) return matches.filter(isWhole);
      found.push(...matches);
    }
    const best = Math.max(...found.map(({ weight }) => weight));
    return found.filter(({ weight }) => weight === best);
  }

  function matchesOfForm(sentence: string, form: Match["form"], depth: number): readonly Match[] {
    const accepts = ({ kind }: Placeholder, value: string): boolean =>
      isValueOf(kind, value) && (!knownOnly.has(kind) || matchesOf(value, depth + 1).length > 0);
    const candidates = index.candidates(sentence);
    const whole = candidates.filter(({ english }) => english.placeholders.length === 0);
    return (whole.length > 0 ? whole : candidates).flatMap((entry): readonly Match[] => {
      const values = matchTemplate(entry.english, sentence, accepts);
      if (values === null) return [];
      return [{ entry, values, form, weight: weightWithin(entry.english, values, depth) - departureOf(form) }];
    });
  }

  /** What a template says of a text by itself, and what the phrases say that stand in its places. */
  function weightWithin(english: Template, values: readonly string[], depth: number): number {
    return english.placeholders.reduce(
      (sum, { kind }, at) => sum + weightOfValue(kind, values[at] ?? "", depth + 1),
      weightOf(english),
    );
  }

  function weightOfValue(kind: Placeholder["kind"], value: string, depth: number): number {
    const phrases = kind === "list" ? partsOf(value, isKnown) : mayBeSaid.has(kind) ? [value] : [];
    // A little less than the words of a template itself: a whole sentence goes before the same one in parts.
    return phrases.reduce((sum, phrase) => sum + Math.max(0, (matchesOf(phrase, depth)[0]?.weight ?? 0) - 0.5), 0);
  }

  function isKnown(text: string): boolean {
    return matchesOf(text, 1).length > 0;
  }

  function say(text: string, depth: number): string {
    const [match] = matchesOf(text, depth);
    if (match === undefined) {
      const parts = depth === 0 ? knownPartsOf(text, isKnown) : null;
      return parts === null
        ? text
        : listOf(
            parts.map((part) => say(part, 1)),
            catalogue.list,
          );
    }
    const { entry, values, form } = match;
    const said = entry.english.placeholders.map(
      ({ name, kind }, at) => [name, sayValue(kind, values[at] ?? "", depth + 1)] as const,
    );
    return clauseOf(fillTemplate(entry.translated, new Map(said)), form, catalogue);
  }

  function sayValue(kind: Placeholder["kind"], value: string, depth: number): string {
    if (mayBeSaid.has(kind)) return say(value, depth);
    if (kind !== "list") return value;
    return listOf(
      partsOf(value, isKnown).map((part) => say(part, depth)),
      catalogue.list,
    );
  }

  return {
    language: catalogue.language,
    say: (text) => say(text, 0),
    templatesOf: (text) => {
      const direct = matchesOf(text, 0);
      if (direct.length > 0) return direct.map(({ entry }) => entry.english.source);
      return (text.length <= maxCharacters ? (knownPartsOf(text, isKnown) ?? []) : []).slice(0, 1);
    },
  };
}
