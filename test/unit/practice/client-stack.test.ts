import { describe, expect, it } from "vitest";
import type { UdpSocket, UdpSocketOptions } from "../../../main/model/ports/udp.ts";
import { practiceAddresses } from "../../../main/practice/addresses.ts";
import type { PracticeFault } from "../../../main/practice/fault.ts";
import { createClientStack } from "../../../main/practice/client-stack.ts";
import type { IpPacket } from "../../../main/practice/packet.ts";
import { invalidKeBait } from "../../../main/probes/ike/baits.ts";
import { usualIkePort } from "../../../main/probes/ike/non-esp-marker.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";
import { createSimulatedWorld } from "../../fakes/simulated-world.ts";
import { createVirtualClock } from "../../fakes/virtual-clock.ts";
import { clientPacket, gatewayPacket } from "./packets.ts";

const toGateway: UdpSocketOptions = {
  remoteAddress: practiceAddresses.gateway,
  family: "ipv4",
  fragmentation: "never",
};

async function open(options: Partial<UdpSocketOptions> = {}, faults: readonly PracticeFault[] = []) {
  const simulated = createSimulatedWorld({ faults });
  const opened = await simulated.world.udp.open({ ...toGateway, ...options });
  if (!opened.ok) throw new Error(opened.error.message);
  return { ...simulated, socket: opened.value };
}

const bait = (port: number, sizeBytes?: number) =>
  invalidKeBait(createSeededRandom(1), usualIkePort(port), sizeBytes).udpPayload;
const ask = async (socket: UdpSocket, port: number, sizeBytes?: number) => ({
  sent: await socket.send(bait(port, sizeBytes), port),
  arrived: (await socket.receive(1000))?.kind ?? "nothing",
});

describe("a UDP socket of the practice client", () => {
  it("speaks from the client's address and hears who it asked, one round trip later", async () => {
    const { socket, clock } = await open();
    expect(socket.local.address).toBe(practiceAddresses.client);
    expect(await ask(socket, 500)).toEqual({ sent: "sent", arrived: "datagram" });
    expect(clock.monotonicMs()).toBe(20);
  });

  it.each([
    { faults: [], fragmentation: "never", bytes: 1472, expected: { sent: "sent", arrived: "datagram" } },
    { faults: [], fragmentation: "never", bytes: 1473, expected: { sent: "too-big", arrived: "nothing" } },
    { faults: [], fragmentation: "system", bytes: 3000, expected: { sent: "sent", arrived: "datagram" } },
    { faults: [], fragmentation: "system", bytes: 20_000, expected: { sent: "too-big", arrived: "nothing" } },
    {
      faults: [{ name: "path-mtu" }],
      fragmentation: "never",
      bytes: 1373,
      expected: { sent: "sent", arrived: "nothing" },
    },
    {
      faults: [{ name: "path-mtu" }],
      fragmentation: "system",
      bytes: 1373,
      expected: { sent: "sent", arrived: "datagram" },
    },
  ] as const)(
    "$faults, fragmentation $fragmentation, $bytes bytes: $expected",
    async ({ faults, fragmentation, bytes, expected }) => {
      const { socket } = await open({ fragmentation }, faults);
      expect(await ask(socket, 500, bytes)).toEqual(expected);
    },
  );

  it.each([
    { fault: { name: "path-mtu", value: 1400 }, knows: 1400 },
    { fault: { name: "mtu-black-hole", value: 1400 }, knows: 1500 },
    { fault: { name: "healthy" }, knows: 1500 },
  ] as const)("knows a path MTU of $knows after a packet too big with $fault.name", async ({ fault, knows }) => {
    const { socket } = await open({}, [fault]);
    expect(socket.knownPathMtuBytes()).toBe(1500);
    await ask(socket, 500, 1472);
    expect(socket.knownPathMtuBytes()).toBe(knows);
  });

  it("hears a port unreachable when it is connected, and only then", async () => {
    const connected = await open({ connectToPort: 33_434 });
    expect(await ask(connected.socket, 33_434)).toEqual({ sent: "sent", arrived: "refused" });
    const unconnected = await open();
    expect(await ask(unconnected.socket, 33_434)).toEqual({ sent: "sent", arrived: "nothing" });
  });

  it("that is connected sends nowhere else: that would be a bug", async () => {
    const { socket } = await open({ connectToPort: 500 });
    await expect(socket.send(bait(4500), 4500)).rejects.toThrow(RangeError);
  });

  it("sends and hears nothing once it is closed, and lets go of who waits", async () => {
    const { socket, sent, clock } = await open();
    const waiting = socket.receive(1000);
    socket.close();
    socket.close();
    expect(await waiting).toBeNull();
    expect(await socket.send(bait(500), 500)).toBe("failed");
    expect(await socket.receive(1000)).toBeNull();
    expect([sent.length, clock.monotonicMs()]).toEqual([0, 0]);
  });

  it("stops waiting when it is told to, and after its time", async () => {
    const { socket, clock } = await open();
    const stop = new AbortController();
    const waiting = socket.receive(1000, stop.signal);
    stop.abort();
    expect(await waiting).toBeNull();
    expect(await socket.receive(1000, stop.signal)).toBeNull();
    expect(clock.monotonicMs()).toBe(0);
    expect(await socket.receive(250)).toBeNull();
    expect(clock.monotonicMs()).toBe(250);
  });

  it.each([
    { options: { family: "ipv6", remoteAddress: "2001:db8::1" }, code: "unreachable" },
    { options: { bindAddress: "192.0.2.1" }, code: "invalid-input" },
  ] as const)("is refused with $options", async ({ options, code }) => {
    const { world } = createSimulatedWorld();
    expect(await world.udp.open({ ...toGateway, ...options })).toMatchObject({ ok: false, error: { code } });
  });

  it("has a port that no other open socket has", async () => {
    const { world } = createSimulatedWorld();
    const opened = await Promise.all(Array.from({ length: 300 }, () => world.udp.open(toGateway)));
    const ports = opened.map((socket) => (socket.ok ? socket.value.local.port : 0));
    expect(new Set(ports).size).toBe(300);
    expect(Math.min(...ports)).toBeGreaterThanOrEqual(49_152);
  });
});

describe("what comes over the link", () => {
  async function stackWithSocket(options: Partial<UdpSocketOptions> = {}) {
    const transmitted: IpPacket[] = [];
    const stack = createClientStack({
      clock: createVirtualClock(),
      random: createSeededRandom(1),
      transmit: (packet) => transmitted.push(packet),
    });
    const opened = await stack.udp.open({ ...toGateway, ...options });
    if (!opened.ok) throw new Error(opened.error.message);
    return { stack, socket: opened.value };
  }

  it.each([
    { name: "from the gateway", change: {}, heard: true },
    { name: "from another host", change: { source: { address: "203.0.113.99", port: 4500 } }, heard: false },
    { name: "to another port", change: { destination: { address: practiceAddresses.client, port: 1 } }, heard: false },
  ])("reaches a socket only when it is $name: $heard", async ({ change, heard }) => {
    const { stack, socket } = await stackWithSocket();
    stack.receive({ kind: "datagram", packet: { ...gatewayPacket(socket.local), ...change } });
    expect((await socket.receive(10)) !== null).toBe(heard);
  });

  it("from another port reaches no connected socket", async () => {
    const { stack, socket } = await stackWithSocket({ connectToPort: 500 });
    stack.receive({ kind: "datagram", packet: gatewayPacket(socket.local, 4500) });
    stack.receive({ kind: "port-unreachable", quoted: clientPacket({ fromPort: socket.local.port, toPort: 4500 }) });
    expect(await socket.receive(10)).toBeNull();
  });

  it("never raises a known path MTU again", async () => {
    const { stack, socket } = await stackWithSocket();
    const quoted = clientPacket({ fromPort: socket.local.port });
    for (const mtuBytes of [1400, 9000, 0]) stack.receive({ kind: "packet-too-big", quoted, mtuBytes });
    expect(socket.knownPathMtuBytes()).toBe(28);
  });
});

describe("ping", () => {
  it("counts every answer, one after the other", async () => {
    const { world } = createSimulatedWorld({ rttMs: 30 });
    const value = { sent: 4, received: 4, roundTripMs: [30, 30, 30, 30] };
    expect(await world.echo.ping(practiceAddresses.gateway, 4, 1000)).toEqual({ ok: true, value });
  });

  it("to nobody is a result, after its time", async () => {
    const { world, clock } = createSimulatedWorld();
    const value = { sent: 2, received: 0, roundTripMs: [] };
    expect(await world.echo.ping("203.0.113.99", 2, 1000)).toEqual({ ok: true, value });
    expect(clock.monotonicMs()).toBe(2000);
  });

  it("stops when it is told to", async () => {
    const { world, clock, sent } = createSimulatedWorld();
    const stop = new AbortController();
    void clock.sleep(1500).then(() => stop.abort());
    expect(await world.echo.ping("203.0.113.99", 10, 1000, stop.signal)).toMatchObject({ value: { received: 0 } });
    expect([sent.length, clock.monotonicMs()]).toEqual([2, 1500]);
  });
});
