import { describe, expect, it } from "vitest";
import { success } from "../../main/model/failure.ts";
import { practiceAddresses } from "../../main/practice/addresses.ts";
import type { ProbeContext } from "../../main/probes/context.ts";
import type { NatLifetimeMethod } from "../../main/probes/nat-lifetime/lane.ts";
import { measureNatLifetime } from "../../main/probes/nat-lifetime/measure.ts";
import { natLifetimePacketBudget } from "../../main/probes/nat-lifetime/plan.ts";
import type { NatLifetimeProgress } from "../../main/probes/nat-lifetime/progress.ts";
import { studyPacketBudget } from "../../main/probes/nat-lifetime/study-plan.ts";
import type { SimulatedWorldOptions } from "../fakes/simulated-world.ts";
import { runProbe, the } from "./run-probe.ts";

const server = { address: practiceAddresses.responder, family: "ipv4", port: 3478 } as const;

interface Wanted {
  readonly seconds: number;
  readonly lossPercent?: number;
  readonly method?: NatLifetimeMethod;
  readonly onProgress?: (progress: NatLifetimeProgress) => void;
}

function study(
  { seconds, lossPercent = 0, method, onProgress = () => undefined }: Wanted,
  options: SimulatedWorldOptions & { readonly cancelAtMs?: number } = {},
) {
  const faults = [
    { name: "nat-timeout", value: seconds },
    ...(lossPercent === 0 ? [] : [{ name: "loss", value: lossPercent } as const]),
  ] as const;
  const chosen = method === undefined ? {} : { method };
  return runProbe(
    (context) => measureNatLifetime(context, { server, mode: "standard", study: true, onProgress, ...chosen }),
    { faults, rttMs: 40, ...options },
  );
}

const refreshers = [
  { refreshedBy: "both", outbound: "yes", inbound: "yes" },
  { refreshedBy: "inside", outbound: "yes", inbound: "no" },
  { refreshedBy: "outside", outbound: "no", inbound: "yes" },
] as const;
const methods = ["delayed-answer", "response-port"] as const;

describe("what keeps a mapping", () => {
  const cells = methods.flatMap((method) =>
    refreshers.flatMap((truth) =>
      [10, 60].flatMap((seconds) => [0, 5].map((lossPercent) => ({ ...truth, method, seconds, lossPercent }))),
    ),
  );
  it.each(cells)(
    "$seconds s, refreshed by $refreshedBy, by $method at $lossPercent % loss",
    async ({ refreshedBy, outbound, inbound, ...wanted }) => {
      for (const [seed, natPorts] of [
        [1, "preserved"],
        [2, "random"],
      ] as const) {
        const run = await study(wanted, { refreshedBy, natPorts, seed });
        expect(the("nat-lifetime-replied", run).details).toMatchObject({
          refreshedByOutbound: outbound,
          refreshedByInbound: inbound,
          shortestNatHop: outbound === "yes" ? 1 : "unknown",
        });
        expect(the("keepalive-interval", run).details).toMatchObject({ holds: outbound });
        expect(run.packetsCounted).toBe(run.sent.length);
        expect(run.sent.length).toBeLessThanOrEqual(natLifetimePacketBudget.standard + studyPacketBudget);
      }
    },
  );

  it("takes a little more than twice the lifetime, after it", async () => {
    const told: NatLifetimeProgress[] = [];
    const run = await study({ seconds: 60, onProgress: (progress) => told.push(progress) });
    expect(run.tookMs).toBeLessThanOrEqual(60_000 * 1.1 + 4_000 + 60_000 * 2.6 + 4_000);
    const { value, details } = the("keepalive-interval", run);
    expect(value).toBe(19);
    expect(details["triedForSeconds"]).toBeGreaterThan(120);
    expect(details["why"]).toContain("tried: it held a mapping");
    expect(told.at(-1)).toEqual({ kind: "studying", keepaliveSeconds: 19, forSeconds: details["triedForSeconds"] });
  });

  it.each([
    { home: 10, carrier: 60, hop: 1 },
    { home: 60, carrier: 10, hop: 2 },
    { home: 10, carrier: 10, hop: 2 },
    { home: 10, carrier: 14, hop: 1 },
  ])("a home router with $home s and a carrier with $carrier s: hop $hop is short", async ({ home, carrier, hop }) => {
    for (const seed of [1, 2, 3]) {
      const carrierNat = { unrepliedTimeoutMs: carrier * 1_000, streamTimeoutMs: carrier * 1_000 };
      const run = await study({ seconds: home, lossPercent: 5 }, { carrierNat, seed });
      expect(the("nat-lifetime-replied", run).details).toMatchObject({ shortestNatHop: hop });
    }
  });

  it("a new port shows what packets outwards do, and nothing about the other direction", async () => {
    const wanted = { seconds: 20, lossPercent: 5, method: "mapping-change" } as const;
    const run = await study(wanted, { natPorts: "random", refreshedBy: "inside" });
    expect(the("nat-lifetime-replied", run).details).toMatchObject({
      refreshedByOutbound: "yes",
      refreshedByInbound: "unknown",
      refreshedByInboundReason: "it cannot be tried with this server",
      shortestNatHop: 1,
    });
    expect(the("keepalive-interval", run).details).toMatchObject({ holds: "yes" });
  });

  it("nothing is tried where nothing was forgotten", async () => {
    const run = await study({ seconds: 300 });
    expect(run.tookMs).toBeLessThan(136_000);
    expect(the("nat-lifetime-replied", run).details).toMatchObject({
      refreshedByOutbound: "unknown",
      refreshedByOutboundReason: expect.stringContaining("longer than what was tried") as string,
    });
  });

  it("says so where the system does not let a program choose how far a packet goes", async () => {
    const withoutTtl = (context: ProbeContext) => {
      const open: typeof context.udp.open = async (options) => {
        const opened = await context.udp.open(options);
        if (!opened.ok) return opened;
        const { local, send, receive, knownPathMtuBytes, close } = opened.value;
        return success({ local, send, receive, knownPathMtuBytes, close });
      };
      return measureNatLifetime({ ...context, udp: { open } }, { server, mode: "standard", study: true });
    };
    const run = await runProbe(withoutTtl, { faults: [{ name: "nat-timeout", value: 10 }] });
    expect(the("nat-lifetime-replied", run).details).toMatchObject({
      refreshedByOutbound: "yes",
      shortestNatHop: "unknown",
      shortestNatHopReason: "this system does not let a program choose how far a packet goes",
    });
  });

  it.each([20_000, 30_000, 40_000])(
    "stopped at %d ms: keeps the lifetime and sends nothing more",
    async (cancelAtMs) => {
      const run = await study({ seconds: 10 }, { cancelAtMs });
      expect(run.sent.every(({ atMs }) => atMs <= cancelAtMs)).toBe(true);
      expect(run.tookMs).toBe(cancelAtMs);
      const replied = the("nat-lifetime-replied", run);
      expect(replied).toMatchObject({ outcome: "measured", low: 9.7, details: { atLeast: false } });
      expect(the("keepalive-interval", run).details).toMatchObject({ holds: "unknown", holdsReason: "cancelled" });
    },
  );
});
