import { describe, expect, it } from "vitest";
import { success } from "../../main/model/failure.ts";
import type { Arrival, UdpNetwork, UdpSocket } from "../../main/model/ports/udp.ts";
import { practiceAddresses } from "../../main/practice/addresses.ts";
import type { ProbeContext } from "../../main/probes/context.ts";
import { measureNatLifetimeByGateway } from "../../main/probes/nat-lifetime/measure-by-gateway.ts";
import { measureNatLifetime } from "../../main/probes/nat-lifetime/measure.ts";
import { natLifetimePacketBudget } from "../../main/probes/nat-lifetime/plan.ts";
import { studyPacketBudget } from "../../main/probes/nat-lifetime/study-plan.ts";
import { createSeededRandom } from "../fakes/seeded-random.ts";
import { type ProbeRun, runProbe, the } from "./run-probe.ts";

const server = { address: practiceAddresses.responder, family: "ipv4", port: 3478 } as const;
const faults = [{ name: "nat-timeout", value: 10 }] as const;

interface Packet {
  readonly port: number;
  readonly payload: Uint8Array;
}

/** Somebody on the way: what comes in beside, or in place of, what the network brings. */
interface Mischief {
  /** Called for each packet that a socket sends; what it returns comes in on that socket at once. */
  readonly onSend?: (sent: Packet, socketNumber: number) => readonly Packet[];
  /** Changes what comes in; an empty list swallows it. */
  readonly onReceive?: (received: Packet) => readonly Packet[];
}

/** The same network, with somebody on the way. */
function meddled({ udp, clock }: ProbeContext, remote: string, mischief: Mischief): UdpNetwork {
  let sockets = 0;
  const open: UdpNetwork["open"] = async (options) => {
    const opened = await udp.open(options);
    if (!opened.ok) return opened;
    sockets += 1;
    const number = sockets;
    const inner = opened.value;
    const waiting: Arrival[] = [];
    const arrive = ({ port, payload }: Packet): Arrival => {
      const from = { address: remote, port };
      return { kind: "datagram", from, payload, atMonotonicMs: clock.monotonicMs() };
    };
    const socket: UdpSocket = {
      ...inner,
      send: async (payload, port, address) => {
        const forged = mischief.onSend?.({ port, payload }, number) ?? [];
        waiting.push(...forged.map(arrive));
        return inner.send(payload, port, address);
      },
      receive: async (timeoutMs, signal) => {
        const forged = waiting.shift();
        if (forged !== undefined) return forged;
        const arrival = await inner.receive(timeoutMs, signal);
        if (arrival?.kind !== "datagram" || mischief.onReceive === undefined) return arrival;
        const [first, ...more] = mischief.onReceive({ port: arrival.from.port, payload: arrival.payload }).map(arrive);
        waiting.push(...more);
        // What was swallowed looks like one more moment of silence.
        return first ?? { kind: "unreachable", atMonotonicMs: clock.monotonicMs() };
      },
    };
    return success(socket);
  };
  return { open };
}

const byServer = (mischief: Mischief, signalAtMs?: number): Promise<ProbeRun> =>
  runProbe(
    (context) => {
      const udp = meddled(context, server.address, mischief);
      return measureNatLifetime({ ...context, udp }, { server, mode: "standard", study: true });
    },
    { faults, ...(signalAtMs === undefined ? {} : { cancelAtMs: signalAtMs }) },
  );

const budget = natLifetimePacketBudget.standard + studyPacketBudget;

/** No lie makes the probe report a lifetime that is not the NAT's. */
function expectTruthOrNothing(run: ProbeRun): void {
  expect(run.sent.length).toBeLessThanOrEqual(budget);
  expect(run.packetsCounted).toBe(run.sent.length);
  expect(run.tookMs).toBeLessThanOrEqual(600_000);
  for (const kind of ["nat-lifetime-replied", "nat-lifetime-unreplied"] as const) {
    const { outcome, low = 0, high = Infinity, reason } = the(kind, run);
    if (outcome === "measured") {
      expect(low).toBeLessThan(10);
      expect(high).toBeGreaterThanOrEqual(10);
    } else {
      expect(outcome).toBe("unknown");
      expect(reason).toBeTruthy();
    }
  }
}

const random = createSeededRandom(9);
const noise = (port: number): Packet => ({ port, payload: random.bytes(40) });
const flipped = (payload: Uint8Array, offset: number): Uint8Array =>
  payload.map((octet, index) => (index === offset ? octet ^ 0xff : octet));
const transactionOffset = 8;

describe("a server, or somebody on the way, that lies", () => {
  it.each<readonly [string, Mischief]>([
    ["echoes every packet back", { onSend: (sent) => [sent] }],
    [
      "answers with wrong transaction ids beside the right ones",
      {
        onReceive: (received) => [{ ...received, payload: flipped(received.payload, transactionOffset) }, received],
      },
    ],
    [
      "answers with wrong transaction ids only",
      {
        onReceive: (received) => [{ ...received, payload: flipped(received.payload, transactionOffset) }],
      },
    ],
    ["answers from another port", { onReceive: (received) => [{ ...received, port: 9 }] }],
    ["answers each question twice", { onReceive: (received) => [received, received] }],
    [
      "cuts every answer short",
      {
        onReceive: (received) => [{ ...received, payload: received.payload.subarray(0, received.payload.length - 4) }],
      },
    ],
    [
      "answers with a datagram as large as there is",
      {
        onReceive: (received) => [{ ...received, payload: new Uint8Array(65_507).fill(1) }],
      },
    ],
    [
      "says nothing after its first word",
      (() => {
        let heard = 0;
        return { onReceive: (received: Packet) => ((heard += 1) === 1 ? [received] : []) };
      })(),
    ],
    [
      "floods the control socket",
      {
        onSend: (_sent, socket) => (socket === 1 ? Array.from({ length: 3_000 }, () => noise(server.port)) : []),
      },
    ],
    ["floods every socket", { onSend: () => Array.from({ length: 100 }, () => noise(server.port)) }],
  ])("%s", async (_, mischief) => {
    expectTruthOrNothing(await byServer(mischief));
  });

  it("what answers nothing is counted", async () => {
    const run = await byServer({ onSend: (_sent, socket) => (socket === 1 ? [noise(server.port)] : []) });
    const { details } = the("nat-lifetime-replied", run);
    expect(details["ignoredPackets"]).toBeGreaterThan(0);
    expect(the("nat-lifetime-replied", await byServer({})).details["ignoredPackets"]).toBe(0);
  });

  it("a flood does not hinder the stop button", async () => {
    const flood = { onSend: () => Array.from({ length: 200 }, () => noise(server.port)) };
    const run = await byServer(flood, 500);
    expect(run.tookMs).toBe(500);
    expect(run.sent.every(({ atMs }) => atMs <= 500)).toBe(true);
  });
});

describe("a gateway that lies", () => {
  const gateway = practiceAddresses.gateway;
  it.each<readonly [string, Mischief]>([
    ["echoes every packet back", { onSend: (sent) => [sent] }],
    ["floods", { onSend: () => Array.from({ length: 500 }, () => noise(500)) }],
    ["answers each question five times", { onReceive: (received) => Array.from({ length: 5 }, () => received) }],
    ["cuts every answer short", { onReceive: ({ port, payload }) => [{ port, payload: payload.subarray(0, 27) }] }],
    ["answers for other SPIs", { onReceive: ({ port, payload }) => [{ port, payload: flipped(payload, 0) }] }],
  ])("%s", async (_, mischief) => {
    const run = await runProbe(
      (context, target) => {
        const udp = meddled(context, gateway, mischief);
        return measureNatLifetimeByGateway({ ...context, udp }, target, { port: 500, mode: "quick" });
      },
      { faults: [...faults, { name: "ikev1-only" }] },
    );
    expect(run.sent.length).toBeLessThanOrEqual(2 * 13);
    expect(run.packetsCounted).toBe(run.sent.length);
    expect(run.tookMs).toBeLessThanOrEqual(120_000);
    const { outcome, low = 0, high = Infinity } = the("nat-lifetime-replied", run);
    if (outcome === "measured") expect([low < 10, high >= 10]).toEqual([true, true]);
    else expect(outcome).toBe("unknown");
  });
});
