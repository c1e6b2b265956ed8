import { describe, expect, it } from "vitest";
import { createNatTable, type NatTable } from "../../../main/practice/nat-table.ts";
import { randomInteger } from "../../../main/practice/chance.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";
import { clientPacket, gatewayPacket } from "./packets.ts";

const publicAddress = "198.51.100.7";
const table = () => createNatTable({ publicAddress, unrepliedTimeoutMs: 30_000, streamTimeoutMs: 120_000 });
const outside = (port: number) => ({ address: publicAddress, port });
const answer = (nat: NatTable, nowMs: number, port = 50_000) => nat.inbound(gatewayPacket(outside(port)), nowMs);

describe("timeouts of a NAT entry", () => {
  // Each step is what crossed the router, and when; then: does an answer at `atMs` still get in?
  const asked = (ms: number) => ({ ms, way: "out" }) as const;
  const answered = (ms: number) => ({ ms, way: "in" }) as const;
  it.each([
    { name: "asked once, within 30 s", steps: [asked(0)], atMs: 29_999, open: true },
    { name: "asked once, at 30 s", steps: [asked(0)], atMs: 30_000, open: false },
    { name: "asked again, counts anew", steps: [asked(0), asked(20_000)], atMs: 49_999, open: true },
    { name: "one question and answer are no stream", steps: [asked(0), answered(20)], atMs: 30_020, open: false },
    {
      name: "traffic within 2 s is no stream",
      steps: [asked(0), answered(20), asked(2000)],
      atMs: 32_000,
      open: false,
    },
    { name: "traffic after 2 s is one", steps: [asked(0), answered(20), asked(2001)], atMs: 122_000, open: true },
    { name: "a stream ends after 120 s", steps: [asked(0), answered(20), asked(2001)], atMs: 122_001, open: false },
    { name: "questions alone are never a stream", steps: [asked(0), asked(3000)], atMs: 33_000, open: false },
    { name: "an answer from outside keeps it open", steps: [asked(0), answered(25_000)], atMs: 144_999, open: true },
  ])("$name", ({ steps, atMs, open }) => {
    const nat = table();
    for (const { ms, way } of steps) {
      if (way === "out") nat.outbound(clientPacket(), ms);
      else expect(answer(nat, ms)).not.toBeNull();
    }
    expect(answer(nat, atMs) !== null).toBe(open);
  });

  it.each([
    { refreshedBy: "both", bySide: { inside: true, outside: true } },
    { refreshedBy: "inside", bySide: { inside: true, outside: false } },
    { refreshedBy: "outside", bySide: { inside: false, outside: true } },
  ] as const)("is prolonged by packets from $refreshedBy", ({ refreshedBy, bySide }) => {
    for (const side of ["inside", "outside"] as const) {
      const nat = createNatTable({ publicAddress, unrepliedTimeoutMs: 30_000, streamTimeoutMs: 120_000, refreshedBy });
      nat.outbound(clientPacket(), 0);
      answer(nat, 20);
      if (side === "inside") nat.outbound(clientPacket(), 20_000);
      else answer(nat, 20_000);
      expect(answer(nat, 40_000) !== null).toBe(bySide[side]);
    }
  });

  it("never gets shorter by a packet that was counted late", () => {
    const nat = table();
    nat.outbound(clientPacket(), 1000);
    nat.outbound(clientPacket(), 0);
    expect(answer(nat, 30_999)).not.toBeNull();
  });
});

describe("addresses and ports", () => {
  it("keeps the port and hides the address", () => {
    expect(table().outbound(clientPacket(), 0)?.source).toEqual(outside(50_000));
  });

  it("gives the same port again when the client speaks after the entry died", () => {
    const nat = table();
    nat.outbound(clientPacket(), 0);
    expect(nat.outbound(clientPacket(), 40_000)?.source).toEqual(outside(50_000));
    expect(answer(nat, 40_020)?.destination).toEqual(clientPacket().source);
  });

  it("gives another client another port towards the same endpoint", () => {
    const nat = table();
    const neighbour = clientPacket({ source: { address: "192.168.77.21", port: 50_000 } });
    nat.outbound(clientPacket(), 0);
    const port = nat.outbound(neighbour, 0)?.source.port ?? 0;
    expect(port).not.toBe(50_000);
    expect(answer(nat, 20, port)?.destination).toEqual(neighbour.source);
    expect(answer(nat, 20)?.destination).toEqual(clientPacket().source);
  });

  it("lets nobody in but the endpoint that was asked", () => {
    const nat = table();
    nat.outbound(clientPacket(), 0);
    expect(nat.inbound(gatewayPacket(outside(50_000), 500), 20)).toBeNull();
    expect(
      nat.inbound({ ...gatewayPacket(outside(50_000)), source: { address: "203.0.113.11", port: 4500 } }, 20),
    ).toBeNull();
    expect(nat.inbound({ ...gatewayPacket(outside(50_000)), protocol: "icmp-echo" }, 20)).toBeNull();
  });

  it("may take ports by chance, another for every endpoint and after every death", () => {
    const options = { publicAddress, unrepliedTimeoutMs: 30_000, streamTimeoutMs: 120_000 };
    const random = createSeededRandom(3);
    const nat = createNatTable({ ...options, choosePort: () => randomInteger(random, 1024, 65_536) });
    const portAt = (toPort: number, nowMs: number) => nat.outbound(clientPacket({ toPort }), nowMs)?.source.port;
    const [first, again, other, later] = [portAt(4500, 0), portAt(4500, 10), portAt(500, 10), portAt(4500, 40_000)];
    expect(again).toBe(first);
    expect(new Set([first, other, later, 50_000]).size).toBe(4);
    expect(answer(nat, 40_020, later)?.destination).toEqual(clientPacket().source);
  });

  it("is bounded, and makes room when entries have died", () => {
    const nat = table();
    const full = Array.from({ length: 4097 }, (_, index) => nat.outbound(clientPacket({ fromPort: 1024 + index }), 0));
    expect(full.filter((packet) => packet === null)).toHaveLength(1);
    expect(nat.outbound(clientPacket({ fromPort: 60_000 }), 30_000)).not.toBeNull();
  });
});
