import { failure, success, type Outcome } from "../../model/failure.ts";

const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads `90s`, `30m`, `12h`, `7d` or `2w` as ms. */
export function parseDuration(text: string): Outcome<number> {
  const match = /^(?<count>\d{1,6})(?<unit>[smhdw])$/.exec(text.trim());
  const count = Number(match?.groups?.["count"]);
  const factor = unitMs[match?.groups?.["unit"] ?? ""];
  if (factor === undefined || !(count > 0)) {
    return failure("invalid-input", `"${text}" is not a duration; write for example 12h or 7d`);
  }
  return success(count * factor);
}
