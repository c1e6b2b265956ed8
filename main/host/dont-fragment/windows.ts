import { failure, success, type Outcome } from "../../model/failure.ts";
import type { Clock } from "../../model/ports/clock.ts";
import type { SendResult, UdpSocket, UdpSocketOptions } from "../../model/ports/udp.ts";
import { createArrivalQueue, type ArrivalQueue } from "../arrival-queue.ts";
import { arrivalKindOf, sendResultOf } from "../socket-errors.ts";
import { decodeSocketAddress, encodeSocketAddress } from "./socket-address.ts";
import { openWinsock, winsockErrorNames, winsockLayout, type Winsock, type WinsockHandle } from "./winsock.ts";

/*
 * Node on Windows can neither set the don't-fragment bit nor take over a socket, so this is a socket of our own. It is
 * never waited on: it does not block, and a timer empties it, which costs nothing while no socket is open.
 */

/** Numbers of ws2def.h, ws2ipdef.h and winsock2.h. */
const datagramType = 2;
const udpProtocol = 17;
const ipv4Level = 0;
const ipv6Level = 41;
const ipv6Only = 27;
const fionbio = 0x8004667e | 0;
/** IP_MTU_DISCOVER and IPV6_MTU_DISCOVER, value IP_PMTUDISC_PROBE: Windows 10 1809 and later. */
const mtuDiscover = 71;
const mtuDiscoverProbe = 3;
/** IP_DONTFRAGMENT and IPV6_DONTFRAG: every Windows. */
const dontFragment = 14;
/** IP_MTU: the path MTU of a connected socket. IPV6_MTU is 72. */
const pathMtu = { ipv4: 73, ipv6: 72 } as const;

/** A timer of Windows ticks every 1 to 16 ms, so a round trip reads up to 16 ms too long; nothing here depends on less. */
const pollIntervalMs = 4;
const largestDatagramBytes = 65_535;
/** Room for sockaddr_in6. */
const addressBytes = 28;
/** Bounds the work of one tick, so that a flood cannot hold up the rest of the program. */
const maxPerTick = 256;

let winsock: Promise<Outcome<Winsock>> | undefined;

/** Opens a UDP socket of Winsock that sends whole datagrams only. Fails with `not-supported` or `not-permitted`. */
export async function openWinsockSocket(
  clock: Clock,
  options: UdpSocketOptions,
  sourceAddress: string,
): Promise<Outcome<UdpSocket>> {
  const opened = await (winsock ??= openWinsock());
  return opened.ok ? wholeDatagramSocket(opened.value, clock, options, sourceAddress) : opened;
}

/** As `openWinsockSocket`, over given calls. */
export function wholeDatagramSocket(
  calls: Winsock,
  clock: Clock,
  options: UdpSocketOptions,
  sourceAddress: string,
): Outcome<UdpSocket> {
  const handle = calls.socket(options.family === "ipv4" ? 2 : winsockLayout.ipv6Family, datagramType, udpProtocol);
  const problem = prepare(calls, handle, options, sourceAddress);
  if (problem !== null) {
    calls.closesocket(handle);
    return problem;
  }
  const port = localPort(calls, handle);
  const arrivals = createArrivalQueue(options.onIgnored);
  const buffer = new Uint8Array(largestDatagramBytes);
  const timer = setInterval(() => drain(calls, handle, options, clock, arrivals, buffer), pollIntervalMs);
  let closed = false;

  return success({
    local: { address: sourceAddress, port },
    send: async (payload, remotePort) => (closed ? "failed" : send(calls, handle, options, payload, remotePort)),
    receive: arrivals.next,
    knownPathMtuBytes: () => (closed ? null : readPathMtu(calls, options, sourceAddress)),
    close: () => {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      calls.closesocket(handle);
      arrivals.close();
    },
  });
}

function prepare(
  calls: Winsock,
  handle: WinsockHandle,
  options: UdpSocketOptions,
  sourceAddress: string,
): Outcome<never> | null {
  const code = () => `error ${calls.lastError()}`;
  if (calls.ioctlsocket(handle, fionbio, Uint32Array.of(1)) !== 0) {
    return failure("not-supported", `No ${options.family} UDP socket could be opened (${code()}).`);
  }
  const level = options.family === "ipv4" ? ipv4Level : ipv6Level;
  const set = (name: number, value: number) => calls.setsockopt(handle, level, name, Int32Array.of(value), 4) === 0;
  if (options.family === "ipv6") set(ipv6Only, 1);
  if (!set(mtuDiscover, mtuDiscoverProbe) && !set(dontFragment, 1)) {
    return failure("not-supported", `This Windows cannot set the don't-fragment bit on ${options.family} (${code()}).`);
  }
  const local = encodeSocketAddress(winsockLayout, sourceAddress, 0);
  if (calls.bind(handle, local, local.length) !== 0) {
    return failure("not-permitted", `A UDP socket cannot be bound to ${sourceAddress} (${code()}).`);
  }
  if (options.connectToPort === undefined) return null;
  const remote = encodeSocketAddress(winsockLayout, options.remoteAddress, options.connectToPort);
  return calls.connect(handle, remote, remote.length) === 0
    ? null
    : failure("unreachable", `This machine has no way to send to ${options.remoteAddress} (${code()}).`);
}

function localPort(calls: Winsock, handle: WinsockHandle): number {
  const address = new Uint8Array(addressBytes);
  calls.getsockname(handle, address, Int32Array.of(addressBytes));
  return decodeSocketAddress(winsockLayout, address)?.port ?? 0;
}

function send(
  calls: Winsock,
  handle: WinsockHandle,
  options: UdpSocketOptions,
  payload: Uint8Array,
  remotePort: number,
): SendResult {
  if (options.connectToPort !== undefined && options.connectToPort !== remotePort) {
    throw new RangeError(`The socket is connected to port ${options.connectToPort}, not to ${remotePort}.`);
  }
  const remote =
    options.connectToPort === undefined ? encodeSocketAddress(winsockLayout, options.remoteAddress, remotePort) : null;
  const sent = calls.sendto(handle, payload, payload.length, 0, remote, remote?.length ?? 0);
  return sent >= 0 ? "sent" : sendResultOf(winsockErrorNames[calls.lastError()] ?? "");
}

/** Takes everything that has arrived. An ICMP error is the error of the next read, and is heard like a datagram. */
function drain(
  calls: Winsock,
  handle: WinsockHandle,
  options: UdpSocketOptions,
  clock: Clock,
  arrivals: ArrivalQueue,
  buffer: Uint8Array,
): void {
  for (let taken = 0; taken < maxPerTick; taken++) {
    const address = new Uint8Array(addressBytes);
    const length = calls.recvfrom(handle, buffer, buffer.length, 0, address, Int32Array.of(addressBytes));
    const atMonotonicMs = clock.monotonicMs();
    if (length < 0) {
      const errorName = winsockErrorNames[calls.lastError()] ?? "";
      const kind = options.connectToPort === undefined ? null : arrivalKindOf(errorName);
      if (kind !== null) arrivals.push({ kind, atMonotonicMs });
      if (kind === null && errorName !== "ECONNRESET") return;
      continue;
    }
    const from = decodeSocketAddress(winsockLayout, address);
    if (from === null || !sameAddress(from.address, options.remoteAddress)) {
      options.onIgnored?.();
      continue;
    }
    const payload = buffer.slice(0, length);
    arrivals.push({
      kind: "datagram",
      from: { address: options.remoteAddress, port: from.port },
      payload,
      atMonotonicMs,
    });
  }
}

/** Compares two spellings of IP addresses by their bytes. */
function sameAddress(a: string, b: string): boolean {
  const [left, right] = [a, b].map((address) => encodeSocketAddress(winsockLayout, address, 0));
  return left !== undefined && right !== undefined && Buffer.compare(left, right) === 0;
}

/** The path MTU that Windows knows: IP_MTU of a short-lived connected socket, so that what was learned since counts. */
function readPathMtu(calls: Winsock, options: UdpSocketOptions, sourceAddress: string): number | null {
  const handle = calls.socket(options.family === "ipv4" ? 2 : winsockLayout.ipv6Family, datagramType, udpProtocol);
  const local = encodeSocketAddress(winsockLayout, sourceAddress, 0);
  const remote = encodeSocketAddress(winsockLayout, options.remoteAddress, options.connectToPort ?? 9);
  const value = new Int32Array(1);
  const level = options.family === "ipv4" ? ipv4Level : ipv6Level;
  const isRead =
    calls.bind(handle, local, local.length) === 0 &&
    calls.connect(handle, remote, remote.length) === 0 &&
    calls.getsockopt(handle, level, pathMtu[options.family], value, Int32Array.of(4)) === 0;
  calls.closesocket(handle);
  const mtuBytes = value[0] ?? 0;
  return isRead && mtuBytes > 0 ? mtuBytes : null;
}
