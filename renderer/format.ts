/** Numbers, sizes and times as a person reads them. A no-break space keeps a number and its unit together. */

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** `1,400 bytes`; without a unit the number alone. */
export function formatNumber(value: number, unit?: string): string {
  const shown = number.format(value);
  if (unit === undefined) return shown;
  return unit === "%" ? `${shown}%` : `${shown}\u00a0${unit}`;
}

/** `980 bytes`, `12.3 kB`, `4 MB`, in powers of 1000. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return formatNumber(sizeBytes, "bytes");
  const [divisor, unit] = sizeBytes < 999_950 ? [1000, "kB"] : [1_000_000, "MB"];
  return formatNumber(Math.round((sizeBytes / divisor) * 10) / 10, unit);
}

/** `40 ms`, `1.4 s`, `2 min 5 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return formatNumber(Math.round(durationMs), "ms");
  if (durationMs < 10_000) return formatNumber(Math.round(durationMs / 100) / 10, "s");
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return formatNumber(seconds, "s");
  return `${formatNumber(Math.floor(seconds / 60), "min")} ${formatNumber(seconds % 60, "s")}`;
}

/** Whole seconds for a clock that ticks: `0 s`, `12 s`, `1 min 4 s`. */
export function formatElapsed(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  return seconds < 60 ? formatNumber(seconds, "s") : formatDuration(seconds * 1000);
}

const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const exactMoment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

/** An ISO time in the person's own time zone, to the minute. A text that is no time is shown as it is. */
export function formatMoment(isoTime: string): string {
  return formatWith(moment, isoTime);
}

/** The same to the second, for evidence. */
export function formatExactMoment(isoTime: string): string {
  return formatWith(exactMoment, isoTime);
}

const logMoment = new Intl.DateTimeFormat("sv", {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** `2026-11-23 09:05:00` in the person's own time zone: in a column, times must stand below each other. */
export function formatLogTime(atMs: number): string {
  return logMoment.format(atMs);
}

function formatWith(format: Intl.DateTimeFormat, isoTime: string): string {
  const date = new Date(isoTime);
  return Number.isNaN(date.getTime()) ? isoTime : format.format(date);
}
