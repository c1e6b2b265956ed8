import type { CallInput, CallOutput, LogEvent, Outcome } from "../../main/api/contract.ts";
import type { Bridge } from "./bridge.ts";

type Page = CallOutput<"logs.read">;

/** As many as one call hands out. */
const pageSize = 5000;

/**
 * Reads all events of a reading, page by page. Each outcome holds all events up to then, and how many there will be; it
 * ends after the last page, after a failure, or when `signal` aborts.
 */
export async function* readEventPages(
  bridge: Bridge,
  logs: CallInput<"logs.read">["logs"],
  signal: AbortSignal,
): AsyncGenerator<Outcome<Page>> {
  let events: readonly LogEvent[] = [];
  let from = logs;
  for (;;) {
    const page: Outcome<Page> = await bridge.call(
      "logs.read",
      { logs: from, offset: events.length, limit: pageSize },
      { signal },
    );
    if (signal.aborted) return;
    if (!page.ok) {
      yield page;
      return;
    }
    events = [...events, ...page.value.events];
    yield { ok: true, value: { ...page.value, events: [...events] } };
    if (events.length >= page.value.total || page.value.events.length === 0) return;
    from = { readingId: page.value.readingId };
  }
}
