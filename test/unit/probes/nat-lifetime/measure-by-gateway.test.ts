import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { success } from "../../../../main/model/failure.ts";
import type { UdpNetwork } from "../../../../main/model/ports/udp.ts";
import { createMailbox } from "../../../../main/practice/mailbox.ts";
import type { ProbeContext } from "../../../../main/probes/context.ts";
import { createHalfOpenBudget } from "../../../../main/probes/half-open-budget.ts";
import { buildMainModeSa, readMainModeSa } from "../../../../main/probes/ike/main-mode.ts";
import { parseIkeMessage } from "../../../../main/probes/ike/message.ts";
import { zeroSpi } from "../../../../main/probes/ike/header.ts";
import { notifyTypes } from "../../../../main/probes/ike/notify.ts";
import { buildSaInitNotify } from "../../../../main/probes/ike/sa-init.ts";
import { planGatewayStudy } from "../../../../main/probes/nat-lifetime/gateway-study.ts";
import { measureNatLifetimeByGateway } from "../../../../main/probes/nat-lifetime/measure-by-gateway.ts";
import type { NatLifetimeMode } from "../../../../main/probes/nat-lifetime/plan.ts";
import { createSeededRandom } from "../../../fakes/seeded-random.ts";
import { createVirtualClock } from "../../../fakes/virtual-clock.ts";
import { target } from "../scripted-udp.ts";

const port = 500;
const roundTripMs = 20;

interface Gateway {
  readonly lifetimeMs: number;
  readonly answersTo: "first" | "asker" | "nobody";
  /** How long it keeps a half-open SA. */
  readonly rememberedMs?: number;
  /** Whether a mapping that was forgotten comes back with the port that it had. */
  readonly keepsPorts?: boolean;
  /** Whose packets prolong a mapping (RFC 4787 section 4.3, REQ-6). */
  readonly refreshedBy?: "both" | "inside" | "outside";
}

interface Options {
  readonly cancelAtMs?: number;
  readonly study?: boolean;
}

/** A NAT and a gateway that takes IKEv1 and answers repetitions to whom `answersTo` says. */
async function measure(
  gateway: Gateway,
  mode: NatLifetimeMode,
  { cancelAtMs = Infinity, study = false }: Options = {},
) {
  const { rememberedMs = 30_000, keepsPorts = true, refreshedBy = "both" } = gateway;
  const clock = createVirtualClock();
  const random = createSeededRandom(5);
  const sentAtMs: number[] = [];
  const first = new Map<
    string,
    { readonly socket: number; readonly publicPort: number; readonly atMs: number; readonly answer: Uint8Array }
  >();
  const mappings = new Map<number, { readonly publicPort: number; readonly touchedAtMs: number }>();
  const isLive = (touchedAtMs: number) => clock.monotonicMs() < touchedAtMs + gateway.lifetimeMs;
  /** The public port of the socket's packet, behind the NAT. */
  const leave = (socket: number): number => {
    const touchedAtMs = clock.monotonicMs();
    const known = mappings.get(socket);
    if (known !== undefined && isLive(known.touchedAtMs)) {
      if (refreshedBy !== "outside") mappings.set(socket, { ...known, touchedAtMs });
      return known.publicPort;
    }
    const publicPort = known === undefined || keepsPorts ? (known?.publicPort ?? socket * 1_000) : known.publicPort + 1;
    mappings.set(socket, { publicPort, touchedAtMs });
    return publicPort;
  };
  const mailboxes: ReturnType<typeof createMailbox<Uint8Array>>[] = [];
  const deliver = (socket: number, publicPort: number, payload: Uint8Array) =>
    void clock.sleep(roundTripMs).then(() => {
      const mapping = mappings.get(socket);
      if (mapping?.publicPort !== publicPort || !isLive(mapping.touchedAtMs)) return;
      if (refreshedBy !== "inside") mappings.set(socket, { publicPort, touchedAtMs: clock.monotonicMs() });
      mailboxes[socket]?.put(payload);
    });
  const receive = (socket: number, payload: Uint8Array) => {
    const nowMs = clock.monotonicMs();
    sentAtMs.push(nowMs);
    const publicPort = leave(socket);
    // A keepalive, which nobody answers.
    if (payload.length === 1) return;
    const message = parseIkeMessage(payload);
    if (message.ok && message.value.header.majorVersion === 3) {
      const { initiatorSpi } = message.value.header;
      deliver(
        socket,
        publicPort,
        buildSaInitNotify({ initiatorSpi, responderSpi: zeroSpi }, notifyTypes.INVALID_MAJOR_VERSION),
      );
      return;
    }
    const offered = message.ok ? readMainModeSa(message.value) : null;
    const [transform] = offered?.ok === true ? offered.value : [];
    if (!message.ok || transform === undefined) throw new Error("The probe sent no first message of Main Mode.");
    const initiatorCookie = message.value.header.initiatorSpi;
    const known = first.get(initiatorCookie.join());
    if (known !== undefined && nowMs < known.atMs + rememberedMs) {
      const isFirst = socket === known.socket && publicPort === known.publicPort;
      if (isFirst || gateway.answersTo === "asker") deliver(socket, publicPort, known.answer);
      else if (gateway.answersTo === "first") deliver(known.socket, known.publicPort, known.answer);
      return;
    }
    const answer = buildMainModeSa({
      initiatorCookie,
      responderCookie: random.bytes(8),
      transforms: [transform],
      vendorIds: [],
    });
    first.set(initiatorCookie.join(), { socket, publicPort, atMs: nowMs, answer });
    deliver(socket, publicPort, answer);
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
    countIgnored: () => undefined,
    halfOpen: createHalfOpenBudget(),
  };
  const told: number[] = [];
  const measurements = await measureNatLifetimeByGateway(context, target, {
    port,
    mode,
    study,
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

  it.each(
    [6, 10, 15, 20, 24].flatMap((seconds) => [
      { seconds, keepsPorts: true },
      { seconds, keepsPorts: false },
    ]),
  )("brackets $seconds s, where the NAT keeps ports: $keepsPorts", async ({ seconds, keepsPorts }) => {
    const run = await measure({ lifetimeMs: seconds * 1_000, answersTo: "first", keepsPorts }, "standard");
    expect(run.replied?.low).toBeLessThan(seconds);
    expect(run.replied?.high).toBeGreaterThanOrEqual(seconds);
    expect((run.replied?.high ?? Infinity) - (run.replied?.low ?? 0)).toBeLessThanOrEqual(4.5);
    const opened = [...run.opened.values()].map(({ atMs }) => atMs);
    for (const atMs of opened)
      expect(opened.filter((other) => other > atMs - 32_000 && other <= atMs).length).toBeLessThanOrEqual(2);
  });
});

describe("what keeps a mapping, by the gateway alone", () => {
  const study = (gateway: Partial<Gateway>) =>
    measure({ lifetimeMs: 10_000, answersTo: "first", ...gateway }, "standard", { study: true });
  const detailsOf = ({ measurements }: Awaited<ReturnType<typeof study>>) =>
    Object.assign({}, ...measurements.map(({ details }) => details)) as Readonly<Record<string, unknown>>;

  it.each(
    ([true, false] as const).flatMap((keepsPorts) =>
      (
        [
          { refreshedBy: "both", outbound: "yes", inbound: "yes", holds: "yes" },
          { refreshedBy: "inside", outbound: "yes", inbound: "no", holds: "yes" },
          { refreshedBy: "outside", outbound: "no", inbound: "yes", holds: "no" },
        ] as const
      ).map((nat) => ({ ...nat, keepsPorts })),
    ),
  )("of a NAT that is refreshed by $refreshedBy and keeps ports: $keepsPorts", async (nat) => {
    const { refreshedBy, keepsPorts, outbound, inbound, holds } = nat;
    const run = await study({ refreshedBy, keepsPorts });
    expect(detailsOf(run)).toMatchObject({
      refreshedByOutbound: outbound,
      refreshedByInbound: inbound,
      holds,
      shortestNatHop: "unknown",
    });
    expect(run.measurements.at(-1)).toMatchObject({ kind: "keepalive-interval", outcome: "measured" });
    const opened = [...run.opened.values()].map(({ atMs }) => atMs);
    expect(opened.length).toBeLessThanOrEqual(12);
    for (const atMs of opened)
      expect(opened.filter((other) => other > atMs - 32_000 && other <= atMs).length).toBeLessThanOrEqual(2);
  });

  it("is not tried where the lifetime has no upper bound, and says so", async () => {
    const run = await study({ lifetimeMs: 120_000 });
    expect(detailsOf(run)).toMatchObject({
      refreshedByOutbound: "unknown",
      refreshedByOutboundReason: expect.stringContaining("longer than what was tried") as string,
      holds: "unknown",
    });
    expect(run.opened.size).toBe(2);
  });

  it("is unknown where the gateway forgets its first message too soon", async () => {
    const details = detailsOf(await study({ lifetimeMs: 24_000, rememberedMs: 28_500 }));
    expect(details).toMatchObject({
      refreshedByOutbound: "unknown",
      refreshedByOutboundReason: expect.stringContaining("had forgotten the first message") as string,
    });
  });

  it.each([40_000, 75_000])("sends nothing once it was stopped at %d ms", async (cancelAtMs) => {
    const gateway = { lifetimeMs: 10_000, answersTo: "first" } as const;
    const run = await measure(gateway, "standard", { study: true, cancelAtMs });
    expect(run.sentAtMs.every((atMs) => atMs <= cancelAtMs)).toBe(true);
  });
});

describe("the silences of a study by the gateway", () => {
  it("tell a refresh from the end for certain, or are not kept at all", () => {
    const bounds = fc.record({
      lowMs: fc.integer({ min: 2_000, max: 118_000 }),
      widthMs: fc.integer({ min: 100, max: 60_000 }),
    });
    fc.assert(
      fc.property(bounds, ({ lowMs, widthMs }) => {
        const highMs = lowMs + widthMs;
        const plan = planGatewayStudy({ lowMs, highMs });
        for (const { idleMs, refresh } of Object.values(plan ?? {})) {
          const atMs = [0, ...(refresh?.atMs ?? [])];
          const gaps = [...atMs.slice(1), idleMs].map((at, index) => at - (atMs[index] ?? 0));
          expect(Math.max(...gaps)).toBeLessThan(lowMs);
          expect(idleMs).toBeGreaterThan(highMs);
          expect(atMs.length - 1).toBeLessThanOrEqual(12);
        }
      }),
    );
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
    const run = await measure({ lifetimeMs: 120_000, answersTo: "first" }, "quick", { cancelAtMs });
    expect(run.sentAtMs.every((atMs) => atMs <= cancelAtMs)).toBe(true);
    expect(run.tookMs).toBe(cancelAtMs);
    expect(run.replied).toMatchObject({ outcome: "unknown", reason: "cancelled" });
  });
});
