import { describe, expect, it } from "vitest";
import { practiceAddresses } from "../../main/practice/addresses.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import { packetHeaderSizeBytes } from "../../main/practice/packet.ts";
import type { NatPorts } from "../../main/practice/router.ts";
import type { NatLifetimeMethod } from "../../main/probes/nat-lifetime/lane.ts";
import { measureNatLifetime, type NatLifetimeOptions } from "../../main/probes/nat-lifetime/measure.ts";
import { natLifetimePacketBudget } from "../../main/probes/nat-lifetime/plan.ts";
import { stunHeaderSizeBytes } from "../../main/probes/stun/message.ts";
import type { SimulatedWorldOptions } from "../fakes/simulated-world.ts";
import { type ProbeRun, runProbe, seeds, the } from "./run-probe.ts";

const server = { address: practiceAddresses.responder, family: "ipv4", port: 3478 } as const;
type Wanted = Partial<NatLifetimeOptions>;
const measure = (options: SimulatedWorldOptions & { readonly cancelAtMs?: number }, wanted: Wanted = {}) =>
  runProbe((context) => measureNatLifetime(context, { server, mode: "standard", ...wanted }), options);

function lifetimeFaults(seconds: number, lossPercent: number): readonly PracticeFault[] {
  const loss: readonly PracticeFault[] = lossPercent === 0 ? [] : [{ name: "loss", value: lossPercent }];
  return [{ name: "nat-timeout", value: seconds }, ...loss];
}

function expectLifetime(kind: "nat-lifetime-replied" | "nat-lifetime-unreplied", run: ProbeRun, seconds: number): void {
  const { outcome, value, low, high, unit } = the(kind, run);
  expect([outcome, unit]).toEqual(["measured", "s"]);
  expect(Math.abs(Number(value) - seconds)).toBeLessThanOrEqual(Math.max(0.5, 0.02 * seconds));
  expect(low).toBeLessThan(seconds);
  expect(high).toBeGreaterThanOrEqual(seconds);
}

const ways: readonly { readonly method: NatLifetimeMethod; readonly natPorts: NatPorts }[] = [
  { method: "delayed-answer", natPorts: "preserved" },
  { method: "delayed-answer", natPorts: "random" },
  { method: "response-port", natPorts: "preserved" },
  { method: "response-port", natPorts: "random" },
  { method: "mapping-change", natPorts: "random" },
];

describe("NAT lifetime through the practice router", () => {
  const cells = ways.flatMap((way) => [10, 30, 60, 120].map((seconds) => ({ ...way, seconds })));
  it.each(cells)("$seconds s by $method, ports $natPorts", async ({ seconds, method, natPorts }) => {
    for (const [seed, lossPercent] of [
      [1, 0],
      [2, 5],
      [3, 5],
    ] as const) {
      const faults = lifetimeFaults(seconds, lossPercent);
      const run = await measure({ faults, seed, natPorts, rttMs: 40 }, { method });
      expectLifetime("nat-lifetime-replied", run, seconds);
      expectLifetime("nat-lifetime-unreplied", run, Math.min(30, seconds));
      expect(the("nat-lifetime-replied", run)).toMatchObject({
        method,
        details: { portPreserved: natPorts === "preserved" },
      });
      expect(run.tookMs).toBeLessThanOrEqual(1_100 * seconds + 4_000);
      expect(run.packetsCounted).toBe(run.sent.length);
      expect(run.sent.length).toBeLessThanOrEqual(natLifetimePacketBudget.standard);
    }
  });

  it("costs less than 60 kB", async () => {
    const { sent } = await measure({ faults: lifetimeFaults(120, 5), seed: 4 });
    const bytes = sent.reduce((sum, { packet }) => sum + packet.payload.length + packetHeaderSizeBytes, 0);
    expect(bytes).toBeLessThan(60_000);
  });

  it("a longer lifetime than was tried is a lower bound", async () => {
    const run = await measure({ faults: lifetimeFaults(300, 0) });
    const replied = the("nat-lifetime-replied", run);
    expect(replied).toMatchObject({ outcome: "measured", value: 132, low: 132, details: { atLeast: true } });
    expect(replied.high).toBeUndefined();
    expect(the("keepalive-interval", run)).toMatchObject({ value: 20, unit: "s" });
  });

  it("deep mode finds 300 s, and compares the ports of IPsec", async () => {
    const run = await measure(
      { faults: lifetimeFaults(300, 5), seed: 2 },
      { mode: "deep", comparedPorts: [500, 4500] },
    );
    expectLifetime("nat-lifetime-replied", run, 300);
    expect(the("nat-lifetime-replied", run).details).toMatchObject({ port500LowSeconds: 185, port4500LowSeconds: 185 });
    expect(run.tookMs).toBeLessThanOrEqual(334_000);
    expect(run.sent.length).toBeLessThanOrEqual(natLifetimePacketBudget.deep);
  });

  it("quick mode tells early that 20 s and 30 s hold", async () => {
    const told: string[] = [];
    const onProgress: NatLifetimeOptions["onProgress"] = (progress) =>
      told.push(progress.kind === "outlived" ? `${progress.state} ${progress.atLeastSeconds}` : progress.kind);
    const run = await measure({ faults: lifetimeFaults(40, 0) }, { mode: "quick", onProgress });
    expect(told.filter((text) => text.startsWith("replied"))).toEqual([
      "replied 11",
      "replied 16",
      "replied 21",
      "replied 31",
    ]);
    expect(the("nat-lifetime-replied", run)).toMatchObject({ low: 31, details: { atLeast: false } });
    expect(run.sent.length).toBeLessThanOrEqual(natLifetimePacketBudget.quick);
    expect(the("keepalive-interval", run)).toMatchObject({ value: 10, details: { basedOn: "nat-lifetime-replied" } });
  });
});

describe("NAT lifetime, stopped or impossible", () => {
  it.each([0, 5, 500, 3_000, 15_000])("says cancel at %d ms and nothing after it", async (cancelAtMs) => {
    const run = await measure({ faults: lifetimeFaults(60, 0), cancelAtMs });
    const last = run.sent.filter(({ atMs }) => atMs >= cancelAtMs);
    expect(last.length).toBeLessThanOrEqual(3);
    expect(run.sent.every(({ atMs }) => atMs <= cancelAtMs)).toBe(true);
    expect(run.tookMs).toBe(cancelAtMs);
    if (cancelAtMs >= 15_000) {
      expect(the("nat-lifetime-replied", run)).toMatchObject({
        outcome: "measured",
        details: { unfinished: "cancelled" },
      });
    } else expect(the("nat-lifetime-replied", run)).toMatchObject({ outcome: "unknown", reason: "cancelled" });
  });

  it("its last words are two cancels, one for each state", async () => {
    const cancelAtMs = 5_000;
    const { sent } = await measure({ faults: lifetimeFaults(60, 0), cancelAtMs });
    const last = sent.filter(({ atMs }) => atMs === cancelAtMs).map(({ packet }) => packet.payload);
    const operationOffset = stunHeaderSizeBytes + 4;
    expect(last.map((payload) => payload[operationOffset])).toEqual([3, 3]);
  });

  it("a host that is no server refuses", async () => {
    const gateway = { address: practiceAddresses.gateway, family: "ipv4", port: 3478 } as const;
    const run = await measure({}, { server: gateway });
    expect(run.tookMs).toBeLessThan(100);
    expect(the("nat-lifetime-replied", run)).toMatchObject({
      outcome: "unknown",
      reason: expect.stringContaining("refused") as string,
    });
    expect(the("keepalive-interval", run).outcome).toBe("unknown");
  });

  it("a plain server cannot tell where the NAT keeps ports", async () => {
    const run = await measure({}, { method: "mapping-change" });
    expect(run.sent.length).toBe(1);
    expect(the("nat-lifetime-replied", run)).toMatchObject({
      outcome: "unknown",
      reason: expect.stringContaining("keeps ports") as string,
    });
  });

  it("a mapping that never changes proves no lifetime by that", async () => {
    const faults = lifetimeFaults(300, 0);
    const run = await measure({ faults, natPorts: "random" }, { method: "mapping-change", mode: "quick" });
    expect(the("nat-lifetime-replied", run)).toMatchObject({ outcome: "unknown", details: { alive: 6 } });
  });

  it("a server that nobody reaches is silent", async () => {
    const nobody = { address: "198.51.100.99", family: "ipv4", port: 3478 } as const;
    const run = await measure({}, { server: nobody });
    expect(run.tookMs).toBeLessThanOrEqual(4_001);
    expect(run.sent.length).toBe(5);
    expect(the("nat-lifetime-unreplied", run).reason).toContain("did not answer");
  });

  it("an address of another family cannot be tried", async () => {
    const run = await measure({}, { server: { address: "2001:db8::1", family: "ipv6", port: 3478 } });
    expect(run.measurements.map(({ outcome }) => outcome)).toEqual(["failed", "failed", "failed"]);
  });

  it("many runs of the practice network agree", async () => {
    for (const seed of seeds(25)) {
      const seconds = 8 + seed * 4.4;
      const run = await measure({ faults: lifetimeFaults(seconds, 2), seed: seed + 40, rttMs: 80 });
      expectLifetime("nat-lifetime-replied", run, seconds);
    }
  });
});
