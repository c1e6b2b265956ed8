import { createSocket } from "node:dgram";
import { afterEach, describe, expect, it } from "vitest";
import { startResponder, type ResponderServer } from "../../../main/host/responder-server.ts";
import { createHostWorld } from "../../../main/host/world.ts";
import { createHalfOpenBudget } from "../../../main/probes/half-open-budget.ts";
import { measureServerFragments } from "../../../main/probes/server-sizes/fragments.ts";
import { measureServerPathMtu } from "../../../main/probes/server-sizes/path-mtu.ts";
import { driveRun } from "../../../main/probes/nat-lifetime/drive.ts";

const running: ResponderServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function freePort(): Promise<number> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

describe("the responder on real sockets", () => {
  it("answers after the delay, as the measurement wants it", async () => {
    const [port, alternate] = [await freePort(), await freePort()];
    const started = await startResponder({ addresses: ["127.0.0.1"], ports: [port, alternate] });
    expect(started.ok).toBe(true);
    if (!started.ok) return;
    running.push(started.value);
    let packets = 0;
    const context = {
      ...createHostWorld(),
      countPacket: () => (packets += 1),
      countIgnored: () => undefined,
      halfOpen: createHalfOpenBudget(),
    };
    const lanes = [100, 200].flatMap((idleMs) => [
      { state: "unreplied", port, idleMs } as const,
      { state: "unreplied", port: alternate, idleMs } as const,
    ]);
    const run = await driveRun(
      context,
      { address: "127.0.0.1", family: "ipv4", port },
      { lanes, packetBudget: 50 },
      () => undefined,
    );
    expect(run.ok && run.value.state.lanes.map(({ phase }) => phase.kind)).toEqual([
      "alive",
      "alive",
      "alive",
      "alive",
    ]);
    expect(started.value.counts().received).toBe(packets);
    expect(started.value.endpoints.length).toBe(2);
  });

  it.skipIf(process.platform === "win32")("answers in the size that is asked for, kept whole", async () => {
    const [port, alternate] = [await freePort(), await freePort()];
    const started = await startResponder({ addresses: ["127.0.0.1"], ports: [port, alternate] });
    if (!started.ok) throw new Error(started.error.message);
    running.push(started.value);
    const context = {
      ...createHostWorld(),
      countPacket: () => undefined,
      countIgnored: () => undefined,
      halfOpen: createHalfOpenBudget(),
    };
    const server = { address: "127.0.0.1", family: "ipv4", port } as const;
    const found = [
      ...(await measureServerPathMtu(context, server, 1_500)),
      ...(await measureServerFragments(context, server)),
    ];
    expect(found.map(({ kind, value }) => [kind, value])).toEqual([
      ["path-mtu", 1_500],
      ["path-mtu-reverse", 1_500],
      // Nothing was too big on loopback, so nobody could say so.
      ["icmp-too-big", undefined],
      ["icmp-too-big-reverse", undefined],
      ["fragments-out", true],
      ["fragments-in", true],
    ]);
  });

  it("says on a system without that bit that it cannot keep an answer whole", async () => {
    const [port, alternate] = [await freePort(), await freePort()];
    const started = await startResponder({ addresses: ["127.0.0.1"], ports: [port, alternate] }, "win32");
    if (!started.ok) throw new Error(started.error.message);
    running.push(started.value);
    const context = {
      ...createHostWorld(),
      countPacket: () => undefined,
      countIgnored: () => undefined,
      halfOpen: createHalfOpenBudget(),
    };
    const [, reverse] = await measureServerPathMtu(context, { address: "127.0.0.1", family: "ipv4", port }, 1_500);
    expect(reverse?.reason).toMatch(/cannot keep its answers from being fragmented/);
  });

  it("says which address or port it cannot have", async () => {
    const port = await freePort();
    const taken = createSocket("udp4");
    await new Promise<void>((resolve) => taken.bind({ port, address: "127.0.0.1", exclusive: true }, resolve));
    const inUse = await startResponder({ addresses: ["127.0.0.1"], ports: [port, port + 1] });
    expect(inUse).toMatchObject({ ok: false, error: { code: "not-permitted" } });
    const foreign = await startResponder({ addresses: ["192.0.2.1"], ports: [port, port + 1] });
    expect(foreign).toMatchObject({ ok: false, error: { code: "invalid-input" } });
    await new Promise<void>((resolve) => taken.close(() => resolve()));
  });
});
