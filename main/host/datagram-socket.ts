import type { Socket } from "node:dgram";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import type { Clock } from "../model/ports/clock.ts";
import type { Endpoint, SendResult, UdpSocket, UdpSocketOptions } from "../model/ports/udp.ts";
import { createArrivalQueue } from "./arrival-queue.ts";
import { arrivalKindOf, sendResultOf } from "./socket-errors.ts";

export interface DatagramSocketParts {
  readonly socket: Socket;
  readonly clock: Clock;
  readonly options: UdpSocketOptions;
  readonly local: Endpoint;
  readonly interfaceName?: string | undefined;
  readonly knownPathMtuBytes: () => number | null;
}

/** What a datagram starts with that has no time to live of its own (IANA, IP parameters: default TTL). */
const usualTtl = 64;

/** One spelling per address; a zone says nothing about who sent. */
const spelling = (address: string) => ipaddr.process(address.replace(/%.*$/u, "")).toNormalizedString();

/** Makes the port's socket of a bound (and, with `connectToPort`, connected) socket of Node. */
export function datagramSocket(parts: DatagramSocketParts): UdpSocket {
  const { socket, clock, options } = parts;
  const arrivals = createArrivalQueue(options.onIgnored);
  const remote = spelling(options.remoteAddress);
  let closed = false;

  socket.on("message", (message, from) => {
    const atMonotonicMs = clock.monotonicMs();
    const sender = spelling(from.address);
    if (sender !== remote && options.hears !== "anybody") {
      options.onIgnored?.();
      return;
    }
    const payload = new Uint8Array(message);
    arrivals.push({
      kind: "datagram",
      from: { address: sender === remote ? options.remoteAddress : sender, port: from.port },
      payload,
      atMonotonicMs,
    });
  });
  socket.on("error", (error: NodeJS.ErrnoException) => hear(error.code ?? ""));

  function hear(errorName: string): void {
    const kind = arrivalKindOf(errorName);
    if (kind !== null) arrivals.push({ kind, atMonotonicMs: clock.monotonicMs() });
  }

  function sendOnce(payload: Uint8Array, remotePort: number, remoteAddress: string): Promise<string | null> {
    return new Promise((resolve) => {
      const onSent = (error: NodeJS.ErrnoException | null) =>
        resolve(error === null ? null : (error.code ?? "unknown"));
      if (options.connectToPort === undefined) socket.send(payload, remotePort, remoteAddress, onSent);
      else socket.send(payload, onSent);
    });
  }

  async function send(
    payload: Uint8Array,
    remotePort: number,
    remoteAddress = options.remoteAddress,
  ): Promise<SendResult> {
    if (remoteAddress !== options.remoteAddress && (options.hears !== "anybody" || isIP(remoteAddress) === 0)) {
      throw new RangeError(`The socket talks to ${options.remoteAddress}, not to ${remoteAddress}.`);
    }
    if (options.connectToPort !== undefined && options.connectToPort !== remotePort) {
      throw new RangeError(`The socket is connected to port ${options.connectToPort}, not to ${remotePort}.`);
    }
    if (closed) return "failed";
    let errorName = await sendOnce(payload, remotePort, remoteAddress);
    if (errorName !== null && options.connectToPort !== undefined) {
      // On a connected socket this may be the ICMP answer to an earlier datagram, which the kernel hands to whatever
      // call comes next; that datagram then was not sent, so it goes out again.
      hear(errorName);
      errorName = await sendOnce(payload, remotePort, remoteAddress);
    }
    return errorName === null ? "sent" : sendResultOf(errorName);
  }

  async function sendWithTtl(payload: Uint8Array, remotePort: number, ttl: number): Promise<SendResult> {
    if (closed) return "failed";
    socket.setTTL(ttl);
    const result = await send(payload, remotePort);
    if (!isClosed()) socket.setTTL(usualTtl);
    return result;
  }

  /** A function, because the compiler takes a variable that it has seen once for one that stays. */
  function isClosed(): boolean {
    return closed;
  }

  return {
    local: parts.local,
    ...(parts.interfaceName === undefined ? {} : { interfaceName: parts.interfaceName }),
    send,
    sendWithTtl,
    receive: arrivals.next,
    knownPathMtuBytes: () => (closed ? null : parts.knownPathMtuBytes()),
    close: () => {
      if (closed) return;
      closed = true;
      arrivals.close();
      socket.close();
    },
  };
}
