import { describe, expect, it } from "vitest";
import { createEcho, type PingAnswer } from "../../../main/host/ping.ts";
import type { Clock } from "../../../main/model/ports/clock.ts";

const clock: Clock = { wallMs: () => 0, monotonicMs: () => 0, sleep: async () => undefined };
const reply = (time: number): PingAnswer => ({ alive: true, time, output: "64 bytes" });
const silence: PingAnswer = { alive: false, time: "unknown", output: "1 packets transmitted, 0 received" };

function echoOf(...answers: readonly (PingAnswer | Error)[]) {
  const left = [...answers];
  return createEcho(clock, async () => {
    const answer = left.shift();
    if (answer instanceof Error || answer === undefined) throw answer ?? new Error("asked too often");
    return answer;
  });
}

describe("createEcho", () => {
  it("counts replies; silence is a result", async () => {
    expect(await echoOf(reply(12.5), silence, reply(13)).ping("192.0.2.1", 3, 1_000)).toEqual({
      ok: true,
      value: { sent: 3, received: 2, roundTripMs: [12.5, 13] },
    });
    expect(await echoOf(silence).ping("192.0.2.1", 1, 1_000)).toEqual({
      ok: true,
      value: { sent: 1, received: 0, roundTripMs: [] },
    });
  });

  it.each([
    [{ ...silence, output: "ping: socktype: SOCK_RAW\nping: Operation not permitted" }, "not-permitted"],
    [{ ...silence, output: "ping: connect: Network is unreachable" }, "unreachable"],
    [new Error("spawn ping ENOENT"), "not-supported"],
  ])("tells %o from silence", async (answer, code) => {
    expect(await echoOf(answer).ping("192.0.2.1", 1, 1_000)).toMatchObject({ ok: false, error: { code } });
  });

  it("takes what a router on the way says for silence of the host", async () => {
    const answer = { ...silence, output: "From 192.0.2.254 icmp_seq=1 Destination Host Unreachable" };
    expect(await echoOf(answer).ping("192.0.2.1", 1, 1_000)).toMatchObject({ ok: true, value: { received: 0 } });
  });

  it.each(["-f", "vpn.example.com", "1.2.3.4 -f", ""])("sends nothing to %j", async (address) => {
    expect(await echoOf(reply(1)).ping(address, 1, 1_000)).toMatchObject({
      ok: false,
      error: { code: "invalid-input" },
    });
  });

  it("stops on abort, without waiting for replies", async () => {
    const stop = new AbortController();
    let asked = 0;
    const echo = createEcho(clock, () => {
      asked++;
      stop.abort();
      return new Promise(() => undefined);
    });
    expect(await echo.ping("192.0.2.1", 5, 60_000, stop.signal)).toMatchObject({
      ok: false,
      error: { code: "cancelled" },
    });
    expect(asked).toBe(1);
  });
});
