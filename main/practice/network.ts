import type { RandomSource } from "../model/ports/random.ts";
import type { ResponderDatagram } from "../responder/datagram.ts";
import { createResponder } from "../responder/responder.ts";
import { practiceAddresses, practiceLinkMtuBytes } from "./addresses.ts";
import { conditionsOf, type PracticeFault } from "./fault.ts";
import { createGateway, type GatewayOutput, type GatewayPorts } from "./gateway.ts";
import { answerNameQuestion, dnsPort } from "./name-server.ts";
import { answerTo, type Delivery, type IpPacket, ipPacket, type QuotedPacket, quote } from "./packet.ts";
import { createRouter, type RouterOptions } from "./router.ts";

export interface PracticeNetworkOptions extends RouterOptions {
  readonly faults: readonly PracticeFault[];
  readonly random: RandomSource;
  /** Between client and gateway; 20 ms when left out. */
  readonly roundTripMs?: number;
  /** Where the gateway answers IKE; on 500 and 4500 when left out. */
  readonly gatewayPorts?: GatewayPorts;
}

/** UDP ports of the practice responder: STUN's own (RFC 8489), an alternate, and those of IPsec. */
const responderPorts = [3478, 3479, 500, 4500] as const;

/**
 * Client host, home router, provider's link, gateway and a STUN server, as one pure machine: it is told what is sent and when, and tells
 * what arrives at the client and when. Times are ms of any one clock that never goes back.
 */
export interface PracticeNetwork {
  readonly fromClient: (packet: IpPacket, nowMs: number) => readonly Delivery[];
  /** A packet that the gateway sends by itself, addressed to the router's outside. */
  readonly fromGateway: (packet: IpPacket, nowMs: number) => readonly Delivery[];
  /** When a host on the outside wants to send something by itself; infinite when none does. */
  readonly nextWakeMs: () => number;
  readonly wake: (nowMs: number) => readonly Delivery[];
}

const defaultRoundTripMs = 20;
/** The router is in the same home as the client. */
const routerDelayMs = 1;

/** A practice network in which nothing has happened yet. Unknown faults cannot be told; no fault at all is healthy. */
export function createPracticeNetwork(options: PracticeNetworkOptions): PracticeNetwork {
  const { faults, random, roundTripMs = defaultRoundTripMs, gatewayPorts: ports } = options;
  const conditions = conditionsOf(faults);
  const router = createRouter(conditions, random, options);
  const gateway = createGateway(
    {
      silent: conditions.gatewaySilent,
      ikev1Only: conditions.ikev1Only,
      ...(ports === undefined ? {} : { ports }),
    },
    random,
  );

  const responderAddresses = [practiceAddresses.responder, practiceAddresses.responderAlternate] as const;
  /** Path MTUs that the responder's host has learned, by the address of the other end. */
  const responderPathMtus = new Map<string, number>();
  const responder = createResponder({
    addresses: responderAddresses,
    ports: responderPorts,
    random,
    keepsWhole: true,
    knownPathMtu: ({ remote }) => ({
      pathMtuBytes: responderPathMtus.get(remote.address) ?? practiceLinkMtuBytes,
      linkMtuBytes: practiceLinkMtuBytes,
    }),
  });

  const inbound = (packet: IpPacket, nowMs: number, afterMs: number): readonly Delivery[] => {
    const told = router.tooBigInbound(packet);
    if (told !== null) responderPathMtus.set(packet.destination.address, told);
    const arrived = router.inbound(packet, nowMs + afterMs);
    return arrived === null ? [] : [{ kind: "datagram", packet: arrived, afterMs }];
  };

  const portUnreachable = (quoted: QuotedPacket, nowMs: number, afterMs: number): readonly Delivery[] => {
    // RFC 5508 section 4: the error goes through the NAT entry of the packet that it quotes.
    const error = { ...quoted, source: quoted.destination, destination: quoted.source };
    const routed = router.inbound(
      { ...error, payload: noOctets, sizeBytes: icmpErrorSizeBytes, dontFragment: false },
      nowMs + afterMs,
    );
    if (routed === null) return [];
    return [{ kind: "port-unreachable", quoted: { ...quoted, source: routed.destination }, afterMs }];
  };

  const deliver = (outputs: readonly GatewayOutput[], nowMs: number, afterMs: number): readonly Delivery[] =>
    outputs.flatMap((output) =>
      output.kind === "packet"
        ? inbound(output.packet, nowMs, afterMs)
        : portUnreachable(output.quoted, nowMs, afterMs),
    );

  const receiveStun = (packet: IpPacket, nowMs: number): readonly GatewayOutput[] => {
    const { source, destination, payload, protocol } = packet;
    if (protocol === "icmp-echo") return [{ kind: "packet", packet: answerTo(packet, payload) }];
    if (!responderPorts.some((port) => port === destination.port)) {
      return [{ kind: "port-unreachable", quoted: quote(packet) }];
    }
    return responder.receive({ local: destination, remote: source, payload }, nowMs).map(stunPacket);
  };

  return {
    fromClient: (packet, nowMs) => {
      const { address: to, port: toPort } = packet.destination;
      if (packet.protocol === "udp" && to === practiceAddresses.router && toPort === dnsPort) {
        const answer = answerNameQuestion(packet);
        return answer === null ? [] : [{ kind: "datagram", packet: answer, afterMs: routerDelayMs }];
      }
      const routed = router.outbound(packet, nowMs);
      switch (routed.kind) {
        case "dropped":
          return [];
        case "too-big":
          return [{ kind: "packet-too-big", quoted: quote(packet), mtuBytes: routed.mtuBytes, afterMs: routerDelayMs }];
        case "turned-back":
          return [{ kind: "datagram", packet: routed.packet, afterMs: routerDelayMs }];
        case "passed": {
          const { address } = routed.packet.destination;
          const arrivesMs = nowMs + roundTripMs / 2;
          if (address === practiceAddresses.gateway || address === practiceAddresses.gatewayIpv6) {
            return deliver(gateway.receive(routed.packet, arrivesMs), nowMs, roundTripMs);
          }
          return responderAddresses.some((known) => known === address)
            ? deliver(receiveStun(routed.packet, arrivesMs), nowMs, roundTripMs)
            : [];
        }
      }
    },
    fromGateway: (packet, nowMs) => inbound(packet, nowMs, roundTripMs / 2),
    nextWakeMs: () => Math.min(gateway.nextWakeMs(), responder.nextWakeMs()),
    wake: (nowMs) =>
      deliver([...gateway.wake(nowMs), ...responder.wake(nowMs).map(stunPacket)], nowMs, roundTripMs / 2),
  };
}

function stunPacket({ local, remote, payload, dontFragment = false }: ResponderDatagram): GatewayOutput {
  return {
    kind: "packet",
    packet: ipPacket({ protocol: "udp", source: local, destination: remote, payload, dontFragment }),
  };
}

const noOctets = new Uint8Array();
/** IPv4 and ICMP header with the first 28 octets of the packet that it is about (RFC 792). */
const icmpErrorSizeBytes = 56;
