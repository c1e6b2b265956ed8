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

/** Breaks `text` at spaces; the first line starts with `first`, the others with as many spaces. */
export function wrap(text: string, widthColumns: number, first = ""): string {
  const indent = " ".repeat(first.length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && first.length + line.length + 1 + word.length > widthColumns) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((part, index) => (index === 0 ? first : indent) + part).join("\n");
}
