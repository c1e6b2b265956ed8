import { describe, expect, it } from "vitest";
import type { Measurement } from "../../main/model/measurement.ts";
import { practiceAddresses } from "../../main/practice/addresses.ts";
import { failure } from "../../main/model/failure.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import type { GatewayTarget, ProbeContext } from "../../main/probes/context.ts";
import { halfOpenPerRun, halfOpenPerWindow, halfOpenWindowMs } from "../../main/probes/half-open-budget.ts";
import { addGatewayPort } from "../../main/probes/nat-lifetime/add-gateway-port.ts";
import { measureNatLifetimeByPort } from "../../main/probes/nat-lifetime/measure-by-port.ts";
import { measureNatLifetime } from "../../main/probes/nat-lifetime/measure.ts";
import type { NatLifetimeMode } from "../../main/probes/nat-lifetime/plan.ts";
import { type PortTeller, portSilencePacketBudget } from "../../main/probes/nat-lifetime/port-silence.ts";
import type { NatLifetimeProgress } from "../../main/probes/nat-lifetime/progress.ts";
import type { SimulatedWorldOptions } from "../fakes/simulated-world.ts";
import { type ProbeRun, runProbe, seeds, the } from "./run-probe.ts";

const port = 4500;
const publicAddress = practiceAddresses.routerOutside;
const server = { address: practiceAddresses.responder, family: "ipv4", port: 3478 } as const;
const asked = { port, version: "ikev2", bait: "ke" } as const;

interface Situation extends SimulatedWorldOptions {
  readonly seconds: number;
  readonly lossPercent?: number;
  readonly mode?: NatLifetimeMode;
  readonly cancelAtMs?: number;
  /** The public address as it was told. */
  readonly told?: string;
  readonly asked?: Pick<PortTeller, "port" | "version" | "bait">;
  readonly onProgress?: (progress: NatLifetimeProgress) => void;
}

function faultsOf({ seconds, lossPercent = 0, faults = [] }: Situation): readonly PracticeFault[] {
  const loss: readonly PracticeFault[] = lossPercent === 0 ? [] : [{ name: "loss", value: lossPercent }];
  return [{ name: "nat-timeout", value: seconds }, ...loss, ...faults];
}

function byPort(situation: Situation): Promise<ProbeRun> {
  const { mode = "standard", told = publicAddress, onProgress = () => undefined } = situation;
  const teller = situation.asked ?? asked;
  return runProbe(
    async (context, target) => [
      await measureNatLifetimeByPort(
        context,
        { ...teller, target, publicAddress: told },
        { mode, prior: null, onProgress },
      ),
    ],
    { natPorts: "pooled", rttMs: 40, ...situation, faults: faultsOf(situation) },
  );
}

const replied = (run: ProbeRun): Measurement => the("nat-lifetime-replied", run);

function isFalse({ outcome, low = 0, high = Infinity }: Measurement, seconds: number): boolean {
  return outcome === "measured" && (low > seconds || high < seconds);
}

/** When the half-open SAs were opened: first packets of IKE_SA_INITs that can be accepted, by their SPI. */
function openedAtMs({ sent }: ProbeRun): readonly number[] {
  const first = new Map<string, number>();
  for (const { atMs, packet } of sent) {
    if (packet.payload.length < largeMessageBytes) continue;
    const spi = packet.payload.subarray(0, 12).join();
    first.set(spi, first.get(spi) ?? atMs);
  }
  return [...first.values()];
}

/** Between the size of a bait and of a message with a whole key exchange. */
const largeMessageBytes = 400;

describe("the NAT lifetime by the gateway's NAT detection hash", () => {
  it.each([12, 20, 30, 45, 60, 90].flatMap((seconds) => [0, 5].map((lossPercent) => ({ seconds, lossPercent }))))(
    "brackets $seconds s at $lossPercent % loss, politely",
    async ({ seconds, lossPercent }) => {
      let found = 0;
      for (const seed of seeds(6)) {
        const run = await byPort({ seconds, lossPercent, seed });
        const measurement = replied(run);
        expect(isFalse(measurement, seconds), JSON.stringify(measurement)).toBe(false);
        if (measurement.outcome === "measured") {
          found += 1;
          const { low = 0, high = Infinity } = measurement;
          expect(high - low).toBeLessThanOrEqual(Math.max(9, 0.4 * seconds));
          expect(measurement.details).toMatchObject({ atLeast: false });
        }
        const opened = openedAtMs(run);
        expect(opened.length).toBeLessThanOrEqual(halfOpenPerRun);
        for (const atMs of opened) {
          const window = opened.filter((other) => other > atMs - halfOpenWindowMs && other <= atMs);
          expect(window.length).toBeLessThanOrEqual(halfOpenPerWindow);
        }
        expect(run.packetsCounted).toBe(run.sent.length);
        expect(run.sent.length).toBeLessThanOrEqual(halfOpenPerRun * portSilencePacketBudget);
      }
      expect(found).toBeGreaterThanOrEqual(lossPercent === 0 ? 5 : 4);
    },
    60_000,
  );

  it.each(["random", "pooled", "next", "lowest", "computed"] as const)(
    "says nothing false behind a NAT with ports %s",
    async (natPorts) => {
      for (const seed of seeds(natPorts === "random" ? 3 : 12)) {
        const seconds = 6 + ((seed * 37) % 120);
        const mode = (["quick", "standard", "deep"] as const)[seed % 3] ?? "quick";
        const run = await byPort({ seconds, lossPercent: 5, natPorts, seed, mode });
        expect(isFalse(replied(run), seconds), JSON.stringify([seconds, replied(run)])).toBe(false);
      }
    },
    60_000,
  );

  it("says early for how long the port has stayed, and calls it a lifetime only once it has changed twice", async () => {
    const told: NatLifetimeProgress[] = [];
    await byPort({ seconds: 45, onProgress: (progress) => told.push(progress) });
    expect(told[0]).toEqual({ kind: "same-port", forSeconds: 31 });
    expect(told.at(-1)).toMatchObject({ kind: "outlived", state: "replied" });
  });

  it.each([
    [{ natPorts: "preserved" }, "keeps the port of this computer"],
    [{ natPorts: "computed" }, "stayed the same, which it may do"],
    [{ natPorts: "lowest" }, /stayed the same|gives a public port again/],
    [{ seconds: 600 }, "stayed the same, which it may do"],
    [{ told: "198.51.100.99" }, "does not see this computer under the public address"],
    [{ faults: [{ name: "gateway-silent" }] }, "did not answer an IKEv2 IKE_SA_INIT"],
    [{ faults: [{ name: "ikev1-only" }] }, "did not answer an IKEv2 IKE_SA_INIT"],
  ] as readonly (readonly [Partial<Situation>, string | RegExp])[])("is unknown with %j", async (situation, reason) => {
    const run = await byPort({ seconds: 20, mode: "quick", ...situation });
    expect(replied(run).outcome).toBe("unknown");
    expect(replied(run).reason).toMatch(reason);
  });

  it.each([0, 5])(
    "is measured by Main Mode where the gateway speaks IKEv1 only, at %d %% loss",
    async (lossPercent) => {
      const situation = { seconds: 45, lossPercent, faults: [{ name: "ikev1-only" }] } as const;
      let found = 0;
      for (const seed of seeds(6)) {
        const run = await byPort({ ...situation, asked: { port, version: "ikev1", bait: "v1np" }, seed });
        expect(isFalse(replied(run), 45), JSON.stringify(replied(run))).toBe(false);
        if (replied(run).outcome === "measured") found += 1;
        expect(run.packetsCounted).toBe(run.sent.length);
      }
      expect(found).toBeGreaterThanOrEqual(4);
    },
  );

  it("says what the system says where no socket can be opened", async () => {
    const run = await runProbe(async (context, target) => {
      const udp = { open: async () => failure("not-permitted", "No UDP socket here.") };
      const teller = { ...asked, target, publicAddress };
      return [await measureNatLifetimeByPort({ ...context, udp }, teller, { mode: "quick", prior: null })];
    }, {});
    expect(replied(run)).toMatchObject({ outcome: "failed", reason: "No UDP socket here." });
  });

  it("opens nothing more once it is known that the NAT gives ports again", async () => {
    for (const seed of seeds(20)) {
      const run = await byPort({ seconds: 20, natPorts: "lowest", seed });
      if (replied(run).reason?.includes("gives a public port again") !== true) continue;
      const lastMs = openedAtMs(run).at(-1) ?? 0;
      expect(run.tookMs - lastMs).toBeLessThan(1_000);
    }
  });

  it("opens one half-open SA only where the NAT keeps ports", async () => {
    const run = await byPort({ seconds: 20, natPorts: "preserved" });
    expect(openedAtMs(run)).toHaveLength(1);
    expect(run.tookMs).toBeLessThan(1_000);
  });

  it.each([0, 20, 3_000, 40_000, 90_000])("sends nothing once it was stopped at %d ms", async (cancelAtMs) => {
    const run = await byPort({ seconds: 45, cancelAtMs });
    expect(run.sent.every(({ atMs }) => atMs <= cancelAtMs)).toBe(true);
    expect(run.tookMs).toBe(cancelAtMs);
    expect(replied(run)).toMatchObject({ outcome: "unknown", reason: "cancelled" });
  });
});

describe("a STUN server that can do no more, and the gateway", () => {
  const both =
    (mode: NatLifetimeMode) =>
    async (context: ProbeContext, target: GatewayTarget): Promise<readonly Measurement[]> => {
      const onProgress = () => undefined;
      const found = await measureNatLifetime(context, { server, mode, method: "mapping-change" });
      return addGatewayPort(context, found, {
        ...asked,
        target,
        serverPort: server.port,
        mode,
        study: false,
        onProgress,
      });
    };

  it.each([10, 30, 100])("agree on %d s, with a look at each end", async (seconds) => {
    for (const lossPercent of [0, 5]) {
      const situation = { seconds, lossPercent };
      const run = await runProbe(both("standard"), { natPorts: "pooled", faults: faultsOf(situation), seed: 3 });
      const { details, method, low, high } = replied(run);
      expect(method).toBe("mapping-change");
      expect(details["port4500Alike"]).toBe("yes");
      expect(Number(details["port4500LowSeconds"])).toBeLessThanOrEqual(seconds);
      expect(Number(details["port4500HighSeconds"])).toBeGreaterThanOrEqual(seconds);
      expect(low).toBeLessThanOrEqual(seconds);
      expect(high).toBeGreaterThanOrEqual(seconds);
      expect(the("keepalive-interval", run).outcome).toBe("measured");
      expect(openedAtMs(run).length).toBeLessThanOrEqual(lossPercent === 0 ? 4 : 7);
    }
  });

  it("leave it unknown where the NAT keeps ports and the gateway does not reflect", async () => {
    const run = await runProbe(both("quick"), { faults: faultsOf({ seconds: 20 }) });
    expect(replied(run)).toMatchObject({ outcome: "unknown", details: { portPreserved: true } });
    expect(the("keepalive-interval", run).outcome).toBe("unknown");
  });
});
