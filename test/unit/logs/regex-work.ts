/**
 * Finds what could make a pattern take more steps than a message has characters times a constant. It reads the subset of
 * regular expressions that the tables are written in, and complains about anything outside it.
 */
export function regexHazards(source: string): readonly string[] {
  const hazards: string[] = [];
  const anchored = source.startsWith("^");
  let unbounded = 0;
  let index = 0;
  /** For each open group: whether it holds a repetition of its own that could multiply. */
  const groups: boolean[] = [];

  const noteRepetition = (): void => {
    for (let depth = 0; depth < groups.length; depth += 1) groups[depth] = true;
  };

  while (index < source.length) {
    const character = source.charAt(index);
    if (character === "(") {
      groups.push(false);
      index += 1;
      if (source.charAt(index) === "?") index += /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(source.slice(index))?.[0].length ?? 1;
      continue;
    }
    let closedGroupRepeats = false;
    if (character === ")") {
      closedGroupRepeats = groups.pop() ?? false;
      index += 1;
    } else {
      index += atomLength(source, index);
    }
    const repetition = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(source.slice(index))?.[0];
    if (repetition === undefined) continue;
    index += repetition.length;
    const most = mostRepeats(repetition);
    if (most <= 1) continue;
    if (closedGroupRepeats) hazards.push(`a repetition inside a repeated group, at ${index}`);
    noteRepetition();
    if (most === Infinity) {
      unbounded += 1;
      const atEnd = /^\)*\$?\)*$/.test(source.slice(index));
      if (!anchored && !atEnd) hazards.push(`an unbounded repetition in a pattern without ^, at ${index}`);
    } else if (most > 512) hazards.push(`a bound above 512, at ${index}`);
  }
  if (unbounded > 1) hazards.push("more than one unbounded repetition");
  if (!anchored && /^(?:\(\?<\w+>|\(\?:)*(?:\\[wdsS]|\[|\.)/.test(source) && unboundedStart(source)) {
    hazards.push("no ^ and a repeated class at the start");
  }
  return hazards;
}

function unboundedStart(source: string): boolean {
  return /^(?:\(\?<\w+>|\(\?:)*(?:\\[wdsS]|\[[^\]]*\]|\.)[*+]/.test(source);
}

function atomLength(source: string, index: number): number {
  if (source.charAt(index) === "\\") return 2;
  if (source.charAt(index) !== "[") return 1;
  const close = /^\[(?:\\.|[^\]\\])*\]/.exec(source.slice(index));
  return close?.[0].length ?? 1;
}

function mostRepeats(repetition: string): number {
  if (repetition.startsWith("?")) return 1;
  if (!repetition.startsWith("{")) return Infinity;
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(repetition) ?? [];
  // A fixed count leaves no choice, so it multiplies nothing.
  if (comma === "") return Number(least) > 512 ? Number(least) : 1;
  return most === "" ? Infinity : Number(most);
}
