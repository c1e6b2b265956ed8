import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { practiceFaults, type PracticeFault } from "../../../main/practice/fault.ts";
import { createPracticeNetwork } from "../../../main/practice/network.ts";
import { ipPacket } from "../../../main/practice/packet.ts";
import { invalidKeBait } from "../../../main/probes/ike/baits.ts";
import { usualIkePort } from "../../../main/probes/ike/non-esp-marker.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";
import { clientPacket, gatewayPacket } from "./packets.ts";

const network = (faults: readonly PracticeFault[] = [], roundTripMs = 40) =>
  createPracticeNetwork({ faults, random: createSeededRandom(1), roundTripMs });
const bait = clientPacket({ payload: invalidKeBait(createSeededRandom(1), usualIkePort(500)).udpPayload, toPort: 500 });
const routerOutside = { address: "198.51.100.7", port: 50_000 };

describe("what arrives at the client, and when", () => {
  it("is the gateway's answer, one round trip later, at the address that asked", () => {
    const [answer, ...others] = network().fromClient(bait, 0);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      kind: "datagram",
      afterMs: 40,
      packet: { source: bait.destination, destination: bait.source },
    });
  });

  it("is a port unreachable about the packet as the client had sent it", () => {
    const packet = clientPacket({ toPort: 33_434 });
    const { protocol, source, destination } = packet;
    expect(network().fromClient(packet, 0)).toEqual([
      { kind: "port-unreachable", afterMs: 40, quoted: { protocol, source, destination } },
    ]);
  });

  it("is a packet too big from the router, long before any answer could come", () => {
    const packet = clientPacket({ sizeBytes: 1500, dontFragment: true });
    const [told] = network([{ name: "path-mtu", value: 1400 }]).fromClient(packet, 0);
    expect(told).toMatchObject({ kind: "packet-too-big", mtuBytes: 1400, quoted: { source: packet.source } });
    expect(told?.afterMs).toBeLessThan(20);
  });

  it("is nothing from a host that is not there", () => {
    const nobody = clientPacket({ destination: { address: "203.0.113.99", port: 500 } });
    expect(network().fromClient(nobody, 0)).toEqual([]);
  });
});

describe("what the gateway sends by itself", () => {
  // The client asks at 0 and again at 5 s, which makes the NAT entry one of a stream, refreshed last at 5.04 s.
  it.each([
    { faults: [], atMs: 125_000, arrives: true },
    { faults: [], atMs: 125_100, arrives: false },
    { faults: [{ name: "nat-timeout", value: 40 }], atMs: 45_000, arrives: true },
    { faults: [{ name: "nat-timeout", value: 40 }], atMs: 45_100, arrives: false },
  ] as const)("$faults, at $atMs ms: arrives $arrives", ({ faults, atMs, arrives }) => {
    const home = network(faults);
    home.fromClient(bait, 0);
    home.fromClient(bait, 5000);
    const delivered = home.fromGateway(gatewayPacket(routerOutside, 500), atMs - 20);
    expect(delivered.map(({ kind, afterMs }) => [kind, afterMs])).toEqual(arrives ? [["datagram", 20]] : []);
  });

  it("never reaches a client that did not ask", () => {
    expect(network().fromGateway(gatewayPacket(routerOutside), 0)).toEqual([]);
  });
});

describe("hostile packets", () => {
  const port = fc.oneof(fc.nat(65_535), fc.constantFrom(500, 4500));
  const endpoint = fc.record({ address: fc.oneof(fc.ipV4(), fc.constant("203.0.113.10")), port });
  const packet = fc
    .record({
      protocol: fc.constantFrom("udp" as const, "icmp-echo" as const),
      source: endpoint,
      destination: endpoint,
      payload: fc.uint8Array({ maxLength: 2000 }),
      dontFragment: fc.boolean(),
    })
    .map(ipPacket);
  const faults = fc.subarray(practiceFaults.map(({ name }) => ({ name })));

  it("never throw, and never bring back more than one packet each", () => {
    fc.assert(
      fc.property(faults, fc.array(fc.tuple(packet, fc.nat(1_000_000)), { maxLength: 20 }), (chosen, sent) => {
        const home = network(chosen);
        for (const [one, nowMs] of sent) expect(home.fromClient(one, nowMs).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
