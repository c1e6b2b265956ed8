import { describe, expect, it } from "vitest";
import { success } from "../../../../main/model/failure.ts";
import type { UdpNetwork } from "../../../../main/model/ports.ts";
import { createMailbox } from "../../../../main/practice/mailbox.ts";
import type { ProbeContext } from "../../../../main/probes/context.ts";
import { createHalfOpenBudget } from "../../../../main/probes/half-open-budget.ts";
import { buildMainModeSa, readMainModeSa } from "../../../../main/probes/ike/main-mode.ts";
import { parseIkeMessage } from "../../../../main/probes/ike/message.ts";
import { measureNatLifetimeByGateway } from "../../../../main/probes/nat-lifetime/measure-by-gateway.ts";
import type { NatLifetimeMode } from "../../../../main/probes/nat-lifetime/plan.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";
import { createVirtualClock } from "../../../fakes/virtual-clock.ts";
import { target } from "../scripted-udp.ts";

const port = 500;
const rememberedMs = 30_000;
const roundTripMs = 20;

interface Gateway {
  readonly lifetimeMs: number;
  readonly answersTo: "first" | "asker" | "nobody";
}

/** A NAT and a gateway that takes IKEv1 and answers repetitions to whom `answersTo` says. */
async function measure(gateway: Gateway, mode: NatLifetimeMode, cancelAtMs = Infinity) {
  const clock = createVirtualClock();
  const random = createSeededRandom(5);
  const sentAtMs: number[] = [];
  const first = new Map<string, { readonly socket: number; readonly atMs: number; readonly answer: Uint8Array }>();
  const touchedAtMs = new Map<number, number>();
  const mailboxes: ReturnType<typeof createMailbox<Uint8Array>>[] = [];
  const deliver = (socket: number, payload: Uint8Array) =>
    void clock.sleep(roundTripMs).then(() => {
      const nowMs = clock.monotonicMs();
      if (nowMs >= (touchedAtMs.get(socket) ?? -Infinity) + gateway.lifetimeMs) return;
      touchedAtMs.set(socket, nowMs);
      mailboxes[socket]?.put(payload);
    });
  const receive = (socket: number, payload: Uint8Array) => {
    const nowMs = clock.monotonicMs();
    sentAtMs.push(nowMs);
    touchedAtMs.set(socket, nowMs);
    const message = parseIkeMessage(payload);
    const offered = message.ok ? readMainModeSa(message.value) : null;
    const [transform] = offered?.ok === true ? offered.value : [];
    if (!message.ok || transform === undefined) throw new Error("The probe sent no first message of Main Mode.");
    const initiatorCookie = message.value.header.initiatorSpi;
    const known = first.get(initiatorCookie.join());
    if (known !== undefined && nowMs < known.atMs + rememberedMs) {
      if (socket === known.socket || gateway.answersTo === "asker") deliver(socket, known.answer);
      else if (gateway.answersTo === "first") deliver(known.socket, known.answer);
      return;
    }
    const answer = buildMainModeSa({
      initiatorCookie,
      responderCookie: random.bytes(8),
      transforms: [transform],
      vendorIds: [],
    });
    first.set(initiatorCookie.join(), { socket, atMs: nowMs, answer });
    deliver(socket, answer);
  };
  const open: UdpNetwork["open"] = async () => {
    const mailbox = createMailbox<Uint8Array>(clock);
    const number = mailboxes.push(mailbox) - 1;
    return success({
      local: { address: "192.168.77.20", port: 40_000 + number },
      send: async (payload) => {
        receive(number, payload);
        return "sent";
      },
      receive: async (timeoutMs, signal) => {
        const payload = await mailbox.take(timeoutMs, signal);
        const from = { address: target.address, port };
        return payload === null ? null : { kind: "datagram", from, payload, atMonotonicMs: clock.monotonicMs() };
      },
      knownPathMtuBytes: () => null,
      close: mailbox.close,
    });
  };
  const stop = new AbortController();
  if (cancelAtMs < Infinity) void clock.sleep(cancelAtMs).then(() => stop.abort());
  let packets = 0;
  const context: ProbeContext = {
    clock,
    random,
    udp: { open },
    signal: stop.signal,
    countPacket: () => (packets += 1),
    halfOpen: createHalfOpenBudget(),
  };
  const told: number[] = [];
  const measurements = await measureNatLifetimeByGateway(context, target, {
    port,
    mode,
    onProgress: (progress) => told.push(progress.kind === "outlived" ? progress.atLeastSeconds : 0),
  });
  const replied = measurements.find(({ kind }) => kind === "nat-lifetime-replied");
  return { replied, measurements, tookMs: clock.monotonicMs(), packets, sentAtMs, told, opened: first };
}

describe("the NAT lifetime by a gateway that reflects", () => {
  it("is at least 25 s, known after half a minute", async () => {
    const { replied, tookMs, packets, told } = await measure({ lifetimeMs: 120_000, answersTo: "first" }, "quick");
    expect(replied).toMatchObject({ outcome: "measured", value: 25, low: 25, details: { atLeast: true } });
    expect(replied?.high).toBeUndefined();
    expect(tookMs).toBeLessThan(30_000);
    expect(packets).toBeLessThanOrEqual(6);
    expect(told).toEqual([25]);
  });

  it.each([6, 10, 15, 20, 24])("brackets %d s", async (seconds) => {
    const run = await measure({ lifetimeMs: seconds * 1_000, answersTo: "first" }, "standard");
    expect(run.replied?.low).toBeLessThan(seconds);
    expect(run.replied?.high).toBeGreaterThanOrEqual(seconds);
    expect((run.replied?.high ?? Infinity) - (run.replied?.low ?? 0)).toBeLessThanOrEqual(4.5);
    const opened = [...run.opened.values()].map(({ atMs }) => atMs);
    for (const atMs of opened)
      expect(opened.filter((other) => other > atMs - 32_000 && other <= atMs).length).toBeLessThanOrEqual(2);
  });
});

describe("the NAT lifetime by a gateway that does not reflect", () => {
  it.each([
    ["asker", "whoever repeats it"],
    ["nobody", "not to repetitions from elsewhere"],
  ] as const)("is unknown where it answers %s", async (answersTo, words) => {
    const { replied, measurements } = await measure({ lifetimeMs: 120_000, answersTo }, "quick");
    expect(replied).toMatchObject({ outcome: "unknown", reason: expect.stringContaining(words) as string });
    expect(measurements.map(({ kind }) => kind)).toEqual([
      "nat-lifetime-unreplied",
      "nat-lifetime-replied",
      "keepalive-interval",
    ]);
  });

  it.each([0, 100, 5_000])("sends nothing once it was stopped at %d ms", async (cancelAtMs) => {
    const run = await measure({ lifetimeMs: 120_000, answersTo: "first" }, "quick", cancelAtMs);
    expect(run.sentAtMs.every((atMs) => atMs <= cancelAtMs)).toBe(true);
    expect(run.tookMs).toBe(cancelAtMs);
    expect(run.replied).toMatchObject({ outcome: "unknown", reason: "cancelled" });
  });
});
