const minuteMs = 60_000;
const hourMs = 3_600_000;

/** A duration for people: `45 s`, `59 min 58 s`, `2 h 47 min`. */
export function durationText(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  if (seconds * 1000 < minuteMs) return `${seconds} s`;
  if (seconds * 1000 < hourMs) return joined(Math.floor(seconds / 60), "min", seconds % 60, "s");
  return joined(Math.floor(seconds / 3600), "h", Math.floor((seconds % 3600) / 60), "min");
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
