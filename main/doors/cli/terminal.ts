import { styleText } from "node:util";

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Where text for people goes: the one place that knows about colours, widths and streams. */
export interface Terminal {
  readonly paint: (style: Style | readonly Style[], text: string) => string;
  readonly widthColumns: number;
  /** True when a person watches, so that a line may be rewritten. */
  readonly live: boolean;
  readonly write: (text: string) => void;
}

const widestColumns = 100;

/** A terminal over a stream; colours only where a person sees them and did not switch them off (NO_COLOR). */
export function createTerminal(stream: NodeJS.WriteStream): Terminal {
  return {
    paint: (style, text) => styleText([...(typeof style === "string" ? [style] : style)], text, { stream }),
    widthColumns: Math.min(stream.isTTY ? stream.columns : widestColumns, widestColumns),
    live: stream.isTTY,
    write: (text) => void stream.write(text),
  };
}

/** Characters that take two columns of a terminal (Unicode Standard Annex #11: wide and fullwidth). */
const wide =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\u3000-\\u303f\\u30fb\\u30fc\\uff01-\\uff60\\uffe0-\\uffe6";
const wideCharacter = new RegExp(`[${wide}]`, "gu");

/** Marks that no line begins with, and those that none ends with (JIS X 4051). */
const closing = "、。，．：；！？）」』】〉》・ーっゃゅょッャュョ";
const opening = "（「『【〈《";
/** What stays together: a wide character with its marks, or what stands between two of them. */
const piece = new RegExp(`[${opening}]*(?:[${wide}]|[^${wide}]+)[${closing}]*`, "gu");

/** Spaces that keep words together (French has them before colons) are part of a word. */
const breakingSpace = /[^\S\u00a0\u202f]+/;

/** How many columns a text takes. */
export function columnsOf(text: string): number {
  return text.length + (text.match(wideCharacter)?.length ?? 0);
}

/** As `padEnd` and `padStart`, in columns. */
export function padColumns(text: string, columns: number, side: "start" | "end" = "end"): string {
  const blank = " ".repeat(Math.max(0, columns - columnsOf(text)));
  return side === "end" ? `${text}${blank}` : `${blank}${text}`;
}

/**
 * Breaks `text` at spaces, and where it is written without them between its characters; the first line starts with `first`,
 * the others with as many spaces.
 */
export function wrap(text: string, widthColumns: number, first = ""): string {
  const firstColumns = columnsOf(first);
  const indent = " ".repeat(firstColumns);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(breakingSpace)) {
    let gap = line === "" ? "" : " ";
    for (const part of word.match(piece) ?? []) {
      if (line !== "" && firstColumns + columnsOf(`${line}${gap}${part}`) > widthColumns) {
        lines.push(line);
        line = part;
      } else line += `${gap}${part}`;
      gap = "";
    }
  }
  lines.push(line);
  return lines.map((part, index) => (index === 0 ? first : indent) + part).join("\n");
}
