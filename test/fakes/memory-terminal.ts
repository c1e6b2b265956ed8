import type { Terminal } from "../../main/doors/cli/terminal.ts";

/** A terminal without colours that keeps what was written. */
export function memoryTerminal(widthColumns = 100): Terminal & { readonly text: () => string } {
  let text = "";
  return {
    paint: (_style, part) => part,
    widthColumns,
    live: false,
    write: (part) => (text += part),
    text: () => text,
  };
}
