import { describe, expect, it } from "vitest";
import { failure, success, type Outcome } from "../../../main/model/failure.ts";
import type { TcpConnector } from "../../../main/model/ports/tcp.ts";
import { reachTcp } from "../../../main/probes/reach-tcp.ts";
import { createVirtualClock } from "../../fakes/virtual-clock.ts";

type Answer = "answered" | "refused" | "silent";

interface Try {
  readonly answer: Answer;
  readonly afterMs: number;
}

const lost: Try = { answer: "silent", afterMs: Infinity };

/** A host that treats the first, second and third try as said. */
function host(tries: readonly Try[]) {
  const clock = createVirtualClock();
  const startedAtMs = clock.monotonicMs();
  const asked: number[] = [];
  const tcp: TcpConnector = {
    connect: async (_address, _port, timeoutMs, signal): Promise<Outcome<Answer>> => {
      const { answer, afterMs } = tries[asked.length] ?? lost;
      asked.push(clock.monotonicMs() - startedAtMs);
      await clock.sleep(Math.min(afterMs, timeoutMs), signal);
      if (signal?.aborted === true) return failure("cancelled", "stopped");
      return success(afterMs <= timeoutMs ? answer : "silent");
    },
  };
  const stop = new AbortController();
  const ask = () => reachTcp({ tcp, clock }, { address: "203.0.113.10", port: 443 }, stop.signal);
  return { ask, asked, clock, stop, tookMs: () => clock.monotonicMs() - startedAtMs };
}

describe("whether a TCP port answers", () => {
  it.each([
    { tries: [{ answer: "answered", afterMs: 20 }], answer: "answered", asked: [0], tookMs: 20 },
    { tries: [{ answer: "refused", afterMs: 20 }], answer: "refused", asked: [0], tookMs: 20 },
    { tries: [lost, { answer: "answered", afterMs: 20 }], answer: "answered", asked: [0, 700], tookMs: 720 },
    { tries: [lost, lost, { answer: "refused", afterMs: 20 }], answer: "refused", asked: [0, 700, 1400], tookMs: 1420 },
    // A router's word that comes in passing trouble does not end the tries.
    {
      tries: [
        { answer: "silent", afterMs: 5 },
        { answer: "answered", afterMs: 20 },
      ],
      answer: "answered",
      asked: [0, 700],
      tookMs: 720,
    },
    { tries: [lost, lost, lost], answer: "silent", asked: [0, 700, 1400], tookMs: 3000 },
  ] as const)("says $answer after $tookMs ms", async ({ tries, answer, asked, tookMs }) => {
    const way = host(tries);
    expect(await way.ask()).toEqual(success(answer));
    expect(way.asked).toEqual(asked);
    expect(way.tookMs()).toBe(tookMs);
  });

  it("ends at once when it is stopped", async () => {
    const way = host([lost, lost, lost]);
    const asking = way.ask();
    void way.clock.sleep(1_000).then(() => way.stop.abort());
    expect(await asking).toMatchObject({ ok: false, error: { code: "cancelled" } });
    expect(way.asked).toEqual([0, 700]);
    expect(way.tookMs()).toBe(1_000);
  });
});
