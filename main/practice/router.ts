import type { RandomSource } from "../model/ports.ts";
import { practiceAddresses } from "./addresses.ts";
import { happens } from "./chance.ts";
import type { PracticeConditions } from "./fault.ts";
import { createInspection } from "./inspection.ts";
import { createNatTable } from "./nat-table.ts";
import type { IpPacket } from "./packet.ts";

/** What became of a packet from the inside. */
type Routed =
  | { readonly kind: "passed"; readonly packet: IpPacket }
  | { readonly kind: "too-big"; readonly mtuBytes: number }
  | { readonly kind: "dropped" };

/** The home router with the provider's link behind it: NAT, filters, the bottleneck and the loss. */
export interface Router {
  readonly outbound: (packet: IpPacket, nowMs: number) => Routed;
  /** The packet as the client gets it, or null when it does not get through. */
  readonly inbound: (packet: IpPacket, nowMs: number) => IpPacket | null;
}

/** Whether the router keeps the port of the client where it can, or takes any (RFC 4787 section 4.2.1). */
export type NatPorts = "preserved" | "random";

/** What is no fault by itself, or one of the way back alone. */
export interface RouterOptions {
  /** Absent: the router keeps the client's ports. */
  readonly natPorts?: NatPorts;
  /** What the way back carries, where that is less than the way out does; larger packets vanish in silence. */
  readonly downlinkMtuBytes?: number;
  readonly dropsFragmentsInbound?: boolean;
}

const dropped: Routed = { kind: "dropped" };

/** A router in the given conditions, with an empty NAT table. Times are ms of any one clock. */
export function createRouter(
  conditions: PracticeConditions,
  random: RandomSource,
  { natPorts = "preserved", downlinkMtuBytes = Infinity, dropsFragmentsInbound = false }: RouterOptions = {},
): Router {
  const { pathMtuBytes, tellsPacketTooBig, dropsFragments, blockedUdpPorts, lossPercent } = conditions;
  const nat = createNatTable({
    publicAddress: practiceAddresses.routerOutside,
    unrepliedTimeoutMs: conditions.natUnrepliedTimeoutMs,
    streamTimeoutMs: conditions.natStreamTimeoutMs,
    ...(natPorts === "random" ? { randomPorts: random } : {}),
  });
  const inspection = createInspection(conditions);
  const inboundMtuBytes = Math.min(pathMtuBytes, downlinkMtuBytes);
  const needsFragments = (packet: IpPacket) => packet.sizeBytes > pathMtuBytes;
  // Whoever loses one fragment loses the packet.
  const isLost = (packet: IpPacket, mtuBytes: number) =>
    Array.from({ length: fragmentCount(packet.sizeBytes, mtuBytes) }).some(() => happens(random, lossPercent));

  return {
    outbound: (packet, nowMs) => {
      if (packet.protocol === "udp" && blockedUdpPorts.has(packet.destination.port)) return dropped;
      if (!inspection.passes(packet)) return dropped;
      if (needsFragments(packet) && packet.dontFragment) {
        return tellsPacketTooBig ? { kind: "too-big", mtuBytes: pathMtuBytes } : dropped;
      }
      if (needsFragments(packet) && dropsFragments) return dropped;
      const translated = nat.outbound(packet, nowMs);
      return translated === null || isLost(packet, pathMtuBytes) ? dropped : { kind: "passed", packet: translated };
    },
    inbound: (packet, nowMs) => {
      const isRefused = packet.dontFragment || dropsFragments || dropsFragmentsInbound;
      if (packet.sizeBytes > inboundMtuBytes && isRefused) return null;
      if (isLost(packet, inboundMtuBytes)) return null;
      return nat.inbound(packet, nowMs);
    },
  };
}

const ipHeaderSizeBytes = 20;

/** How many packets a packet of that size becomes on a link; all but the last carry a multiple of 8 (RFC 791). */
function fragmentCount(sizeBytes: number, mtuBytes: number): number {
  if (sizeBytes <= mtuBytes) return 1;
  const perFragmentBytes = Math.floor((mtuBytes - ipHeaderSizeBytes) / 8) * 8;
  return Math.ceil((sizeBytes - ipHeaderSizeBytes) / perFragmentBytes);
}
