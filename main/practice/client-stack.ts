import { failure, type Outcome, success } from "../model/failure.ts";
import type { Clock } from "../model/ports/clock.ts";
import type { Echo } from "../model/ports/echo.ts";
import type { RandomSource } from "../model/ports/random.ts";
import type { TcpConnector } from "../model/ports/tcp.ts";
import type { Arrival, SendResult, UdpNetwork, UdpSocket, UdpSocketOptions } from "../model/ports/udp.ts";
import type { WebClient } from "../model/ports/web.ts";
import { practiceAddresses, practiceLinkMtuBytes } from "./addresses.ts";
import { randomInteger } from "./chance.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import {
  type Arrived,
  type IpPacket,
  headerSizeBytes,
  ipPacket,
  isIpv6,
  maximumPacketSizeBytes,
  packetHeaderSizeBytes,
} from "./packet.ts";

/** The network stack of the client host: sockets and ping over a link that carries whole packets. */
export interface ClientStack {
  readonly udp: UdpNetwork;
  readonly echo: Echo;
  /** Hands in what came over the link. */
  readonly receive: (arrived: Arrived) => void;
}

export interface ClientStackOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Puts a packet on the link. */
  readonly transmit: (packet: IpPacket) => void;
  /** Whether the client has an IPv6 address as well; it has none when left out. */
  readonly hasIpv6?: boolean;
}

/** RFC 6056 section 2.1: the dynamic ports. */
const firstDynamicPort = 49_152;
const lastDynamicPort = 65_535;
const echoPayloadSizeBytes = 56;

interface OpenSocket {
  readonly options: UdpSocketOptions;
  readonly arrivals: Mailbox<Arrival>;
}

/** Nothing in the practice network speaks TCP, and its gateway says so. */
export const practiceTcp: TcpConnector = {
  connect: async (address) => success(address === practiceAddresses.gateway ? "refused" : "silent"),
};

/** Nor does anything there serve web pages. */
export const practiceWeb: WebClient = {
  get: async (url) => failure("unreachable", `The practice network has no web server for ${url}.`),
};

/** A stack without open sockets, with the practice client's address. */
export function createClientStack({ clock, random, transmit, hasIpv6 = false }: ClientStackOptions): ClientStack {
  const sockets = new Map<number, OpenSocket>();
  const echoes = new Map<number, Mailbox<number>>();
  const pathMtuBytes = new Map<string, number>();

  const open = (options: UdpSocketOptions): Outcome<UdpSocket> => {
    const isIpv4 = options.family === "ipv4";
    if (!isIpv4 && !hasIpv6) return failure("unreachable", "The practice network has no IPv6.");
    const address = isIpv4 ? practiceAddresses.client : practiceAddresses.clientIpv6;
    if (options.bindAddress !== undefined && options.bindAddress !== address) {
      return failure("invalid-input", `The practice client has no address ${options.bindAddress}.`);
    }
    const port = freePort(sockets, random);
    if (port === null) return failure("unreachable", "The practice client has no free UDP port left.");
    const local = { address, port };
    const arrivals = createMailbox<Arrival>(clock);
    sockets.set(port, { options, arrivals });

    const send = (
      payload: Uint8Array,
      remotePort: number,
      remoteAddress = options.remoteAddress,
      ttl?: number,
    ): SendResult => {
      const { connectToPort = remotePort } = options;
      if (connectToPort !== remotePort) {
        throw new RangeError(`The socket is connected to port ${connectToPort}, not to ${remotePort}.`);
      }
      if (sockets.get(port)?.arrivals !== arrivals || !isPort(remotePort)) return "failed";
      const dontFragment = options.fragmentation === "never";
      const destination = { address: remoteAddress, port: remotePort };
      const hops = ttl === undefined ? {} : { ttl };
      const known = pathMtuBytes.get(remoteAddress) ?? practiceLinkMtuBytes;
      const fragments = isIpv4 || dontFragment ? {} : { fragmentSizeBytes: known };
      const datagram = { source: local, destination, payload, dontFragment, ...hops, ...fragments };
      const packet = ipPacket({ protocol: "udp", ...datagram });
      const limitBytes = dontFragment ? practiceLinkMtuBytes : maximumPacketSizeBytes;
      if (packet.sizeBytes > limitBytes) return "too-big";
      transmit(packet);
      return "sent";
    };

    return success({
      local,
      send: async (payload, remotePort, remoteAddress) => send(payload, remotePort, remoteAddress),
      sendWithTtl: async (payload, remotePort, ttl) => send(payload, remotePort, options.remoteAddress, ttl),
      receive: arrivals.take,
      knownPathMtuBytes: () => pathMtuBytes.get(options.remoteAddress) ?? practiceLinkMtuBytes,
      close: () => {
        arrivals.close();
        if (sockets.get(port)?.arrivals === arrivals) sockets.delete(port);
      },
    });
  };

  const ping: Echo["ping"] = async (address, count, timeoutMs, signal) => {
    const identifier = freePort(echoes, random);
    if (identifier === null) return failure("unreachable", "The practice client sends too many pings at once.");
    const answers = createMailbox<number>(clock);
    echoes.set(identifier, answers);
    const roundTripMs: number[] = [];
    let sent = 0;
    while (sent < count && signal?.aborted !== true) {
      transmit(echoRequest(address, identifier, sent));
      const answerMs = await awaitAnswer(answers, sent, timeoutMs, clock, signal);
      if (answerMs !== null) roundTripMs.push(answerMs);
      sent += 1;
    }
    echoes.delete(identifier);
    return success({ sent, received: roundTripMs.length, roundTripMs });
  };

  const pingWithSize: Echo["pingWithSize"] = async (address, { sizeBytes, dontFragment }, timeoutMs, signal) => {
    if (dontFragment && sizeBytes > (pathMtuBytes.get(address) ?? practiceLinkMtuBytes)) return success("too-big");
    const identifier = freePort(echoes, random);
    if (identifier === null) return failure("unreachable", "The practice client sends too many pings at once.");
    const answers = createMailbox<number>(clock);
    echoes.set(identifier, answers);
    const payloadSizeBytes = Math.max(1, sizeBytes - headerSizeBytes(address));
    transmit({ ...echoRequest(address, identifier, 0, payloadSizeBytes), dontFragment });
    const answerMs = await awaitAnswer(answers, 0, timeoutMs, clock, signal);
    echoes.delete(identifier);
    return success(answerMs === null ? "silent" : "answered");
  };

  const receiveDatagram = (packet: IpPacket) => {
    if (packet.protocol === "icmp-echo") {
      echoes.get(packet.destination.port)?.put(packet.payload[0] ?? 0);
      return;
    }
    const socket = sockets.get(packet.destination.port);
    if (socket === undefined) return;
    if (socket.options.hears !== "anybody" && socket.options.remoteAddress !== packet.source.address) return;
    const { connectToPort = packet.source.port } = socket.options;
    if (packet.source.port !== connectToPort) return;
    const { source: from, payload } = packet;
    socket.arrivals.put({ kind: "datagram", from, payload, atMonotonicMs: clock.monotonicMs() });
  };

  return {
    udp: { open: async (options) => open(options) },
    echo: { ping, pingWithSize },
    receive: (arrived) => {
      switch (arrived.kind) {
        case "datagram":
          receiveDatagram(arrived.packet);
          return;
        case "port-unreachable": {
          const { source, destination } = arrived.quoted;
          const socket = sockets.get(source.port);
          if (socket?.options.remoteAddress !== destination.address) return;
          // Only a connected socket is told (RFC 1122 section 4.1.3.3 as the systems implement it).
          if (socket.options.connectToPort !== destination.port) return;
          socket.arrivals.put({ kind: "refused", atMonotonicMs: clock.monotonicMs() });
          return;
        }
        case "packet-too-big": {
          const { address } = arrived.quoted.destination;
          const known = pathMtuBytes.get(address) ?? practiceLinkMtuBytes;
          pathMtuBytes.set(address, Math.min(known, Math.max(arrived.mtuBytes, packetHeaderSizeBytes)));
          return;
        }
      }
    },
  };
}

/** The time until the answer with that number came, in ms; null when it did not. Late answers to others are skipped. */
async function awaitAnswer(
  answers: Mailbox<number>,
  number: number,
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const sentAtMs = clock.monotonicMs();
  for (;;) {
    const elapsedMs = clock.monotonicMs() - sentAtMs;
    const answered = await answers.take(Math.max(0, timeoutMs - elapsedMs), signal);
    if (answered === null) return null;
    if (answered === (number & 0xff)) return clock.monotonicMs() - sentAtMs;
  }
}

function echoRequest(
  address: string,
  identifier: number,
  number: number,
  payloadSizeBytes = echoPayloadSizeBytes,
): IpPacket {
  const payload = new Uint8Array(payloadSizeBytes);
  payload[0] = number & 0xff;
  const own = isIpv6(address) ? practiceAddresses.clientIpv6 : practiceAddresses.client;
  const source = { address: own, port: identifier };
  const destination = { address, port: 0 };
  return ipPacket({ protocol: "icmp-echo", source, destination, payload, dontFragment: false });
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port > 0 && port <= lastDynamicPort;
}

function freePort(used: ReadonlyMap<number, unknown>, random: RandomSource): number | null {
  const span = lastDynamicPort - firstDynamicPort + 1;
  const start = randomInteger(random, 0, span);
  for (let step = 0; step < span; step += 1) {
    const port = firstDynamicPort + ((start + step) % span);
    if (!used.has(port)) return port;
  }
  return null;
}
