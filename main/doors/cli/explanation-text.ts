import type { CallOutput } from "../../api/contract.ts";
import type { Say } from "../../language/say.ts";
import { wrap, type Terminal } from "./terminal.ts";

/** How a finding comes about, as a person reads it. */
export function explanationText(explanation: CallOutput<"diagnose.explain">, terminal: Terminal, say: Say): string {
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
    ["Hides", say(hides.length === 0 ? "Nothing." : `${hides.join(", ")}, which are mere consequences of it.`)],
  ];
  return [
    terminal.paint("bold", `${title} ${terminal.paint("dim", `[${code}]`)}`),
    ...rows.map(([name, text]) => wrap(text, width, `  ${say(name).padEnd(16)}`)),
    "",
  ].join("\n");
}

/** An explanation with each of its texts said anew. */
export function mapExplanationTexts(
  explanation: CallOutput<"diagnose.explain">,
  say: Say,
): CallOutput<"diagnose.explain"> {
  const { title, plain, expert, needs, evidenceFor, evidenceAgainst, limits, certainWhen } = explanation;
  return {
    ...explanation,
    title: say(title),
    plain: say(plain),
    expert: say(expert),
    needs: say(needs),
    evidenceFor: say(evidenceFor),
    evidenceAgainst: say(evidenceAgainst),
    limits: say(limits),
    certainWhen: say(certainWhen),
  };
}
