import { createSocket } from "node:dgram";
import { afterEach, describe, expect, it } from "vitest";
import { startResponder, type ResponderServer } from "../../../main/host/responder-server.ts";
import { createHostWorld } from "../../../main/host/world.ts";
import { createHalfOpenBudget } from "../../../main/probes/half-open-budget.ts";
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
    const context = { ...createHostWorld(), countPacket: () => (packets += 1), halfOpen: createHalfOpenBudget() };
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
