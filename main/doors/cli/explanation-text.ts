import type { CallOutput } from "../../api/contract.ts";
import { wrap, type Terminal } from "./terminal.ts";

/** How a finding comes about, as a person reads it. */
export function explanationText(explanation: CallOutput<"diagnose.explain">, terminal: Terminal): string {
  const { code, title, plain, expert, needs, evidenceFor, evidenceAgainst, limits, certainWhen, hides } = explanation;
  const width = terminal.widthColumns;
  const rows: readonly (readonly [name: string, text: string])[] = [
    ["In plain words", plain],
    ["For experts", expert],
    ["It needs", needs],
    ["Speaks for it", evidenceFor],
    ["Against it", evidenceAgainst],
    ["Its limits", limits],
    ["Certain when", certainWhen],
    ["Hides", hides.length === 0 ? "Nothing." : `${hides.join(", ")}, which are mere consequences of it.`],
  ];
  return [
    terminal.paint("bold", `${title} ${terminal.paint("dim", `[${code}]`)}`),
    ...rows.map(([name, text]) => wrap(text, width, `  ${name.padEnd(16)}`)),
    "",
  ].join("\n");
}
