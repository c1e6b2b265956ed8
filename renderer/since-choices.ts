import { texts } from "./texts/texts.ts";

interface SinceChoice {
  readonly days: number;
  readonly label: string;
}

/** How far back logs may be read, as a choice: the usual ones, and the present one where it is another. */
export function sinceChoices(usual: readonly SinceChoice[], present: number): readonly SinceChoice[] {
  return usual.some(({ days }) => days === present)
    ? usual
    : [...usual, { days: present, label: texts.settings.days(present) }].toSorted(
        (one, other) => one.days - other.days,
      );
}
