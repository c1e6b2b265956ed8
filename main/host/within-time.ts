import { failure, success, type Outcome } from "../model/failure.ts";

/**
 * The result of work that cannot be stopped, or `timed-out` after `timeoutMs`, or `unreadable` when it throws. `what`
 * begins the sentence.
 */
export function withinTime<Value>(work: Promise<Value>, timeoutMs: number, what: string): Promise<Outcome<Value>> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve(failure("timed-out", `${what} could not be read within ${timeoutMs} ms.`)),
      timeoutMs,
    );
    void work
      .then(success, () => failure("unreadable", `${what} could not be read.`))
      .then((outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
  });
}
