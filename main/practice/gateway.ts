import type { RandomSource } from "../model/ports/random.ts";
import { parseIkeMessage } from "../probes/ike/message.ts";
import {
  fromUdpPayload,
  ikePortOf,
  natTraversalPort,
  toUdpPayload,
  usualIkePort,
} from "../probes/ike/non-esp-marker.ts";
import { practiceAddresses } from "./addresses.ts";
import { createHalfOpenTable } from "./half-open.ts";
import { answerInitialMessage } from "./ike-responder.ts";
import { answerTo, type IpPacket, ipPacket, type QuotedPacket, quote } from "./packet.ts";
import { createVpnGateway, type GatewaySending } from "./vpn-gateway.ts";

/** RFC 7296 section 2. */
export const ikePort = 500;

/** What leaves the gateway. */
export type GatewayOutput =
  | { readonly kind: "packet"; readonly packet: IpPacket }
  | { readonly kind: "port-unreachable"; readonly quoted: QuotedPacket };

/** The VPN gateway's host: it answers pings, refuses other ports, and speaks IKE and ESP-in-UDP. */
export interface Gateway {
  readonly receive: (packet: IpPacket, nowMs: number) => readonly GatewayOutput[];
  readonly nextWakeMs: () => number;
  readonly wake: (nowMs: number) => readonly GatewayOutput[];
}

/** What a gateway does not do. */
export interface GatewayLimits {
  /** Its VPN ports answer nothing at all. */
  readonly silent: boolean;
  readonly ikev1Only: boolean;
  /** Where it answers IKE; on 500 and 4500 when left out. */
  readonly ports?: GatewayPorts;
}

/** The UDP ports of a gateway. */
export interface GatewayPorts {
  readonly ike: number;
  readonly natTraversal: number;
  /** Whether it wants the non-ESP marker on `ike` too, as strongSwan does on any port but 500. */
  readonly ikeMarked?: boolean;
}

const usualPorts: GatewayPorts = { ike: ikePort, natTraversal: natTraversalPort };

/** A gateway that nobody has called yet. */
export function createGateway({ silent, ikev1Only, ports = usualPorts }: GatewayLimits, random: RandomSource): Gateway {
  const halfOpen = createHalfOpenTable();
  const vpn = createVpnGateway(halfOpen, random);

  const receiveVpn = (packet: IpPacket, nowMs: number): readonly GatewayOutput[] => {
    const { source: peer, destination: local, payload } = packet;
    const octets = fromUdpPayload(payload, ikePortOf(ports, local.port));
    if (octets === null) return vpn.receiveEsp(payload, peer, nowMs).map(toOutput);
    const message = parseIkeMessage(octets);
    if (!message.ok || (ikev1Only && message.value.header.majorVersion !== 1)) return [];
    const arrival = { message: message.value, peer, local, nowMs };
    const first = answerInitialMessage(arrival, halfOpen, random);
    if (first === null) return vpn.receiveIke(arrival).map(toOutput);
    return [{ kind: "packet", packet: answerTo(packet, toUdpPayload(first, ikePortOf(ports, local.port))) }];
  };

  return {
    receive: (packet, nowMs) => {
      if (packet.protocol === "icmp-echo") return [{ kind: "packet", packet: answerTo(packet, packet.payload) }];
      const { port } = packet.destination;
      if (port !== ports.ike && port !== ports.natTraversal)
        return [{ kind: "port-unreachable", quoted: quote(packet) }];
      return silent ? [] : receiveVpn(packet, nowMs);
    },
    nextWakeMs: vpn.nextWakeMs,
    wake: (nowMs) => vpn.wake(nowMs).map(toOutput),
  };
}

/** Tunnels live on the NAT traversal port: the client moves there before IKE_AUTH (RFC 7296 section 2.23). */
function toOutput({ peer, kind, content }: GatewaySending): GatewayOutput {
  const source = { address: practiceAddresses.gateway, port: natTraversalPort };
  const payload = kind === "ike" ? toUdpPayload(content, usualIkePort(natTraversalPort)) : content;
  return {
    kind: "packet",
    packet: ipPacket({ protocol: "udp", source, destination: peer, payload, dontFragment: false }),
  };
}
