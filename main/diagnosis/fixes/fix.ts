import type { Fix } from "../../model/finding.ts";

/** A command or a piece of configuration, and where it belongs. The text before any bracket is the system. */
type Command = readonly [os: string, text: string];

/** What a fix is made of; every fix of ours says why it helps. */
export interface FixParts {
  readonly who: Fix["who"];
  readonly title: string;
  readonly why: string;
  readonly steps: readonly string[];
  readonly commands?: readonly Command[];
  readonly undo?: string;
  /** How to see that it worked. */
  readonly verify: string;
}

/** Builds a fix in the form of the report. */
export function fix({ who, title, why, steps, commands = [], undo, verify }: FixParts): Fix {
  return {
    who,
    title,
    why,
    steps: [...steps],
    commands: commands.map(([os, text]) => ({ os, text })),
    ...(undo === undefined ? {} : { undo }),
    verify,
  };
}
