import { describe, expect, it } from "vitest";
import { conditionsOf, type PracticeFault } from "../../../main/practice/fault.ts";
import { createRouter } from "../../../main/practice/router.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";
import { clientPacket, gatewayPacket } from "./packets.ts";

const router = (...faults: readonly PracticeFault[]) => createRouter(conditionsOf(faults), createSeededRandom(1));
const routerOutside = { address: "198.51.100.7", port: 50_000 };

describe("what a router does with a packet from the inside", () => {
  const mtu = { name: "path-mtu", value: 1400 } as const;
  const hole = { name: "mtu-black-hole", value: 1380 } as const;
  const noFragments = { name: "fragments-dropped" } as const;
  it.each([
    { faults: [], sizeBytes: 1500, dontFragment: true, expected: "passed" },
    { faults: [], sizeBytes: 3000, dontFragment: false, expected: "passed" },
    { faults: [mtu], sizeBytes: 1400, dontFragment: true, expected: "passed" },
    { faults: [mtu], sizeBytes: 1401, dontFragment: true, expected: "too-big" },
    { faults: [mtu], sizeBytes: 1401, dontFragment: false, expected: "passed" },
    { faults: [hole], sizeBytes: 1380, dontFragment: true, expected: "passed" },
    { faults: [hole], sizeBytes: 1381, dontFragment: true, expected: "dropped" },
    { faults: [hole], sizeBytes: 1381, dontFragment: false, expected: "passed" },
    { faults: [noFragments], sizeBytes: 1500, dontFragment: false, expected: "passed" },
    { faults: [noFragments], sizeBytes: 1501, dontFragment: false, expected: "dropped" },
    { faults: [noFragments, mtu], sizeBytes: 1450, dontFragment: false, expected: "dropped" },
    { faults: [noFragments, mtu], sizeBytes: 1450, dontFragment: true, expected: "too-big" },
    { faults: [{ name: "udp-4500-blocked" }], sizeBytes: 100, dontFragment: false, expected: "dropped" },
    { faults: [{ name: "udp-500-blocked" }], sizeBytes: 100, dontFragment: false, expected: "passed" },
  ] as const)(
    "$sizeBytes bytes, don't fragment $dontFragment, $faults: $expected",
    ({ faults, expected, ...packet }) => {
      expect(router(...faults).outbound(clientPacket(packet), 0).kind).toBe(expected);
    },
  );

  it("names its MTU when a packet is too big", () => {
    const routed = router(mtu).outbound(clientPacket({ sizeBytes: 1500, dontFragment: true }), 0);
    expect(routed).toEqual({ kind: "too-big", mtuBytes: 1400 });
  });

  it("opens no NAT entry for a packet that it does not pass on", () => {
    const home = router(mtu);
    home.outbound(clientPacket({ sizeBytes: 1500, dontFragment: true }), 0);
    expect(home.inbound(gatewayPacket(routerOutside), 1)).toBeNull();
  });
});

describe("what a router does with a packet from the outside", () => {
  it.each([
    { faults: [], sizeBytes: 1672, passes: true },
    { faults: [{ name: "fragments-dropped" }], sizeBytes: 1672, passes: false },
    { faults: [{ name: "fragments-dropped" }], sizeBytes: 1500, passes: true },
    { faults: [{ name: "path-mtu", value: 1400 }], sizeBytes: 1450, passes: true },
  ] as const)("$sizeBytes bytes, $faults: $passes", ({ faults, sizeBytes, passes }) => {
    const home = router(...faults);
    home.outbound(clientPacket(), 0);
    expect(home.inbound(gatewayPacket(routerOutside, 4500, sizeBytes), 1) !== null).toBe(passes);
  });
});

describe("loss", () => {
  const cells = [
    { percent: 0, sizeBytes: 100, fragments: 1 },
    { percent: 5, sizeBytes: 1500, fragments: 1 },
    { percent: 5, sizeBytes: 1501, fragments: 2 },
    { percent: 10, sizeBytes: 3000, fragments: 3 },
    { percent: 50, sizeBytes: 100, fragments: 1 },
  ];
  it.each(cells)("takes $percent % each way of every fragment; $sizeBytes bytes have $fragments", (cell) => {
    const { percent, sizeBytes, fragments } = cell;
    const home = percent === 0 ? router() : router({ name: "loss", value: percent });
    const count = 10_000;
    let out = 0;
    let back = 0;
    for (let index = 0; index < count; index += 1) {
      if (home.outbound(clientPacket({ sizeBytes }), index).kind === "dropped") out += 1;
      if (home.inbound(gatewayPacket(routerOutside, 4500, sizeBytes), index) === null) back += 1;
    }
    const expected = 1 - (1 - percent / 100) ** fragments;
    // Six standard deviations of a coin with that side.
    const tolerance = 6 * Math.sqrt(count * expected * (1 - expected));
    expect(Math.abs(out - count * expected)).toBeLessThanOrEqual(tolerance);
    expect(Math.abs(back - count * expected)).toBeLessThanOrEqual(tolerance);
  });
});
