import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeLinkFrame, parseLinkFrame } from "../../../main/practice/link-frame.ts";
import {
  type Arrived,
  ipPacket,
  maximumPacketSizeBytes,
  packetHeaderSizeBytes,
} from "../../../main/practice/packet.ts";

const endpoint = fc.record({ address: fc.ipV4(), port: fc.nat(65_535) });
const quoted = fc.record({ protocol: fc.constantFrom("udp", "icmp-echo"), source: endpoint, destination: endpoint });
const payload = fc.uint8Array({ maxLength: 3000 });
const arrived: fc.Arbitrary<Arrived> = fc.oneof(
  fc
    .tuple(quoted, payload, fc.boolean(), fc.option(fc.integer({ min: 1, max: 255 })))
    .map(([ends, octets, dontFragment, ttl]) => ({
      kind: "datagram" as const,
      packet: ipPacket({ ...ends, payload: octets, dontFragment, ...(ttl === null ? {} : { ttl }) }),
    })),
  quoted.map((ends) => ({ kind: "port-unreachable" as const, quoted: ends })),
  fc
    .tuple(quoted, fc.nat(65_535))
    .map(([ends, mtuBytes]) => ({ kind: "packet-too-big" as const, quoted: ends, mtuBytes })),
);

describe("a frame of the practice link", () => {
  it("comes back as it went in", () => {
    fc.assert(
      fc.property(arrived, (frame) => {
        expect(parseLinkFrame(encodeLinkFrame(frame))).toEqual({ ok: true, value: frame });
      }),
    );
  });

  it("carries the largest packet in one datagram", () => {
    const octets = new Uint8Array(maximumPacketSizeBytes - packetHeaderSizeBytes);
    const source = { address: "192.168.77.20", port: 1 };
    const packet = ipPacket({ protocol: "udp", source, destination: source, payload: octets, dontFragment: true });
    const frame = encodeLinkFrame({ kind: "datagram", packet });
    expect(frame.length).toBeLessThan(65_508);
    expect(parseLinkFrame(frame).ok).toBe(true);
    expect(parseLinkFrame(Uint8Array.of(...frame, 0)).ok).toBe(false);
  });

  it("is the only thing that is understood: noise never throws and never passes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => !parseLinkFrame(octets).ok));
  });

  it("is read into itself or not at all, whatever one octet is changed to", () => {
    fc.assert(
      fc.property(arrived, fc.nat(21), fc.nat(255), (frame, index, value) => {
        const octets = encodeLinkFrame(frame);
        octets[index] = value;
        const parsed = parseLinkFrame(octets);
        if (parsed.ok) expect(encodeLinkFrame(parsed.value)).toEqual(octets);
      }),
    );
  });

  it("cut short is refused", () => {
    fc.assert(
      fc.property(arrived, fc.nat(21), (frame, length) => !parseLinkFrame(encodeLinkFrame(frame).slice(0, length)).ok),
    );
  });
});
