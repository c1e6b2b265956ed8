import { describe, expect, it } from "vitest";
import { failure } from "../../../main/model/failure.ts";
import { decodeIkeHeader } from "../../../main/probes/ike/header.ts";
import { notifyTypes } from "../../../main/probes/ike/notify.ts";
import { buildSaInitNotify } from "../../../main/probes/ike/sa-init.ts";
import { measureFragments } from "../../../main/probes/fragments.ts";
import { measureNat } from "../../../main/probes/nat.ts";
import { measurePathMtu } from "../../../main/probes/path-mtu/measure.ts";
import { createHalfOpenBudget } from "../../../main/probes/half-open-budget.ts";
import { measureReach } from "../../../main/probes/reach.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { type Script, scriptedWorld, target } from "./scripted-udp.ts";

const group14 = Uint8Array.of(0, 14);

/** Answers every bait on port 500 with INVALID_KE_PAYLOAD under the SPI that `spiOf` makes of the right one. */
function answering(spiOf: (spi: Uint8Array) => Uint8Array = (spi) => spi, fromPort = 500): Script["answer"] {
  return (payload) => {
    const header = decodeIkeHeader(payload);
    if (!header.ok) return [];
    const spis = { initiatorSpi: spiOf(header.value.initiatorSpi), responderSpi: new Uint8Array(8) };
    const reply = buildSaInitNotify(spis, notifyTypes.INVALID_KE_PAYLOAD, group14);
    return [{ kind: "datagram", payload: reply, fromPort }];
  };
}
const whenBelow =
  (sizeBytes: number, answer: Script["answer"]): Script["answer"] =>
  (payload, port) =>
    payload.length + 28 <= sizeBytes ? answer(payload, port) : [];
const mtuOptions = { port: 500, bait: "ke", linkMtuBytes: 1500 } as const;

describe("answers that are not ours", () => {
  it.each([
    ["another SPI", answering((spi) => spi.map((octet) => octet ^ 1))],
    ["another port", answering((spi) => spi, 501)],
    ["noise", () => [{ kind: "datagram" as const, payload: new Uint8Array(40).fill(0xaa) }]],
    ["our own packet thrown back", (payload: Uint8Array) => [{ kind: "datagram" as const, payload }]],
  ])("from %s count as silence, and are counted as ignored", async (_, answer) => {
    const { context, sent, ignored } = scriptedWorld({ answer });
    const [pathMtu, tooBig] = await measurePathMtu(context, target, mtuOptions);
    expect(pathMtu?.outcome).toBe("unknown");
    expect(tooBig?.outcome).toBe("unknown");
    const [fragments] = await measureFragments(context, target, 500, "ke");
    expect(fragments?.outcome).toBe("unknown");
    // One for every packet; those to the last ones may come when nobody listens any more.
    expect(ignored()).toBeGreaterThan(0);
    expect(ignored()).toBeLessThanOrEqual(sent.length);
  });

  it("are not counted where every answer is one of ours", async () => {
    const { context, ignored } = scriptedWorld({ answer: answering() });
    await measurePathMtu(context, target, mtuOptions);
    expect(ignored()).toBe(0);
  });

  it("do not keep a probe alive for ever, however many come", async () => {
    const noise = Array.from({ length: 5_000 }, () => ({ kind: "datagram" as const, payload: new Uint8Array(3) }));
    const { context, sent, ignored } = scriptedWorld({ answer: () => noise });
    const {
      measurements: [nat],
    } = await measureNat(context, target, [500]);
    expect(nat?.outcome).toBe("unknown");
    expect(sent.length).toBeLessThanOrEqual(3);
    expect(ignored()).toBeGreaterThanOrEqual(5_000);
  });
});

describe("the path MTU", () => {
  it("of a path as wide as the link needs no word of a router", async () => {
    const { context, opened, closed } = scriptedWorld({ answer: answering() });
    const [pathMtu, tooBig] = await measurePathMtu(context, target, mtuOptions);
    expect(pathMtu).toMatchObject({ outcome: "measured", value: 1500, low: 1500, high: 1500, unit: "bytes" });
    expect(tooBig?.outcome).toBe("not-applicable");
    expect(opened).toEqual([{ remoteAddress: target.address, family: "ipv4", fragmentation: "never" }]);
    expect(closed()).toBe(1);
  });

  it.each([
    ["heard", () => 1400, { outcome: "measured", value: true, details: { heardMtuBytes: 1400 } }],
    ["not heard", () => 1500, { outcome: "measured", value: false }],
    ["not told by the system", () => null, { outcome: "unknown" }],
  ])("of a narrow path comes with packet-too-big %s", async (_, knownPathMtuBytes, expected) => {
    const { context } = scriptedWorld({ answer: whenBelow(1400, answering()), knownPathMtuBytes });
    const [pathMtu, tooBig] = await measurePathMtu(context, target, mtuOptions);
    expect(pathMtu).toMatchObject({ outcome: "measured", value: 1400, low: 1400, high: 1400 });
    expect(tooBig).toMatchObject(expected);
  });

  it("of a link wider than any VPN uses is only a lower bound", async () => {
    const { context } = scriptedWorld({ answer: answering() });
    const [pathMtu] = await measurePathMtu(context, target, { port: 500, bait: "ke", linkMtuBytes: 9_000 });
    expect(pathMtu).toMatchObject({ value: 1500, low: 1500, high: 9_000 });
  });

  it("over IPv6 counts its header", async () => {
    const { context, sent } = scriptedWorld({ answer: answering() });
    const ipv6 = { ...target, address: "2001:db8::10", family: "ipv6" as const };
    const [pathMtu] = await measurePathMtu(context, ipv6, mtuOptions);
    expect(pathMtu).toMatchObject({ value: 1500, target: "[2001:db8::10]:500" });
    expect(sent[0]?.length).toBe(1500 - 48);
  });
});

describe("a system that cannot", () => {
  it("says so in every measurement", async () => {
    const { context } = scriptedWorld({ answer: () => [] });
    const udp = { open: async () => failure("not-supported", "This system cannot.") };
    const unable = { ...context, udp };
    const all = [
      ...(await measurePathMtu(unable, target, mtuOptions)),
      ...(await measureFragments(unable, target, 500, "ke")),
      ...(await measureNat(unable, target, [500])).measurements,
    ];
    expect(all.map(({ kind }) => kind)).toEqual(["path-mtu", "icmp-too-big", "fragments-out", "nat-present", "rtt"]);
    for (const measurement of all) {
      expect(measurement).toMatchObject({ outcome: "unknown", reason: "This system cannot." });
    }
  });
});

describe("the stop button", () => {
  it("stops before the first packet", async () => {
    const { context, sent } = scriptedWorld({ answer: answering(), signal: AbortSignal.abort() });
    const all = [
      ...(await measurePathMtu(context, target, mtuOptions)),
      ...(await measureFragments(context, target, 500, "ke")),
      ...(await measureNat(context, target, [500])).measurements,
      ...(await measureReach(context, target)),
    ];
    expect(sent).toHaveLength(0);
    expect(all.map(({ outcome }) => outcome)).toEqual(all.map(() => "unknown"));
    const reasons = all.filter(({ kind }) => !["rtt", "ike-version"].includes(kind)).map(({ reason }) => reason);
    expect(new Set(reasons)).toEqual(new Set(["cancelled"]));
  });

  it("stops in the middle, and keeps what was proved", async () => {
    const stop = new AbortController();
    const answer = whenBelow(1400, answering());
    const { context, sent } = scriptedWorld({
      answer: (payload, port) => {
        if (sent.length === 25) stop.abort();
        return answer(payload, port);
      },
      signal: stop.signal,
    });
    const [pathMtu] = await measurePathMtu(context, target, mtuOptions);
    expect(sent).toHaveLength(25);
    expect(pathMtu).toMatchObject({ outcome: "unknown", reason: "cancelled", low: 1400 });
  });
});

describe("reach", () => {
  const valueOf = async (faults: Parameters<typeof createSimulatedWorld>[0]) => {
    const { world, clock } = createSimulatedWorld(faults);
    let packets = 0;
    const context = {
      udp: world.udp,
      clock: world.clock,
      random: world.random,
      countPacket: () => {
        packets += 1;
      },
      countIgnored: () => undefined,
      halfOpen: createHalfOpenBudget(),
    };
    const measurements = await measureReach(context, target);
    const values = Object.fromEntries(measurements.map(({ kind, value, outcome }) => [kind, value ?? outcome]));
    return { values, packets, durationMs: clock.monotonicMs() };
  };

  it("takes one round trip and three packets where all is well", async () => {
    const { values, packets, durationMs } = await valueOf({ rttMs: 40 });
    expect(values).toEqual({
      "reach-udp-500": "answered",
      "reach-udp-4500": "answered",
      "reach-udp-control": "refused",
      "ike-version": "ikev2",
      rtt: 40,
    });
    expect({ packets, durationMs }).toEqual({ packets: 3, durationMs: 40 });
  });

  it.each([
    ["udp-500-blocked", { "reach-udp-500": "silent", "reach-udp-4500": "answered", "ike-version": "ikev2" }],
    ["udp-4500-blocked", { "reach-udp-500": "answered", "reach-udp-4500": "silent", "ike-version": "ikev2" }],
    [
      "gateway-silent",
      { "reach-udp-500": "silent", "reach-udp-4500": "silent", "ike-version": "unknown", rtt: "unknown" },
    ],
  ] as const)("tells %s within 3 s and 21 packets", async (name, expected) => {
    const { values, packets, durationMs } = await valueOf({ faults: [{ name }] });
    expect(values).toMatchObject(expected);
    expect(packets).toBeLessThanOrEqual(21);
    expect(durationMs).toBeLessThanOrEqual(3_000);
  });
});
