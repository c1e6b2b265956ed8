import type { ParsedInput } from "./contract.ts";

type Preview = ParsedInput<"bundle.preview">;

/** Logs that leave whole are part of the log lines that a person may leave out. */
export function chosenLogs({ without, wholeLogs: paths, ...choice }: Preview): Preview {
  return { ...choice, without, wholeLogs: without.includes("logs") ? [] : paths };
}
