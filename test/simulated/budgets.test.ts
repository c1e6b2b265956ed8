import { describe, expect, it } from "vitest";
import { runProbe } from "../../main/checkup/run-probe.ts";
import { success } from "../../main/model/failure.ts";
import { probeKindSchema } from "../../main/model/probe-kind.ts";
import { practiceAddresses } from "../../main/practice/addresses.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import { totalCost } from "../../main/probes/budgets.ts";
import { createSimulatedWorld } from "../fakes/simulated-world.ts";
import { seeds } from "./run-probe.ts";

const situations: readonly (readonly PracticeFault[])[] = [
  [],
  [{ name: "loss", value: 10 }],
  [
    { name: "mtu-black-hole", value: 1387 },
    { name: "loss", value: 10 },
  ],
  [{ name: "path-mtu", value: 1400 }],
  [{ name: "fragments-dropped" }],
  [{ name: "ikev1-only" }, { name: "loss", value: 10 }],
  [{ name: "dpi" }],
  [{ name: "dpi", value: 3 }],
  [{ name: "esp-blocked" }, { name: "loss", value: 10 }],
  [{ name: "gateway-silent" }],
];

const asked = { lifetimeMode: "deep", note: () => undefined } as const;

describe("the published budget of a probe", () => {
  it.each(probeKindSchema.options)("%s is kept, in packets and in bytes, whatever the network does", async (kind) => {
    const budget = totalCost(kind);
    for (const faults of situations) {
      // One of these runs sends as many packets as all of the others together.
      for (const seed of seeds(kind === "nat-lifetime" ? 1 : 3)) {
        const { world, clock, sent } = createSimulatedWorld({ faults, seed });
        const stunServer = { host: practiceAddresses.responder, port: 3478 };
        const names: typeof world.names = {
          resolve: async (host, ...rest) =>
            host === stunServer.host
              ? { ok: true, value: { addresses: [{ address: host, family: "ipv4" }], durationMs: 0 } }
              : world.names.resolve(host, ...rest),
        };
        const request = { world: { ...world, names }, kind, gateway: "practice", stunServer, ...asked };
        const outcome = await runProbe(request, new AbortController().signal);
        await clock.sleep(30_000);
        const where = `${JSON.stringify(faults)}, seed ${seed}`;
        expect(outcome.ok && outcome.value.packetsSent, where).toBe(sent.length);
        expect(outcome.ok && outcome.value.packetsIgnored, where).toBe(0);
        expect(sent.length, where).toBeLessThanOrEqual(budget.packets);
        const bytes = sent.reduce((sum, { packet }) => sum + packet.sizeBytes, 0);
        expect(bytes, where).toBeLessThanOrEqual(budget.bytes);
      }
    }
  });

  it("goes to nobody but the gateway where no STUN server was chosen", async () => {
    for (const kind of probeKindSchema.options) {
      const { world, sent } = createSimulatedWorld({});
      await runProbe({ world, kind, gateway: "practice", ...asked }, new AbortController().signal);
      expect(new Set(sent.map(({ packet }) => packet.destination.address)).size).toBeLessThanOrEqual(1);
    }
  });

  it("comes with the count of what answered nothing", async () => {
    const { world } = createSimulatedWorld({});
    // Somebody guesses on every socket, and another host sends to it.
    const udp: typeof world.udp = {
      open: async (options) => {
        const opened = await world.udp.open(options);
        if (!opened.ok) return opened;
        const { receive, ...socket } = opened.value;
        let guessed = false;
        return success({
          ...socket,
          receive: async (timeoutMs, signal) => {
            if (!guessed) {
              guessed = true;
              options.onIgnored?.();
              const from = { address: options.remoteAddress, port: options.connectToPort ?? 500 };
              return { kind: "datagram", from, payload: new Uint8Array(40), atMonotonicMs: world.clock.monotonicMs() };
            }
            return receive(timeoutMs, signal);
          },
        });
      },
    };
    const request = { world: { ...world, udp }, kind: "reach", gateway: "practice", ...asked } as const;
    const outcome = await runProbe(request, new AbortController().signal);
    // Three sockets: each has thrown one away itself, and been handed one that answers nothing.
    expect(outcome).toMatchObject({ ok: true, value: { packetsIgnored: 6 } });
  });

  it("is a failure with a name where the gateway has none", async () => {
    const { world, sent } = createSimulatedWorld({});
    const request = { world, kind: "reach", gateway: "vpn.example.invalid", ...asked } as const;
    expect(await runProbe(request, new AbortController().signal)).toMatchObject({
      error: { code: "name-not-resolved" },
    });
    expect(sent).toEqual([]);
  });
});
