import type { Fix } from "../../model/finding.ts";
import type { CommandLabel } from "./products.ts";

/** A command or a piece of configuration, and where it belongs. */
export type Command = readonly [label: CommandLabel, text: string];

/** What a fix is made of; every fix of ours says why it helps. */
export interface FixParts {
  readonly who: Fix["who"];
  readonly title: string;
  readonly why: string;
  readonly steps: readonly string[];
  readonly commands?: readonly Command[];
  /** What may go wrong by it, or what it costs; given wherever something is changed that can be undone. */
  readonly risk?: string;
  readonly undo?: string;
  /** How to see that it worked. */
  readonly verify: string;
}

/** Builds a fix in the form of the report. */
export function fix({ who, title, why, steps, commands = [], risk, undo, verify }: FixParts): Fix {
  return {
    who,
    title,
    why,
    steps: [...steps],
    commands: commands.map(([os, text]) => ({ os, text })),
    ...(risk === undefined ? {} : { risk }),
    ...(undo === undefined ? {} : { undo }),
    verify,
  };
}
