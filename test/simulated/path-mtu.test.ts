import { describe, expect, it } from "vitest";
import type { PracticeFault } from "../../main/practice/fault.ts";
import type { GatewayTarget, ProbeContext } from "../../main/probes/context.ts";
import { measureFragments } from "../../main/probes/fragments.ts";
import { measurePathMtu } from "../../main/probes/path-mtu/measure.ts";
import { answer, runProbe, seeds, the } from "./run-probe.ts";

const measure = (port: number) => (context: ProbeContext, target: GatewayTarget) =>
  measurePathMtu(context, target, { port, bait: "ke", linkMtuBytes: 1500 });

const loss = (value: number): readonly PracticeFault[] => (value === 0 ? [] : [{ name: "loss", value }]);
const sizes = [576, 1280, 1387, 1400, 1454, 1492, 1499, 1500];

describe("path MTU", () => {
  const cells = (["path-mtu", "mtu-black-hole"] as const).flatMap((name) =>
    sizes.flatMap((value) => [0, 5, 10].map((lossPercent) => ({ name, value, lossPercent }))),
  );
  it.each(cells)(
    "$name $value, $lossPercent % loss each way: exact to the byte",
    async ({ name, value, lossPercent }) => {
      const runs = seeds(lossPercent === 0 ? 5 : 30);
      let wrong = 0;
      for (const seed of runs) {
        const port = seed % 2 === 0 ? 500 : 4500;
        const run = await runProbe(measure(port), { faults: [{ name, value }, ...loss(lossPercent)], seed });
        if (answer("path-mtu", run) !== value) wrong += 1;
        expect(run.sent.length).toBeLessThanOrEqual(120);
        expect(run.sent.every(({ packet }) => packet.dontFragment && packet.sizeBytes <= 1500)).toBe(true);
        expect(run.packetsCounted).toBe(run.sent.length);
      }
      // The promise is 99 of 100 at 10 %; in 30 runs that allows one.
      expect(wrong).toBeLessThanOrEqual(lossPercent === 10 ? 1 : 0);
    },
  );

  it.each([
    { name: "path-mtu", value: 1400, heard: true },
    { name: "mtu-black-hole", value: 1400, heard: false },
    { name: "path-mtu", value: 1500, heard: "not-applicable" },
  ] as const)("$name $value: was a packet-too-big heard? $heard", async ({ heard, ...fault }) => {
    for (const lossPercent of [0, 10]) {
      for (const seed of seeds(10)) {
        const run = await runProbe(measure(500), { faults: [fault, ...loss(lossPercent)], seed });
        expect(answer("icmp-too-big", run)).toBe(heard);
      }
    }
  });

  it("takes about three round trips where a packet-too-big is heard, and below a second in a black hole", async () => {
    const told = await runProbe(measure(500), { faults: [{ name: "path-mtu", value: 1400 }], rttMs: 50 });
    expect(told.tookMs).toBeLessThanOrEqual(4 * 50);
    const hole = await runProbe(measure(500), { faults: [{ name: "mtu-black-hole", value: 1387 }], rttMs: 50 });
    expect(hole.tookMs).toBeLessThan(1000);
  });

  it("is not said where nothing answers", async () => {
    const run = await runProbe(measure(500), { faults: [{ name: "gateway-silent" }] });
    expect(the("path-mtu", run)).toMatchObject({ outcome: "unknown" });
    expect(run.sent.length).toBeLessThanOrEqual(120);
  });

  it.each([0, 5, 30, 60])("sends nothing once it was stopped at %d ms", async (cancelAtMs) => {
    const run = await runProbe(measure(500), {
      faults: [{ name: "mtu-black-hole", value: 1387 }],
      rttMs: 50,
      cancelAtMs,
    });
    expect(run.sent.filter(({ atMs }) => atMs > cancelAtMs)).toEqual([]);
    expect(run.tookMs).toBe(cancelAtMs);
    expect(the("path-mtu", run)).toMatchObject({ outcome: "unknown", reason: "cancelled" });
  });
});

describe("fragments", () => {
  it.each([
    { faults: [], passes: true },
    { faults: [{ name: "path-mtu", value: 1400 }], passes: true },
    { faults: [{ name: "mtu-black-hole", value: 1400 }], passes: true },
    { faults: [{ name: "fragments-dropped" }], passes: false },
    { faults: [{ name: "fragments-dropped" }, { name: "mtu-black-hole", value: 1380 }], passes: false },
    { faults: [{ name: "gateway-silent" }], passes: "unknown" },
  ] as const)("$faults: $passes, and never anything else but unknown", async ({ faults, passes }) => {
    for (const lossPercent of [0, 5, 10]) {
      const answers: unknown[] = [];
      for (const seed of seeds(50)) {
        const run = await runProbe((context, target) => measureFragments(context, target, 4500, "ke"), {
          faults: [...faults, ...loss(lossPercent)],
          seed,
        });
        answers.push(answer("fragments-out", run));
        expect(run.sent.length).toBeLessThanOrEqual(20);
      }
      const others = answers.filter((value) => value !== passes);
      expect(others.filter((value) => value !== "unknown")).toEqual([]);
      expect(others.length).toBeLessThanOrEqual(lossPercent / 2);
    }
  });

  it.each([0, 10, 100])("are sent no more once it was stopped at %d ms", async (cancelAtMs) => {
    const run = await runProbe((context, target) => measureFragments(context, target, 500, "ke"), {
      faults: [{ name: "fragments-dropped" }],
      cancelAtMs,
    });
    expect(run.sent.filter(({ atMs }) => atMs > cancelAtMs)).toEqual([]);
  });
});
