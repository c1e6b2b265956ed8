import { describe, expect, it } from "vitest";
import { joinCaptures } from "../../../main/capture/join.ts";
import { joinMeasurementsOf } from "../../../main/capture/join-measurements.ts";
import type { PacketRecord } from "../../../main/capture/packet-record.ts";
import { captureJoinSchema, type CaptureJoin } from "../../../main/model/capture-join.ts";
import { fixtureRecords } from "../../fakes/fixture-captures.ts";

const ends = { client: "192.0.2.10", gateway: "203.0.113.10" };

async function joined(name: string, clockMs = 0): Promise<CaptureJoin> {
  const client = await fixtureRecords(`${name}.client.pcap`);
  const gateway = await fixtureRecords(`${name}.gateway.pcap`);
  const shifted = gateway.map((record): PacketRecord => ({ ...record, atMs: record.atMs + clockMs }));
  return captureJoinSchema.parse(joinCaptures(client, shifted, ends, 0));
}

function factsOf(join: CaptureJoin): Readonly<Record<string, unknown>> {
  return Object.fromEntries(joinMeasurementsOf(join, ends.gateway, false).map(({ kind, value }) => [kind, value]));
}

describe("two captures of one tunnel", () => {
  it("find every packet of a healthy one on both sides, and the NAT between them", async () => {
    const join = await joined("healthy-tunnel");
    expect(join.directions.map(({ sent, arrived, lost, outside }) => [sent, arrived, lost, outside])).toEqual([
      [29, 29, 0, 0],
      [29, 29, 0, 0],
    ]);
    expect(join.mappings.map(({ client, seenByGateway }) => `${client} ${seenByGateway}`)).toEqual([
      "192.0.2.10:500 198.51.100.2:500",
      "192.0.2.10:4500 198.51.100.2:4500",
    ]);
    expect(factsOf(join)).toEqual({ "nat-present": true, loss: 0, "clock-offset": 0 });
  });

  it.each([0, 3_600_000, -86_400_000.5])("find out that the gateway's clock is %d ms ahead", async (clockMs) => {
    const { clock, directions } = await joined("healthy-tunnel", clockMs);
    expect(clock?.offsetMs).toBeCloseTo(clockMs, 0);
    expect(clock?.uncertaintyMs).toBeLessThan(1);
    expect(directions.map(({ lost }) => lost)).toEqual([0, 0]);
  });

  it("prove a black hole by the sizes of what was lost", async () => {
    const join = await joined("mtu-black-hole-1380");
    expect(join.directions[0]).toMatchObject({ lost: 6, largestArrivedBytes: 1380, smallestLostBytes: 1396 });
    expect(factsOf(join)).toMatchObject({ "path-mtu": 1380, "icmp-too-big": false });
  });

  it("see every fragment but the first lost", async () => {
    const join = await joined("fragments-dropped");
    expect(join.directions[0]?.laterFragments).toEqual({ sent: 8, lost: 8 });
    expect(factsOf(join)).toMatchObject({ "fragments-out": false });
  });

  it("see how long the NAT keeps the way open", async () => {
    const join = await joined("nat-timeout-idle-ikev2");
    expect(join.idle).toMatchObject({ closedTimes: 3 });
    expect(join.idle.closedAfterMs).toBeCloseTo(6000, -2);
    expect(factsOf(join)).toMatchObject({ "nat-lifetime-replied": 6 });
  });

  it("count a line's random loss without blaming sizes or ports", async () => {
    const join = await joined("lossy-line");
    const facts = factsOf(join);
    expect(facts).not.toHaveProperty("path-mtu");
    expect(facts).not.toHaveProperty("reach-udp-4500");
    expect(facts["loss"]).toBeGreaterThan(2);
    expect(facts["loss"]).toBeLessThan(9);
  });

  it("tell that nothing arrived where the gateway's is empty", async () => {
    const join = await joined("udp-500-blocked");
    expect(join).not.toHaveProperty("clock");
    expect(join.directions[0]).toMatchObject({ sent: 3, arrived: 0, lost: 3, outside: 0 });
    expect(joinMeasurementsOf(join, ends.gateway, false)).toMatchObject([
      { kind: "reach-udp-500", value: "silent", details: { sent: 3, arrived: 0, silentFrom: "the-way" } },
    ]);
  });

  it("tell that the gateway has all and says nothing, however far its clock is off", async () => {
    for (const clockMs of [0, -90_000, 7_200_000]) {
      const join = await joined("gateway-silent", clockMs);
      expect(join.clock?.offsetMs).toBeCloseTo(clockMs, -1);
      expect(join.directions[0]).toMatchObject({ sent: 3, arrived: 3, lost: 0, outside: 0 });
      const port = joinMeasurementsOf(join, ends.gateway, false).find(({ kind }) => kind === "reach-udp-500");
      expect(port).toMatchObject({ value: "silent", details: { sent: 3, arrived: 3, silentFrom: "the-gateway" } });
    }
  });

  it("say nothing of a port where the captures are of different times", async () => {
    const client = await fixtureRecords("gateway-silent.client.pcap");
    const other = await fixtureRecords("healthy-tunnel.gateway.pcap");
    const join = joinCaptures(client, other, ends, 0);
    expect(join.directions[0]).toMatchObject({ sent: 3, arrived: 0, lost: 0, outside: 3 });
    expect(joinMeasurementsOf(join, ends.gateway, false)).toEqual([]);
  });
});
