import { describe, expect, it } from "vitest";
import { runCheck } from "../../main/checkup/run-check.ts";
import { checkOptionsSchema } from "../../main/model/check-options.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import { practiceAddresses, practiceResponderName } from "../../main/practice/addresses.ts";
import type { RouterOptions } from "../../main/practice/router.ts";
import type { ProbeContext } from "../../main/probes/context.ts";
import { measureServerFragments } from "../../main/probes/server-sizes/fragments.ts";
import { measureServerPathMtu } from "../../main/probes/server-sizes/path-mtu.ts";
import { createSimulatedWorld } from "../fakes/simulated-world.ts";
import { answer, runProbe, seeds, the } from "./run-probe.ts";

const server = { address: practiceAddresses.responder, family: "ipv4", port: 3478 } as const;
const pathMtu = (context: ProbeContext) => measureServerPathMtu(context, server, 1500);
const fragments = (context: ProbeContext) => measureServerFragments(context, server);
const loss = (value: number): readonly PracticeFault[] => (value === 0 ? [] : [{ name: "loss", value }]);
const lossPercents = [0, 5, 10];

describe("the path MTU there and back", () => {
  const cells = [1280, 1380, 1387, 1402, 1454, 1492, 1499].flatMap((downlinkMtuBytes) =>
    lossPercents.map((lossPercent) => ({ downlinkMtuBytes, lossPercent })),
  );
  it.each(cells)(
    "$downlinkMtuBytes on the way back alone, $lossPercent % loss each way: exact to the byte",
    async ({ downlinkMtuBytes, lossPercent }) => {
      let wrong = 0;
      for (const seed of seeds(lossPercent === 0 ? 3 : 30)) {
        const run = await runProbe(pathMtu, { faults: loss(lossPercent), downlinkMtuBytes, seed });
        const isRight =
          answer("path-mtu", run) === 1500 &&
          answer("path-mtu-reverse", run) === downlinkMtuBytes &&
          answer("icmp-too-big-reverse", run) === false;
        if (!isRight) wrong += 1;
        expect(run.sent.length).toBeLessThanOrEqual(245);
        expect(run.sent.every(({ packet }) => packet.sizeBytes <= 1500)).toBe(true);
        expect(run.packetsCounted).toBe(run.sent.length);
      }
      expect(wrong).toBeLessThanOrEqual(lossPercent === 10 ? 1 : 0);
    },
  );

  it.each(cells)(
    "$downlinkMtuBytes on the way back alone, told to the responder, $lossPercent % loss each way: exact and heard",
    async ({ downlinkMtuBytes, lossPercent }) => {
      let wrong = 0;
      for (const seed of seeds(lossPercent === 0 ? 3 : 30)) {
        const network = { downlinkMtuBytes, tellsTooBigInbound: true };
        const run = await runProbe(pathMtu, { faults: loss(lossPercent), ...network, seed });
        const isRight = answer("path-mtu-reverse", run) === downlinkMtuBytes;
        if (!isRight) wrong += 1;
        expect(the("icmp-too-big-reverse", run)).toMatchObject({
          value: true,
          details: { heardMtuBytes: downlinkMtuBytes, heardBefore: false },
        });
        expect(run.sent.length).toBeLessThanOrEqual(245);
      }
      expect(wrong).toBeLessThanOrEqual(lossPercent === 10 ? 1 : 0);
    },
  );

  it("has nothing to hear of where the way back carries all that is asked for", async () => {
    const run = await runProbe(pathMtu, { tellsTooBigInbound: true });
    expect(the("icmp-too-big-reverse", run)).toMatchObject({ outcome: "not-applicable" });
  });

  it.each([
    { name: "path-mtu", value: 1400 },
    { name: "mtu-black-hole", value: 1387 },
  ] as const)("$name $value both ways: the way back is a lower bound", async (fault) => {
    for (const seed of seeds(10)) {
      const run = await runProbe(pathMtu, { faults: [fault, ...loss(5)], seed });
      expect(the("path-mtu", run)).toMatchObject({ value: fault.value, low: fault.value, high: fault.value });
      expect(the("path-mtu-reverse", run)).toMatchObject({ value: fault.value, details: { atLeast: true } });
      expect(the("path-mtu-reverse", run).high).toBeUndefined();
    }
  });

  it("is that of the link, both ways, where nothing is in the way", async () => {
    const run = await runProbe(pathMtu, { rttMs: 40 });
    expect(the("path-mtu", run)).toMatchObject({ value: 1500, low: 1500, high: 1500 });
    expect(the("path-mtu-reverse", run)).toMatchObject({ value: 1500, low: 1500, high: 1500 });
    expect(run.tookMs).toBeLessThanOrEqual(3 * 40 + 20);
  });

  it("is not said where nobody answers", async () => {
    const silent = { ...server, address: "198.51.100.99" };
    const run = await runProbe((context) => measureServerPathMtu(context, silent, 1500), {});
    expect(run.measurements.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["unknown", "the server did not answer"],
      ["unknown", "the server did not answer"],
      ["unknown", "the server did not answer"],
      ["unknown", "the server did not answer"],
    ]);
    expect(run.sent.length).toBe(5);
  });

  it.each([0, 20, 60, 100, 300])("sends nothing once it was stopped at %d ms", async (cancelAtMs) => {
    const run = await runProbe(pathMtu, { downlinkMtuBytes: 1387, rttMs: 50, cancelAtMs });
    expect(run.sent.filter(({ atMs }) => atMs > cancelAtMs)).toEqual([]);
    expect(the("path-mtu-reverse", run)).toMatchObject({ outcome: "unknown", reason: "cancelled" });
  });
});

describe("fragments there and back", () => {
  const cases: readonly (RouterOptions & {
    readonly faults: readonly PracticeFault[];
    readonly out: unknown;
    readonly back: unknown;
  })[] = [
    { faults: [], out: true, back: true },
    { faults: [{ name: "mtu-black-hole", value: 1380 }], out: true, back: true },
    { faults: [], dropsFragmentsInbound: true, downlinkMtuBytes: 1500, out: true, back: false },
    { faults: [{ name: "fragments-dropped" }], out: false, back: "unknown" },
  ];
  it.each(cases)(
    "$faults, inbound dropped $dropsFragmentsInbound: $out and $back",
    async ({ out, back, ...network }) => {
      for (const lossPercent of lossPercents) {
        let undecided = 0;
        for (const seed of seeds(40)) {
          const run = await runProbe(fragments, {
            ...network,
            faults: [...network.faults, ...loss(lossPercent)],
            seed,
          });
          const found = [answer("fragments-out", run), answer("fragments-in", run)];
          if (found.includes("unknown") && back !== "unknown") undecided += 1;
          expect([out, "unknown"]).toContain(found[0]);
          expect([back, "unknown"]).toContain(found[1]);
          expect(run.sent.length).toBeLessThanOrEqual(25);
        }
        expect(undecided).toBeLessThanOrEqual(lossPercent / 2);
      }
    },
  );

  it("that could not come back are no verdict on the way back", async () => {
    const run = await runProbe(fragments, { faults: [{ name: "fragments-dropped" }] });
    expect(the("fragments-in", run).reason).toMatch(/no fragmented request reached the responder/);
  });

  it.each([0, 10, 50])("are sent no more once it was stopped at %d ms", async (cancelAtMs) => {
    const run = await runProbe(fragments, { faults: [{ name: "fragments-dropped" }], cancelAtMs });
    expect(run.sent.filter(({ atMs }) => atMs > cancelAtMs)).toEqual([]);
  });
});

describe("a check", () => {
  it.each([
    { responder: { host: practiceResponderName }, expected: [1387, true] },
    { responder: undefined, expected: [undefined, undefined] },
  ])("asks for the way back only where a responder was chosen: $responder", async ({ responder, expected }) => {
    const { world, sent } = createSimulatedWorld({ downlinkMtuBytes: 1387 });
    const options = checkOptionsSchema.parse({ gateway: "practice", responder, systemLogs: false });
    const run = runCheck({ world, options, runId: "way-back" }, new AbortController().signal);
    let next = await run.next();
    while (next.done !== true) next = await run.next();
    const { measurements } = next.value.report;
    const valueOf = (kind: string) => measurements.find((measurement) => measurement.kind === kind)?.value;
    expect([valueOf("path-mtu-reverse"), valueOf("fragments-in")]).toEqual(expected);
    expect(valueOf("path-mtu")).toBe(1500);
    const asked = sent.some(({ packet }) => packet.destination.address === practiceAddresses.responder);
    expect(asked).toBe(responder !== undefined);
  });
});
