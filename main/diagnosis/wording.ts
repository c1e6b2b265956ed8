/** `1 drop`, `3 drops`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listText(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** Text from a log or the network, fit to be quoted: one line, no control characters, at most 200 characters. */
export function quoted(text: string): string {
  const oneLine = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return oneLine.length <= 200 ? oneLine : `${oneLine.slice(0, 199)}…`;
}

/** The middle value of a non-empty list (the lower one of two), undefined for an empty one. */
export function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}
