import type { Clock } from "../../model/ports/clock.ts";
import type { StreamCommand } from "../log-sources/stream-command.ts";

interface HintTools {
  readonly run: StreamCommand;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** What the program gets to read. */
  readonly input?: string;
}

/** A program that ends by itself is started again, but not faster than this. */
const restartMs = 5_000;

/**
 * Passes on everything that a program prints as a hint, until `signal` aborts. A program that is not installed gives none: then the
 * poll of whoever watches has to do.
 */
export async function programHints(
  [program, ...args]: readonly [string, ...string[]],
  tell: (printed: Uint8Array) => void,
  { run, clock, signal, input }: HintTools,
): Promise<void> {
  while (!signal.aborted) {
    const { output, ended, stop } = run(program, args, signal, input);
    try {
      for await (const bytes of output) if (bytes.length > 0) tell(bytes);
    } catch {
      // A stopped program breaks its output off; how it ended says what to do.
    } finally {
      stop();
    }
    if ((await ended).kind === "not-installed") return;
    await clock.sleep(restartMs, signal);
  }
}
