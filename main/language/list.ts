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

/** The parts where all of them are known, else null. */
export function knownPartsOf(text: string, isKnown: (part: string) => boolean): readonly string[] | null {
  if (isKnown(text)) return [text];
  for (let cut = text.lastIndexOf(last); cut > 0; cut = text.lastIndexOf(last, cut - 1)) {
    const tail = text.slice(cut + last.length);
    if (!isKnown(tail)) continue;
    const head = knownHead(text.slice(0, cut).split(between), isKnown);
    if (head !== null) return [...head, tail];
  }
  return null;
}

/** Pieces between commas put together to known parts, from left to right, the longest first. */
function knownHead(pieces: readonly string[], isKnown: (part: string) => boolean): readonly string[] | null {
  if (pieces.length > maxParts) return null;
  const parts: string[] = [];
  for (let start = 0; start < pieces.length;) {
    let end = pieces.length;
    while (end > start && !isKnown(pieces.slice(start, end).join(between))) end -= 1;
    if (end === start) return null;
    parts.push(pieces.slice(start, end).join(between));
    start = end;
  }
  return parts;
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
