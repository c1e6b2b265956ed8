import { describe, expect, it } from "vitest";
import { createMetNames } from "../../../main/api/met-names.ts";
import { createLogHandlers } from "../../../main/api/log-handlers.ts";
import { contract } from "../../../main/api/contract.ts";
import { emptyNetwork } from "../../../main/checkup/fallbacks.ts";
import { dropIdOf, type HistoryRecord } from "../../../main/model/history.ts";
import type { LogQuery } from "../../../main/model/ports/logs.ts";
import type { World } from "../../../main/model/ports/world.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

const nowMs = Date.parse("2026-12-01T00:00:00Z");

const lines = [0, 1, 2].flatMap((hour) => [
  `2026-11-30T0${hour}:00:00Z pc openvpn[7]: Initialization Sequence Completed`,
  `2026-11-30T0${hour}:50:00Z pc openvpn[7]: [gw] Inactivity timeout (--ping-restart), restarting`,
]);

/** A world whose logs are these lines; every reading is noted. */
function worldOf(text: readonly string[], { hangs = false, records = [] as readonly HistoryRecord[] } = {}) {
  const queries: LogQuery[] = [];
  const world: Pick<World, "clock" | "random" | "logs" | "history"> = {
    history: { read: async () => ({ records, notes: [] }) },
    clock: {
      wallMs: () => nowMs,
      monotonicMs: () => 0,
      // Time is over at once where the log never ends.
      sleep: async (_ms, signal) => {
        if (!hangs && signal !== undefined && !signal.aborted) {
          await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        }
      },
    },
    random: createSeededRandom(1),
    logs: {
      utcOffsetMinutes: () => 0,
      read: async function* (query, signal) {
        queries.push(query);
        yield {
          kind: "lines",
          lines: text.map((line, index) => ({ text: line, source: "a.log", lineNumber: index + 1 })),
        };
        if (hangs && signal?.aborted !== true) {
          await new Promise((resolve) => signal?.addEventListener("abort", resolve, { once: true }));
        }
        yield { kind: "source", result: { source: "a.log", outcome: "read", linesRead: text.length } };
      },
    },
  };
  const handlers = createLogHandlers({
    world: () => world as World,
    logSources: () => [],
    run: () => undefined,
    metNames: createMetNames(),
  });
  return { handlers, queries };
}

const context = { signal: new AbortController().signal, emit: () => undefined };

function readInput(input: object) {
  return contract["logs.read"].input.parse(input);
}

describe("logs.read", () => {
  it("reads once and turns pages in what it read", async () => {
    const { handlers, queries } = worldOf(lines);
    const first = await handlers["logs.read"](readInput({ logs: {}, limit: 4 }), context);
    if (!first.ok) throw new Error(first.error.message);
    expect(first.value).toMatchObject({ total: 6, linesRead: 6, unknownLines: 0 });
    expect(first.value.events).toHaveLength(4);
    const logs = { readingId: first.value.readingId };
    const second = await handlers["logs.read"](readInput({ logs, offset: 4, limit: 4 }), context);
    expect(second).toMatchObject({ ok: true, value: { total: 6, readingId: first.value.readingId } });
    expect(second.ok && second.value.events.map(({ event }) => event)).toEqual(["session_connected", "dpd_timeout"]);
    expect(queries).toHaveLength(1);
  });

  it("keeps the last two readings", async () => {
    const { handlers } = worldOf(lines);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const read = await handlers["logs.read"](readInput({ logs: {} }), context);
      if (read.ok) ids.push(read.value.readingId);
    }
    const outcomes = await Promise.all(
      ids.map((readingId) => handlers["logs.read"](readInput({ logs: { readingId } }), context)),
    );
    expect(outcomes.map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  it.each([
    [{}, nowMs - 7 * 86_400_000, true],
    [{ sinceMs: 1000 }, nowMs - 1000, true],
    [{ logPaths: ["a.log"] }, 0, false],
    [{ logPaths: ["a.log"], sinceMs: 1000 }, nowMs - 1000, false],
  ])("%j asks for the right time and place", async (logs, sinceMs, systemLogs) => {
    const { handlers, queries } = worldOf([]);
    await handlers["logs.read"](readInput({ logs }), context);
    expect(queries[0]).toMatchObject({ sinceMs, systemLogs });
  });

  it("gives what it has when the time is over", async () => {
    const { handlers } = worldOf(lines, { hangs: true });
    expect(await handlers["logs.read"](readInput({ logs: {} }), context)).toMatchObject({
      ok: true,
      value: { total: 6 },
    });
  });

  it("is a failure when it was cancelled", async () => {
    const { handlers } = worldOf(lines);
    const outcome = await handlers["logs.read"](readInput({ logs: {} }), { ...context, signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ ok: false, error: { code: "cancelled" } });
  });

  it.each([{ readingId: "x", sinceMs: 5 }, { logPaths: [""] }, { sinceMs: -1 }])("refuses %j", (logs) => {
    expect(contract["logs.read"].input.safeParse({ logs }).success).toBe(false);
  });
});

describe("sessions.read", () => {
  it("tells the sessions and what their drops have in common", async () => {
    const { handlers } = worldOf(lines);
    const outcome = await handlers["sessions.read"](
      { logs: contract["sessions.read"].input.parse({ logs: {} }).logs },
      context,
    );
    if (!outcome.ok) throw new Error(outcome.error.message);
    expect(outcome.value.sessions).toMatchObject([0, 1, 2].map(() => ({ outcome: "dropped", lengthMs: 3_000_000 })));
    expect(outcome.value.dropPatterns[0]).toMatchObject({ kind: "constant-length", verdict: "pattern", matching: 3 });
    expect(contract["sessions.read"].output.safeParse(outcome.value).success).toBe(true);
    expect(outcome.value.snapshots).toEqual([]);
  });

  it("says of which drops a watch kept the moment", async () => {
    const { logs } = contract["sessions.read"].input.parse({ logs: {} });
    const read = async (records: readonly HistoryRecord[]) => {
      const outcome = await worldOf(lines, { records }).handlers["sessions.read"]({ logs }, context);
      if (!outcome.ok) throw new Error(outcome.error.message);
      return outcome.value;
    };
    const network = emptyNetwork(nowMs);
    const snapshot = { before: network, after: network, events: [], vpn: [], measurements: [], notes: [] };
    const [, second] = (await read([])).sessions;
    if (second === undefined) throw new Error("there is no second session");
    const records = [dropIdOf(second), "of another computer"].map((dropId): HistoryRecord => {
      return { kind: "drop-snapshot", at: new Date(nowMs).toISOString(), watchId: "w", dropId, snapshot };
    });
    expect((await read(records)).snapshots).toEqual([{ session: 1, dropId: dropIdOf(second) }]);
  });
});
