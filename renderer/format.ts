import { locale } from "./texts/texts.ts";

/* Numbers, sizes and times as a person reads them, in the language of the page. */

/** What Intl calls the units of measurements; it does not know others, such as packets. */
const intlUnits: Readonly<Record<string, string>> = {
  ms: "millisecond",
  s: "second",
  min: "minute",
  h: "hour",
  bytes: "byte",
  kB: "kilobyte",
  MB: "megabyte",
  "%": "percent",
};

/** A symbol such as `s` is known to all, but not the one for bytes. */
const spelledOut = new Set(["byte"]);

/** `1,400 bytes`; without a unit the number alone. A no-break space keeps a number and its unit together. */
export function formatNumber(value: number, unit?: string, tag = locale): string {
  const intlUnit = unit === undefined ? undefined : intlUnits[unit];
  const shown = numberFormat(tag, intlUnit).format(value).replaceAll(" ", "\u00a0");
  return unit === undefined || intlUnit !== undefined ? shown : `${shown}\u00a0${unit}`;
}

/** `980 bytes`, `12.3 kB`, `4 MB`, in powers of 1000. */
export function formatSize(sizeBytes: number): string {
  if (sizeBytes < 1000) return formatNumber(sizeBytes, "bytes");
  const [divisor, unit] = sizeBytes < 999_950 ? [1000, "kB"] : [1_000_000, "MB"];
  return formatNumber(Math.round((sizeBytes / divisor) * 10) / 10, unit);
}

/** `40 ms`, `1.4 sec`, `2 min 5 sec`, `13 hr 20 min`; a part that is nothing is left out. */
export function formatDuration(durationMs: number, tag = locale): string {
  if (durationMs < 1000) return formatNumber(Math.round(durationMs), "ms", tag);
  if (durationMs < 10_000) return formatNumber(Math.round(durationMs / 100) / 10, "s", tag);
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return formatNumber(seconds, "s", tag);
  const minutes = Math.round(seconds / 60);
  const parts: readonly (readonly [number, string])[] =
    seconds < 3600
      ? [
          [Math.floor(seconds / 60), "min"],
          [seconds % 60, "s"],
        ]
      : [
          [Math.floor(minutes / 60), "h"],
          [minutes % 60, "min"],
        ];
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => formatNumber(count, unit, tag));
  return durationList(tag).format(shown);
}

/** Whole seconds for a clock that ticks: `0 sec`, `12 sec`, `1 min 4 sec`. */
export function formatElapsed(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  return seconds < 60 ? formatNumber(seconds, "s") : formatDuration(seconds * 1000);
}

/** An ISO time in the person's own time zone, to the minute. A text that is no time is shown as it is. */
export function formatMoment(isoTime: string, tag = locale): string {
  return formatWith(tag, "short", isoTime);
}

/** The same to the second, for evidence. */
export function formatExactMoment(isoTime: string): string {
  return formatWith(locale, "medium", isoTime);
}

const logMoment = new Intl.DateTimeFormat("sv", {
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** `2026-11-23 09:05:00` in the person's own time zone, in every language: in a column, times must stand below each other. */
export function formatLogTime(atMs: number): string {
  return logMoment.format(atMs);
}

/** A moment on an axis: the day where one begins, else the time as exactly as it has to be. */
export function formatTick(moment: Date): string {
  if (moment.getSeconds() > 0) return tickFormat(locale, "second").format(moment);
  const isMidnight = moment.getHours() === 0 && moment.getMinutes() === 0;
  return tickFormat(locale, isMidnight ? "day" : "minute").format(moment);
}

/** A day (`2025-10-13`), the same in every time zone. A text that is none is shown as it is. */
export function formatDay(isoDate: string): string {
  const date = new Date(`${isoDate}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? isoDate : dayFormat(locale).format(date);
}

/** A rate or a ratio with the digits that it deserves: `0.049`, `2.13`, `13.4`; nothing at all is `0`. */
export function formatRate(value: number): string {
  return rateFormat(locale, value === 0 ? 0 : value < 1 ? 3 : value < 10 ? 2 : 1).format(value);
}

function formatWith(tag: string, timeStyle: "short" | "medium", isoTime: string): string {
  const date = new Date(isoTime);
  return Number.isNaN(date.getTime()) ? isoTime : momentFormat(tag, timeStyle).format(date);
}

const momentFormat = perLocale(
  (tag, timeStyle: "short" | "medium") => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle }),
);
const tickForms = {
  day: { day: "numeric", month: "short" },
  minute: { hour: "numeric", minute: "2-digit" },
  second: { hour: "numeric", minute: "2-digit", second: "2-digit" },
} as const;
const tickFormat = perLocale((tag, form: keyof typeof tickForms) => new Intl.DateTimeFormat(tag, tickForms[form]));
const dayFormat = perLocale((tag) => new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" }));
const rateFormat = perLocale(
  (tag, digits: number) => new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const durationList = perLocale((tag) => new Intl.ListFormat(tag, { type: "unit", style: "narrow" }));
const numberFormat = perLocale((tag, unit: string | undefined) => {
  if (unit === undefined) return new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const unitDisplay = spelledOut.has(unit) ? "long" : "short";
  return new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay, maximumFractionDigits: 2 });
});

/** Formats are slow to make: each is made once for a language. */
function perLocale<Choice extends readonly unknown[], Format>(
  make: (tag: string, ...choice: Choice) => Format,
): (tag: string, ...choice: Choice) => Format {
  const made = new Map<string, Format>();
  return (tag, ...choice) => {
    const key = JSON.stringify([tag, ...choice]);
    const format = made.get(key) ?? make(tag, ...choice);
    made.set(key, format);
    return format;
  };
}
