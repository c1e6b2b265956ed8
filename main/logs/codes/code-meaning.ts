import type { FindingCode } from "../../model/finding.ts";

/** What a number in a log means, and how far it goes. */
export interface CodeMeaning {
  /** As logs print it. */
  readonly code: string;
  readonly symbol: string;
  readonly meaning: string;
  /** Every cause that is known to end in this code; none where the code names no fault. */
  readonly mayBe: readonly FindingCode[];
  /** What has to be found out beside the code before a cause can be named. */
  readonly cannotTell?: string;
}

/** A code in short notation. */
export function code(
  number: number,
  symbol: string,
  meaning: string,
  mayBe: readonly FindingCode[] = [],
  cannotTell?: string,
): CodeMeaning {
  return { code: String(number), symbol, meaning, mayBe, ...(cannotTell === undefined ? {} : { cannotTell }) };
}

/** Finds codes of a table by their number. */
export function codeIndex(codes: readonly CodeMeaning[]): (number: string) => CodeMeaning | undefined {
  const byNumber = new Map(codes.map((entry) => [entry.code, entry]));
  return (number) => byNumber.get(number);
}
