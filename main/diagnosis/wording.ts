const minuteMs = 60_000;
const hourMs = 3_600_000;

/** A duration for people: `45 s`, `59 min 58 s`, `2 h 47 min`. */
export function durationText(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds * 1000 < minuteMs) return `${seconds} s`;
  if (seconds * 1000 < hourMs) return joined(Math.floor(seconds / 60), "min", seconds % 60, "s");
  return joined(Math.floor(seconds / 3600), "h", Math.floor((seconds % 3600) / 60), "min");
}

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

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
