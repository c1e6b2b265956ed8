import { describe, expect, it } from "vitest";
import { blockThreshold } from "../../main/practice/half-open.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import type { GatewayTarget, ProbeContext } from "../../main/probes/context.ts";
import { measureNat } from "../../main/probes/nat.ts";
import { measureReach } from "../../main/probes/reach.ts";
import { answer, runProbe, seeds } from "./run-probe.ts";

interface Row {
  readonly faults: readonly PracticeFault[];
  readonly ike: string;
  readonly natTraversal: string;
}

const rows: readonly Row[] = [
  { faults: [], ike: "answered", natTraversal: "answered" },
  { faults: [{ name: "udp-500-blocked" }], ike: "silent", natTraversal: "answered" },
  { faults: [{ name: "udp-4500-blocked" }], ike: "answered", natTraversal: "silent" },
  { faults: [{ name: "gateway-silent" }], ike: "silent", natTraversal: "silent" },
  { faults: [{ name: "path-mtu", value: 576 }], ike: "answered", natTraversal: "answered" },
  { faults: [{ name: "mtu-black-hole", value: 576 }], ike: "answered", natTraversal: "answered" },
  { faults: [{ name: "fragments-dropped" }], ike: "answered", natTraversal: "answered" },
  { faults: [{ name: "nat-timeout", value: 1 }], ike: "answered", natTraversal: "answered" },
];

describe("reach", () => {
  const cells = rows.flatMap((row) => [0, 5].map((lossPercent) => ({ ...row, lossPercent })));
  it.each(cells)("$faults with $lossPercent % loss: 500 $ike, 4500 $natTraversal", async (row) => {
    const { faults, lossPercent } = row;
    const loss: readonly PracticeFault[] = lossPercent === 0 ? [] : [{ name: "loss", value: lossPercent }];
    for (const seed of seeds(40)) {
      const run = await runProbe(measureReach, { faults: [...faults, ...loss], seed });
      expect([answer("reach-udp-500", run), answer("reach-udp-4500", run)]).toEqual([row.ike, row.natTraversal]);
      expect(run.tookMs).toBeLessThanOrEqual(3000);
      expect(run.packetsCounted).toBe(run.sent.length);
      expect(run.sent.length).toBeLessThanOrEqual(21);
    }
  });

  it("takes loss for a block in fewer than 1 of 200 ports at 10 % each way", async () => {
    const runs = 500;
    let wrong = 0;
    for (const seed of seeds(runs)) {
      const run = await runProbe(measureReach, { faults: [{ name: "loss", value: 10 }], seed });
      const values = [answer("reach-udp-500", run), answer("reach-udp-4500", run)];
      wrong += values.filter((value) => value !== "answered").length;
    }
    expect(wrong / (2 * runs)).toBeLessThan(0.005);
  });

  it("is over in one round trip, and no later than the control, where everything answers", async () => {
    const run = await runProbe(measureReach, { rttMs: 50 });
    expect(run.tookMs).toBe(50);
    expect(answer("rtt", run)).toBe(50);
    expect(answer("reach-udp-control", run)).toBe("refused");
  });

  it("hears a refusal of the control also when the VPN's ports are silent", async () => {
    const run = await runProbe(measureReach, { faults: [{ name: "gateway-silent" }] });
    expect(answer("reach-udp-control", run)).toBe("refused");
    expect(answer("ike-version", run)).toBe("unknown");
  });

  it.each([0, 1, 10, 499, 1000, 2999])("sends nothing once it was stopped at %d ms", async (cancelAtMs) => {
    const run = await runProbe(measureReach, { faults: [{ name: "gateway-silent" }], cancelAtMs });
    expect(run.sent.filter(({ atMs }) => atMs > cancelAtMs)).toEqual([]);
    expect(run.tookMs).toBe(cancelAtMs);
    expect(answer("reach-udp-500", run)).toBe("unknown");
  });
});

const natAt = (port: number) => async (context: ProbeContext, target: GatewayTarget) =>
  (await measureNat(context, target, [port])).measurements;

describe("NAT detection", () => {
  it.each([500, 4500])("sees the router's NAT, and none at the gateway, on port %d", async (port) => {
    for (const lossPercent of [0, 5, 10]) {
      const faults: readonly PracticeFault[] = lossPercent === 0 ? [] : [{ name: "loss", value: lossPercent }];
      let undecided = 0;
      for (const seed of seeds(60)) {
        const run = await runProbe(natAt(port), { faults, seed });
        const [nat] = run.measurements;
        if (nat?.outcome === "measured") {
          expect(nat).toMatchObject({
            value: true,
            details: { clientBehindNat: true, gatewayBehindNatOrForced: false },
          });
        } else undecided += 1;
        expect(run.sent.length).toBeLessThanOrEqual(9);
      }
      // "Not answered" is allowed to be unlucky, never wrong: three tries at 10 % each way fail in 1 of 147 runs.
      expect(undecided).toBeLessThanOrEqual(lossPercent === 0 ? 0 : 3);
    }
  });

  it("is unknown, with the reason, where the gateway is silent", async () => {
    const run = await runProbe(natAt(500), {
      faults: [{ name: "gateway-silent" }],
    });
    expect(run.measurements[0]).toMatchObject({ kind: "nat-present", outcome: "unknown" });
    expect(run.measurements[0]?.reason).toContain("did not answer");
  });

  it("twice in a run stays far from the gateway's flood protection", async () => {
    const twice = await runProbe(
      async (context, target) => [...(await natAt(500)(context, target)), ...(await natAt(4500)(context, target))],
      {},
    );
    const asked = new Set(
      twice.sent.map(({ packet }) =>
        packet.payload
          .slice(packet.destination.port === 500 ? 0 : 4)
          .slice(0, 8)
          .join(),
      ),
    );
    expect(asked.size).toBe(2);
    expect(asked.size).toBeLessThan(blockThreshold);
  });
});
