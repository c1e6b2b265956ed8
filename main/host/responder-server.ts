import { createSocket, type Socket } from "node:dgram";
import { readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { failure, type Outcome, success } from "../model/failure.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import type { ResponderDatagram, ResponderPlaces } from "../responder/datagram.ts";
import { createResponder } from "../responder/responder.ts";
import { createSystemClock } from "./clock.ts";
import { linuxKnownPathMtu, linuxSocketNumbers } from "./dont-fragment/linux.ts";
import { macosSocketNumbers } from "./dont-fragment/macos.ts";
import { openPosixSockets, type PosixSockets } from "./dont-fragment/posix-socket.ts";
import { systemRandom } from "./random.ts";

export interface ResponderServer {
  /** Where it listens. */
  readonly endpoints: readonly Endpoint[];
  /** Datagrams that came in, and that went out. */
  readonly counts: () => { readonly received: number; readonly sent: number };
  readonly close: () => Promise<void>;
}

/** Answers that may wait in the system at one moment; more are dropped, like in any full queue. */
const maximumUnsent = 1_024;

interface Listening {
  readonly socket: Socket;
  /** False where the system did not take the datagram. Undefined where it cannot keep datagrams whole. */
  readonly sendWhole: ((payload: Uint8Array, remote: Endpoint) => boolean) | undefined;
}

/**
 * Runs a responder on real sockets, one for each pair of address and port. `invalid-input` when an address is none of
 * this computer's, `not-permitted` when a port is in use or forbidden.
 */
export async function startResponder(
  places: ResponderPlaces,
  platform: NodeJS.Platform = process.platform,
): Promise<Outcome<ResponderServer>> {
  const endpoints = places.addresses.flatMap((address) => places.ports.map((port) => ({ address, port })));
  const sockets = new Map<string, Listening>();
  const closeAll = (): Promise<void> =>
    Promise.all([...sockets.values()].map(({ socket }) => closeSocket(socket))).then(() => undefined);
  const native = await nativeSockets(platform);
  for (const endpoint of endpoints) {
    const bound = await listen(endpoint, native);
    if (!bound.ok) {
      await closeAll();
      return bound;
    }
    sockets.set(endpointKey(endpoint), bound.value);
  }
  const clock = createSystemClock();
  const responder = createResponder({
    ...places,
    random: systemRandom,
    keepsWhole: [...sockets.values()].every(({ sendWhole }) => sendWhole !== undefined),
    ...(platform === "linux" && native !== null ? { knownPathMtu: knownPathMtuOf(native, places.addresses) } : {}),
  });
  const closing = new AbortController();
  let received = 0;
  let sent = 0;
  let unsent = 0;
  let wakeAtMs = Infinity;

  const deliver = (datagrams: readonly ResponderDatagram[]): void => {
    for (const { local, remote, payload, dontFragment } of datagrams) {
      if (unsent === maximumUnsent) break;
      const listening = sockets.get(endpointKey(local));
      if (dontFragment === true) {
        if (listening?.sendWhole?.(payload, remote) === true) sent += 1;
        continue;
      }
      unsent += 1;
      listening?.socket.send(payload, remote.port, remote.address, (error) => {
        unsent -= 1;
        if (error === null) sent += 1;
      });
    }
    const nextMs = responder.nextWakeMs();
    if (nextMs >= wakeAtMs) return;
    wakeAtMs = nextMs;
    void clock.sleep(Math.max(0, nextMs - clock.monotonicMs()), closing.signal).then(() => {
      if (closing.signal.aborted || wakeAtMs !== nextMs) return;
      wakeAtMs = Infinity;
      deliver(responder.wake(clock.monotonicMs()));
    });
  };

  endpoints.forEach((local) => {
    const socket = sockets.get(endpointKey(local))?.socket;
    socket?.on("message", (octets: Uint8Array, { address, port }) => {
      received += 1;
      // A copy: Node hands out views of its own pool.
      const payload = new Uint8Array(octets);
      deliver(responder.receive({ local, remote: { address, port }, payload }, clock.monotonicMs()));
    });
    // A client that is gone answers with an ICMP error, which is none of the responder's business.
    socket?.on("error", () => undefined);
  });

  return success({
    endpoints,
    counts: () => ({ received, sent }),
    close: () => {
      closing.abort();
      return closeAll();
    },
  });
}

/** The first IPv4 address of this computer that others can reach; undefined without one. */
export function firstOwnAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
}

/** The C library's sockets; null where this system has none that keep datagrams whole, or where they cannot be had. */
async function nativeSockets(platform: NodeJS.Platform): Promise<PosixSockets | null> {
  if (platform !== "linux" && platform !== "darwin") return null;
  const opened = await openPosixSockets(platform === "darwin" ? macosSocketNumbers : linuxSocketNumbers);
  return opened.ok ? opened.value : null;
}

/** What Linux knows of the way to a client, by its routing table, beside the MTU that the interface has now. */
function knownPathMtuOf(
  native: PosixSockets,
  addresses: readonly string[],
): NonNullable<Parameters<typeof createResponder>[0]["knownPathMtu"]> {
  const links = new Map(addresses.map((address) => [address, linkMtuBytesOf(address)]));
  return ({ local, remote }) => {
    const option = linuxKnownPathMtu[isIPv6(local.address) ? "ipv6" : "ipv4"];
    const pathMtuBytes = native.readConnected(option, remote.address, local.address);
    const linkMtuBytes = links.get(local.address);
    if (pathMtuBytes === null) return null;
    return linkMtuBytes === undefined || linkMtuBytes < pathMtuBytes
      ? { pathMtuBytes }
      : { pathMtuBytes, linkMtuBytes };
  };
}

/** MTU of the interface that has this address (sysfs-class-net); undefined where it cannot be read. */
function linkMtuBytesOf(address: string): number | undefined {
  const [name] =
    Object.entries(networkInterfaces()).find(([, entries]) => entries?.some((entry) => entry.address === address)) ??
    [];
  if (name === undefined) return undefined;
  try {
    const mtuBytes = Number(readFileSync(`/sys/class/net/${name}/mtu`, "utf8"));
    return mtuBytes > 0 ? mtuBytes : undefined;
  } catch {
    return undefined;
  }
}

/** A socket of the C library in the hands of Node, else one of Node's own, which also knows why there can be none. */
async function listen(local: Endpoint, native: PosixSockets | null): Promise<Outcome<Listening>> {
  const family = isIPv6(local.address) ? "ipv6" : "ipv4";
  const fd = native?.openBound(family, local);
  if (native === null || fd?.ok !== true) {
    const bound = await bind(local);
    return bound.ok ? success({ socket: bound.value, sendWhole: undefined }) : bound;
  }
  const adopted = await bind(local, fd.value);
  if (!adopted.ok) {
    native.close(fd.value);
    return adopted;
  }
  const sendWhole = (payload: Uint8Array, remote: Endpoint) => native.sendWhole(fd.value, family, payload, remote);
  return success({ socket: adopted.value, sendWhole });
}

/** With `fd`, Node takes over a socket that is bound already. */
function bind({ address, port }: Endpoint, fd?: number): Promise<Outcome<Socket>> {
  return new Promise((resolve) => {
    const ipv6 = isIPv6(address);
    const socket = createSocket({ type: ipv6 ? "udp6" : "udp4", ipv6Only: ipv6 });
    socket.once("error", (error: NodeJS.ErrnoException) => {
      socket.close();
      const reason = error.code ?? "unknown";
      const sentence = `The responder cannot listen on ${address} port ${port} (${reason}).`;
      const isOwn = reason !== "EADDRNOTAVAIL" && reason !== "ENOTFOUND";
      resolve(isOwn ? failure("not-permitted", sentence) : failure("invalid-input", sentence));
    });
    socket.bind(fd === undefined ? { address, port, exclusive: true } : { fd }, () => {
      socket.removeAllListeners("error");
      resolve(success(socket));
    });
  });
}

function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()));
}

function endpointKey({ address, port }: Endpoint): string {
  return `${address} ${port}`;
}
