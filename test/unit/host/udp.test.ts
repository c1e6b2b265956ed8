import { createSocket, Socket } from "node:dgram";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createSystemClock } from "../../../main/host/clock.ts";
import { createUdpNetwork } from "../../../main/host/udp.ts";
import type { UdpSocket, UdpSocketOptions } from "../../../main/model/ports/udp.ts";

const clock = createSystemClock();
const network = createUdpNetwork(clock);
const open: { close: () => void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

async function openSocket(change: Partial<UdpSocketOptions>): Promise<UdpSocket> {
  const outcome = await network.open({
    remoteAddress: "127.0.0.1",
    family: "ipv4",
    fragmentation: "never",
    ...change,
  });
  if (!outcome.ok) throw new Error(outcome.error.message);
  open.push(outcome.value);
  return outcome.value;
}

/** A peer that answers every datagram with itself. */
async function echoPeer(address = "127.0.0.1"): Promise<{ readonly socket: Socket; readonly port: number }> {
  const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
  socket.on("message", (message, from) => socket.send(message, from.port, from.address));
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  open.push(socket);
  return { socket, port: socket.address().port };
}

/** A port on which surely nobody listens: it was free a moment ago. */
async function closedPort(): Promise<number> {
  const { socket, port } = await echoPeer();
  open.splice(open.indexOf(socket), 1);
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

const hasIpv6Loopback = await network
  .open({ remoteAddress: "::1", family: "ipv6", fragmentation: "system" })
  .then((outcome) => {
    if (outcome.ok) outcome.value.close();
    return outcome.ok;
  });

describe.skipIf(process.platform === "win32")("createUdpNetwork", () => {
  describe.each(["never", "system"] as const)("with fragmentation %s", (fragmentation) => {
    it("sends one datagram with a time to live of its own, and then as before", async () => {
      const peer = await echoPeer();
      const socket = await openSocket({ fragmentation });
      const setTtl = vi.spyOn(Socket.prototype, "setTTL");
      expect(await socket.sendWithTtl?.(Uint8Array.of(1), peer.port, 1)).toBe("sent");
      expect(setTtl.mock.calls).toEqual([[1], [64]]);
      setTtl.mockRestore();
      expect(await socket.receive(5_000)).toMatchObject({ kind: "datagram", payload: Uint8Array.of(1) });
      socket.close();
      expect(await socket.sendWithTtl?.(Uint8Array.of(2), peer.port, 1)).toBe("failed");
    });

    it("sends and receives, from the real source address", async () => {
      const peer = await echoPeer();
      const socket = await openSocket({ fragmentation });
      expect(socket.local.address).toBe("127.0.0.1");
      expect(socket.local.port).toBeGreaterThan(0);
      expect(await socket.send(Uint8Array.of(1, 2, 3), peer.port)).toBe("sent");
      expect(await socket.receive(5_000)).toMatchObject({
        kind: "datagram",
        from: { address: "127.0.0.1", port: peer.port },
        payload: Uint8Array.of(1, 2, 3),
      });
    });

    it("hears a port unreachable on a connected socket, and still sends the next datagram", async () => {
      const port = await closedPort();
      const socket = await openSocket({ fragmentation, connectToPort: port });
      expect(await socket.send(new Uint8Array(8), port)).toBe("sent");
      expect(await socket.receive(5_000)).toMatchObject({ kind: "refused" });
      expect(await socket.send(new Uint8Array(8), port)).toBe("sent");
      expect(await socket.receive(5_000)).toMatchObject({ kind: "refused" });
    });
  });

  it("drops datagrams of other hosts, and tells of each", async () => {
    let ignored = 0;
    const stranger = await echoPeer("127.0.0.2");
    const peer = await echoPeer();
    const socket = await openSocket({ bindAddress: "127.0.0.1", onIgnored: () => (ignored += 1) });
    await new Promise((resolve) => stranger.socket.send("spoof", socket.local.port, "127.0.0.1", resolve));
    await socket.send(Uint8Array.of(7), peer.port);
    expect(await socket.receive(5_000)).toMatchObject({ payload: Uint8Array.of(7) });
    expect(ignored).toBe(1);
  });

  it("tells a datagram that is larger than any link from one that was sent", async () => {
    const socket = await openSocket({});
    expect(await socket.send(new Uint8Array(65_508), 9)).toBe("too-big");
    expect(await socket.send(new Uint8Array(100), 9)).toBe("sent");
  });

  it.skipIf(process.platform !== "linux")("knows the path MTU of the loopback", async () => {
    // The kernel caps an IPv4 path MTU at the largest IPv4 packet.
    expect((await openSocket({})).knownPathMtuBytes()).toBe(65_535);
  });

  it.skipIf(!hasIpv6Loopback)("does all that over IPv6", async () => {
    const peer = await echoPeer("::1");
    const socket = await openSocket({ remoteAddress: "::1", family: "ipv6" });
    await socket.send(Uint8Array.of(6), peer.port);
    expect(socket.local.address).toBe("::1");
    expect(await socket.receive(5_000)).toMatchObject({ from: { address: "::1", port: peer.port } });
  });

  it("ends a wait by abort and by close, and then sends no more", async () => {
    const socket = await openSocket({});
    const stop = new AbortController();
    const aborted = socket.receive(60_000, stop.signal);
    stop.abort();
    expect(await aborted).toBeNull();
    const closed = socket.receive(60_000);
    socket.close();
    socket.close();
    expect(await closed).toBeNull();
    expect(await socket.send(new Uint8Array(1), 9)).toBe("failed");
    expect(socket.knownPathMtuBytes()).toBeNull();
  });

  it("takes a wrong port on a connected socket for the bug that it is", async () => {
    const socket = await openSocket({ connectToPort: 9 });
    await expect(socket.send(new Uint8Array(1), 10)).rejects.toThrow(RangeError);
  });

  it.each<[string, Partial<UdpSocketOptions>, string]>([
    ["a name", { remoteAddress: "localhost" }, "invalid-input"],
    ["the wrong family", { remoteAddress: "::1" }, "invalid-input"],
    ["a source that is not ours", { bindAddress: "203.0.113.77" }, "invalid-input"],
  ])("refuses %s", async (_what, change, code) => {
    const outcome = await network.open({
      remoteAddress: "127.0.0.1",
      family: "ipv4",
      fragmentation: "never",
      ...change,
    });
    expect(outcome).toMatchObject({ ok: false, error: { code } });
  });
});
