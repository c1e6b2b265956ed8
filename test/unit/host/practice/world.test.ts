import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import type { World } from "../../../../main/model/ports/world.ts";
import { createSystemClock } from "../../../../main/host/clock.ts";
import { startPracticeRouter } from "../../../../main/host/practice/router-server.ts";
import { createPracticeWorld } from "../../../../main/host/practice/world.ts";
import type { PracticeFault } from "../../../../main/practice/fault.ts";
import { invalidKeBait } from "../../../../main/probes/ike/baits.ts";
import { usualIkePort } from "../../../../main/probes/ike/non-esp-marker.ts";
import { readIkeReply } from "../../../../main/probes/ike/reply.ts";
import { createSimulatedWorld } from "../../../fakes/simulated-world.ts";

const gateway = "203.0.113.10";
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

/** A machine that knows things, whose own network must never be asked. */
function baseWorld(): World {
  const never = () => Promise.reject(new Error("the practice world asked the real network"));
  const { world } = createSimulatedWorld({ logLines: ["a line of the machine's own log"] });
  return {
    ...world,
    clock: createSystemClock(),
    udp: { open: never },
    echo: { ping: never, pingWithSize: never },
    tcp: { connect: never },
    web: { get: never },
    names: { resolve: never },
  };
}

async function practise(faults: readonly PracticeFault[] = []): Promise<World> {
  const router = await startPracticeRouter({ faults, port: 0 });
  if (!router.ok) throw new Error(router.error.message);
  opened.push(router.value.close);
  return createPracticeWorld({ routerPort: router.value.port, base: baseWorld(), faults });
}

describe("the practice world, over a real loopback socket", () => {
  it("finds the gateway by name, pings it, and gets an answer of IKE from it", async () => {
    const world = await practise();
    const resolved = await world.names.resolve("practice", 1000);
    expect(resolved).toMatchObject({ ok: true, value: { addresses: [{ address: gateway, family: "ipv4" }] } });
    expect(await world.names.resolve("vpn.example.com", 1000)).toMatchObject({ error: { code: "name-not-resolved" } });
    expect(await world.echo.ping(gateway, 2, 5000)).toMatchObject({ ok: true, value: { sent: 2, received: 2 } });

    const socket = await world.udp.open({ remoteAddress: gateway, family: "ipv4", fragmentation: "never" });
    if (!socket.ok) throw new Error(socket.error.message);
    const { udpPayload, initiatorSpi } = invalidKeBait(world.random, usualIkePort(4500), 1472);
    expect(await socket.value.send(udpPayload, 4500)).toBe("sent");
    const arrived = await socket.value.receive(5000);
    socket.value.close();
    if (arrived?.kind !== "datagram") throw new Error("no datagram arrived");
    expect(readIkeReply(arrived.payload, usualIkePort(arrived.from.port))).toMatchObject({
      initiatorSpi,
      answer: { kind: "invalid-ke" },
    });
  });

  it("hears what ICMP says: port unreachable, and packet too big", async () => {
    const world = await practise([{ name: "path-mtu", value: 1400 }]);
    const refused = await world.udp.open({
      remoteAddress: gateway,
      family: "ipv4",
      fragmentation: "never",
      connectToPort: 33_434,
    });
    const large = await world.udp.open({ remoteAddress: gateway, family: "ipv4", fragmentation: "never" });
    if (!refused.ok || !large.ok) throw new Error("no socket");
    await large.value.send(new Uint8Array(1472), 500);
    await refused.value.send(new Uint8Array(10), 33_434);
    expect((await refused.value.receive(5000))?.kind).toBe("refused");
    expect(large.value.knownPathMtuBytes()).toBe(1400);
    refused.value.close();
    large.value.close();
  });

  it("adds itself to what the machine knows", async () => {
    const world = await practise();
    expect((await world.machine.network()).interfaces.map(({ name }) => name)).toContain("practice0");
    expect((await world.machine.profiles()).profiles[0]).toMatchObject({
      name: "practice",
      gateway: "practice",
      type: "ikev2",
    });
    expect(await world.machine.route(gateway)).toMatchObject({ ok: true, value: { linkMtuBytes: 1500 } });
  });

  it.each([
    { systemLogs: true, paths: [], sources: ["practice"] },
    { systemLogs: true, paths: ["charon.log"], sources: ["practice", "simulated"] },
    { systemLogs: false, paths: [], sources: [] },
  ])(
    "reads the simulated client's log in place of the system's: $systemLogs, $paths",
    async ({ sources, ...query }) => {
      const world = await practise([{ name: "nat-timeout" }]);
      const read: string[] = [];
      for await (const part of world.logs.read({ ...query, sinceMs: 0, maxLines: 10_000, maxBytes: 1_000_000 })) {
        if (part.kind === "source") read.push(part.result.source);
      }
      expect(read).toEqual(sources);
    },
  );
});

describe("the practice router", () => {
  it("refuses a fault that cannot be", async () => {
    const outcome = await startPracticeRouter({ faults: [{ name: "path-mtu", value: 20 }], port: 0 });
    expect(outcome).toMatchObject({ ok: false, error: { code: "invalid-input" } });
  });

  it("says so when its port is taken", async () => {
    const first = await startPracticeRouter({ faults: [], port: 0 });
    if (!first.ok) throw new Error(first.error.message);
    opened.push(first.value.close);
    const second = await startPracticeRouter({ faults: [], port: first.value.port });
    expect(second).toMatchObject({ ok: false, error: { code: "unreachable" } });
  });

  it("answers no noise, and goes on working after it", async () => {
    const router = await startPracticeRouter({ faults: [], port: 0 });
    if (!router.ok) throw new Error(router.error.message);
    opened.push(router.value.close);
    const stranger = createSocket("udp4");
    const heard: Uint8Array[] = [];
    stranger.on("message", (octets) => heard.push(octets));
    for (const noise of ["", "TDPL", "TDPL\u0001\u0000\u0000\u0000", "x".repeat(9000)]) {
      stranger.send(noise, router.value.port, "127.0.0.1");
    }
    const world = createPracticeWorld({ routerPort: router.value.port, base: baseWorld() });
    // One link, one queue: when the pings are answered, the noise before them was taken in as well.
    expect(await world.echo.ping(gateway, 3, 5000)).toMatchObject({ value: { received: 3 } });
    expect(heard).toEqual([]);
    stranger.close();
    await once(stranger, "close");
  });

  it("that is gone leaves a world in which nothing answers", async () => {
    const router = await startPracticeRouter({ faults: [], port: 0 });
    if (!router.ok) throw new Error(router.error.message);
    await router.value.close();
    const world = createPracticeWorld({ routerPort: router.value.port, base: baseWorld() });
    expect(await world.echo.ping(gateway, 2, 20)).toMatchObject({ ok: true, value: { sent: 2, received: 0 } });
  });
});
