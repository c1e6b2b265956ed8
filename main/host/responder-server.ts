import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import { failure, type Outcome, success } from "../model/failure.ts";
import type { Endpoint } from "../model/ports.ts";
import type { ResponderDatagram, ResponderPlaces } from "../responder/datagram.ts";
import { createResponder } from "../responder/responder.ts";
import { createSystemClock } from "./clock.ts";
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

/**
 * Runs a responder on real sockets, one for each pair of address and port. `invalid-input` when an address is none of
 * this computer's, `not-permitted` when a port is in use or forbidden.
 */
export async function startResponder(places: ResponderPlaces): Promise<Outcome<ResponderServer>> {
  const endpoints = places.addresses.flatMap((address) => places.ports.map((port) => ({ address, port })));
  const sockets = new Map<string, Socket>();
  const closeAll = (): Promise<void> => Promise.all([...sockets.values()].map(closeSocket)).then(() => undefined);
  for (const endpoint of endpoints) {
    const bound = await bind(endpoint);
    if (!bound.ok) {
      await closeAll();
      return bound;
    }
    sockets.set(endpointKey(endpoint), bound.value);
  }
  const clock = createSystemClock();
  const responder = createResponder({ ...places, random: systemRandom });
  const closing = new AbortController();
  let received = 0;
  let sent = 0;
  let unsent = 0;
  let wakeAtMs = Infinity;

  const deliver = (datagrams: readonly ResponderDatagram[]): void => {
    for (const { local, remote, payload } of datagrams) {
      if (unsent === maximumUnsent) break;
      unsent += 1;
      sockets.get(endpointKey(local))?.send(payload, remote.port, remote.address, (error) => {
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
    const socket = sockets.get(endpointKey(local));
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

function bind({ address, port }: Endpoint): Promise<Outcome<Socket>> {
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
    socket.bind({ address, port, exclusive: true }, () => {
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
