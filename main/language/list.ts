const between = ", ";
const last = " and ";

/** Lists of more parts than this are looked at by their separators alone. */
const maxParts = 24;

/**
 * The parts of an English list (`a`, `a and b`, `a, b and c`). A part that is known may itself hold a comma or an "and";
 * where no way to cut it leaves known parts alone, every separator counts.
 */
export function partsOf(text: string, isKnown: (part: string) => boolean): readonly string[] {
  return knownPartsOf(text, isKnown) ?? plainPartsOf(text);
}

/**
 * The parts where all of them are known, else null. The text is cut where it can be: a part with brackets at its end, of
 * which there are several, could else be taken for one.
 */
export function knownPartsOf(text: string, isKnown: (part: string) => boolean): readonly string[] | null {
  for (let cut = text.lastIndexOf(last); cut > 0; cut = text.lastIndexOf(last, cut - 1)) {
    const tail = text.slice(cut + last.length);
    if (!isKnown(tail)) continue;
    const head = knownHead(text.slice(0, cut).split(between), isKnown);
    if (head !== null) return [...head, tail];
  }
  return isKnown(text) ? [text] : null;
}

/** Pieces between commas put together to known parts, as many as there can be. */
function knownHead(pieces: readonly string[], isKnown: (part: string) => boolean): readonly string[] | null {
  if (pieces.length > maxParts) return null;
  let rests: readonly (readonly string[] | null)[] = [[]];
  for (let start = pieces.length - 1; start >= 0; start -= 1) {
    rests = [restFrom(pieces.slice(start), rests, isKnown), ...rests];
  }
  return rests[0] ?? null;
}

/** @param rests the parts of what follows the first piece, the second one, and so on */
function restFrom(
  pieces: readonly string[],
  rests: readonly (readonly string[] | null)[],
  isKnown: (part: string) => boolean,
): readonly string[] | null {
  for (const [index, rest] of rests.entries()) {
    const part = pieces.slice(0, index + 1).join(between);
    if (rest !== null && isKnown(part)) return [part, ...rest];
  }
  return null;
}

function plainPartsOf(text: string): readonly string[] {
  const cut = text.lastIndexOf(last);
  return cut === -1 ? [text] : [...text.slice(0, cut).split(between), text.slice(cut + last.length)];
}

/** A list in the way of a language. */
export function listOf(parts: readonly string[], words: { readonly between: string; readonly last: string }): string {
  return parts.length < 2
    ? parts.join("")
    : `${parts.slice(0, -1).join(words.between)}${words.last}${parts.at(-1) ?? ""}`;
}
