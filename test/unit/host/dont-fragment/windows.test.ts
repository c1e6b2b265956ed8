import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { encodeSocketAddress } from "../../../../main/host/dont-fragment/socket-address.ts";
import { wholeDatagramSocket } from "../../../../main/host/dont-fragment/windows.ts";
import { winsockLayout, type Winsock } from "../../../../main/host/dont-fragment/winsock.ts";
import type { Clock } from "../../../../main/model/ports/clock.ts";
import type { UdpSocketOptions } from "../../../../main/model/ports/udp.ts";

const clock: Clock = { wallMs: () => 0, monotonicMs: () => 42, sleep: async () => undefined };
const options: UdpSocketOptions = { remoteAddress: "192.0.2.1", family: "ipv4", fragmentation: "never" };

interface Script {
  /** What recvfrom gives, one after the other; a number is an error code. */
  readonly incoming?: (number | { readonly from: string; readonly port: number; readonly payload: Uint8Array })[];
  /** Option names that setsockopt refuses. */
  readonly refusedOptions?: readonly number[];
  readonly sendError?: number;
}

function fakeWinsock(script: Script) {
  let error = 0;
  const fail = (code: number) => {
    error = code;
    return -1;
  };
  const setOptions: number[] = [];
  const closed: unknown[] = [];
  const calls: Winsock = {
    socket: () => 7,
    setsockopt: (_socket, _level, name) => {
      setOptions.push(name);
      return script.refusedOptions?.includes(name) === true ? fail(10042) : 0;
    },
    getsockopt: (_socket, _level, _name, value) => {
      value[0] = 1400;
      return 0;
    },
    bind: () => 0,
    connect: () => 0,
    getsockname: (_socket, address) => {
      address.set(encodeSocketAddress(winsockLayout, "192.0.2.2", 50_000));
      return 0;
    },
    ioctlsocket: () => 0,
    sendto: (_socket, payload) => (script.sendError === undefined ? payload.length : fail(script.sendError)),
    recvfrom: (_socket, buffer, _length, _flags, address) => {
      const next = script.incoming?.shift() ?? 10035;
      if (typeof next === "number") return fail(next);
      buffer.set(next.payload);
      address.set(encodeSocketAddress(winsockLayout, next.from, next.port));
      return next.payload.length;
    },
    closesocket: (socket) => {
      closed.push(socket);
      return 0;
    },
    lastError: () => error,
  };
  return { calls, setOptions, closed };
}

function open(script: Script, change: Partial<UdpSocketOptions> = {}) {
  const fake = fakeWinsock(script);
  const socket = wholeDatagramSocket(fake.calls, clock, { ...options, ...change }, "192.0.2.2");
  if (!socket.ok) throw new Error(socket.error.message);
  return { ...fake, socket: socket.value };
}

describe("wholeDatagramSocket", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("takes the older option where the newer one is refused", () => {
    expect(open({}).setOptions).toEqual([71]);
    expect(open({ refusedOptions: [71] }).setOptions).toEqual([71, 14]);
    const fake = fakeWinsock({ refusedOptions: [71, 14] });
    const socket = wholeDatagramSocket(fake.calls, clock, options, "192.0.2.2");
    expect(socket).toMatchObject({ ok: false, error: { code: "not-supported" } });
    expect(fake.closed).toEqual([7]);
  });

  it("lets through datagrams of the remote host only, and knows its own port and path MTU", async () => {
    const payload = Uint8Array.of(1, 2, 3);
    let ignored = 0;
    const incoming = [
      { from: "198.51.100.1", port: 500, payload },
      { from: "192.0.2.1", port: 4500, payload },
    ];
    const { socket } = open({ incoming }, { onIgnored: () => (ignored += 1) });
    const arrival = socket.receive(1_000);
    await vi.advanceTimersByTimeAsync(10);
    expect(await arrival).toEqual({
      kind: "datagram",
      from: { address: "192.0.2.1", port: 4500 },
      payload,
      atMonotonicMs: 42,
    });
    expect(ignored).toBe(1);
    expect(socket.local).toEqual({ address: "192.0.2.2", port: 50_000 });
    expect(socket.knownPathMtuBytes()).toBe(1400);
    socket.close();
  });

  it("hears a refusal on a connected socket, and overhears it on another, where nobody knows which port it was", async () => {
    const connected = open({ incoming: [10054] }, { connectToPort: 500 }).socket;
    const heard = connected.receive(1_000);
    await vi.advanceTimersByTimeAsync(10);
    expect(await heard).toEqual({ kind: "refused", atMonotonicMs: 42 });
    const payload = Uint8Array.of(9);
    const open_ = open({ incoming: [10054, { from: "192.0.2.1", port: 1, payload }] }).socket;
    const next = open_.receive(1_000);
    await vi.advanceTimersByTimeAsync(10);
    expect((await next)?.kind).toBe("datagram");
  });

  it.each([
    [10040, "too-big"],
    [10051, "unreachable"],
    [10013, "not-permitted"],
    [10054, "refused"],
    [1, "failed"],
  ])("maps the error %d of a send to %s", async (sendError, result) => {
    expect(await open({ sendError }).socket.send(new Uint8Array(10), 500)).toBe(result);
  });

  it("closes once, and then neither sends nor receives", async () => {
    const { socket, closed } = open({});
    const waiting = socket.receive(60_000);
    socket.close();
    socket.close();
    expect(await waiting).toBeNull();
    expect(await socket.send(new Uint8Array(1), 500)).toBe("failed");
    expect(socket.knownPathMtuBytes()).toBeNull();
    expect(closed).toEqual([7]);
  });
});
