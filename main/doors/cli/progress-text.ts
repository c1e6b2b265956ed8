import { assertNever } from "../../model/exhaustive.ts";
import type { Progress } from "../../model/progress.ts";
import type { RunStep } from "../../model/report.ts";
import { sayParts } from "../../language/command-label.ts";
import type { Say } from "../../language/say.ts";
import { asItIs } from "./language.ts";
import { columnsOf, padColumns, type Terminal } from "./terminal.ts";

const marks: Readonly<Record<RunStep["outcome"], readonly [mark: string, style: "green" | "red" | "dim" | "yellow"]>> =
  {
    done: ["✓", "green"],
    failed: ["✗", "red"],
    skipped: ["–", "dim"],
    cancelled: ["■", "yellow"],
  };

/** Prints the steps of a check as they end; where a person watches, the running ones stand in the last line. */
export function createProgressPrinter(terminal: Terminal, say: Say = asItIs): (progress: Progress) => void {
  const titles = new Map<string, string>();
  const running = new Set<string>();
  let titleColumns = 0;
  const clear = terminal.live ? "\r\u001b[2K" : "";

  const showRunning = (): void => {
    if (!terminal.live || running.size === 0) return;
    const names = [...running].map((name) => titles.get(name) ?? name).join(", ");
    terminal.write(terminal.paint("dim", `  … ${names}`.slice(0, terminal.widthColumns - 1)));
  };

  return (progress) => {
    switch (progress.kind) {
      case "plan":
        for (const step of progress.steps) titles.set(step.name, say(step.title));
        titleColumns = Math.max(...[...titles.values()].map(columnsOf));
        return;
      case "step-started":
        running.add(progress.name);
        terminal.write(clear);
        showRunning();
        return;
      case "step-ended": {
        const { step, note } = progress;
        running.delete(step.name);
        const [mark, style] = marks[step.outcome];
        const title = padColumns(titles.get(step.name) ?? step.name, titleColumns);
        const text = `${clear}${terminal.paint(style, mark)} ${title} ${terminal.paint("dim", sayParts(note, say))}\n`;
        terminal.write(text);
        showRunning();
        return;
      }
      case "step-note":
      case "measured":
        return;
      default:
        assertNever(progress);
    }
  };
}
