import type { RandomSource } from "../model/ports/random.ts";
import { practiceAddresses } from "./addresses.ts";
import { happens, randomInteger } from "./chance.ts";
import type { PracticeConditions } from "./fault.ts";
import { createInspection } from "./inspection.ts";
import { createNatTable, firstSubstitutePort, lastPort, type NatTableOptions } from "./nat-table.ts";
import { type IpPacket, isIpv6 } from "./packet.ts";

/** What became of a packet from the inside. */
type Routed =
  | { readonly kind: "passed"; readonly packet: IpPacket }
  /** It was for the router's own outside address, and comes back in. */
  | { readonly kind: "turned-back"; readonly packet: IpPacket }
  | { readonly kind: "too-big"; readonly mtuBytes: number }
  | { readonly kind: "dropped" };

/** The home router with the provider's link behind it: NAT, filters, the bottleneck and the loss. */
export interface Router {
  readonly outbound: (packet: IpPacket, nowMs: number) => Routed;
  /** The packet as the client gets it, or null when it does not get through. */
  readonly inbound: (packet: IpPacket, nowMs: number) => IpPacket | null;
  /** The MTU that the sender of a packet from outside is told, which is then dropped; null where nobody says anything. */
  readonly tooBigInbound: (packet: IpPacket) => number | null;
}

/**
 * Whether the router keeps the port of the client where it can (RFC 4787 section 4.2.1), takes any, any of those that a
 * carrier gives to one customer, the next one, the lowest that is free, or always the same for a port of the client.
 */
export type NatPorts = "preserved" | "random" | "pooled" | "next" | "lowest" | "computed";

/** What is no fault by itself, or one of the way back alone. */
export interface RouterOptions {
  /** Absent: the router keeps the client's ports. */
  readonly natPorts?: NatPorts;
  /** What the way back carries, where that is less than the way out does. */
  readonly downlinkMtuBytes?: number;
  /** Whether the far end is told of packets that are larger; it is not when left out. */
  readonly tellsTooBigInbound?: boolean;
  readonly dropsFragmentsInbound?: boolean;
  /** Whose packets prolong a mapping of the home router's NAT; both when left out. */
  readonly refreshedBy?: NatTableOptions["refreshedBy"];
  /** A second NAT, at the carrier, one hop behind the router's. */
  readonly carrierNat?: Pick<NatTableOptions, "unrepliedTimeoutMs" | "streamTimeoutMs" | "refreshedBy">;
  /** Whether a packet to the router's own outside address comes back in (RFC 4787 section 6); it does not when left out. */
  readonly hairpins?: boolean;
}

/** Hops from the client to whatever is behind the provider's link. */
const hopsToServer = 4;

const dropped: Routed = { kind: "dropped" };

/** A router in the given conditions, with an empty NAT table. Times are ms of any one clock. */
export function createRouter(
  conditions: PracticeConditions,
  random: RandomSource,
  options: RouterOptions = {},
): Router {
  const { natPorts = "preserved", downlinkMtuBytes = Infinity, dropsFragmentsInbound = false } = options;
  const { carrierNat, hairpins = false, refreshedBy = "both", tellsTooBigInbound = false } = options;
  const { pathMtuBytes, tellsPacketTooBig, dropsFragments, blockedUdpPorts, lossPercent } = conditions;
  const outsideAddress =
    carrierNat === undefined ? practiceAddresses.routerOutside : practiceAddresses.routerBehindCarrier;
  const nat = createNatTable({
    publicAddress: outsideAddress,
    refreshedBy,
    unrepliedTimeoutMs: conditions.natUnrepliedTimeoutMs,
    streamTimeoutMs: conditions.natStreamTimeoutMs,
    ...(natPorts === "preserved" ? {} : { choosePort: portChooser(natPorts, random) }),
  });
  const carrier =
    carrierNat === undefined
      ? undefined
      : createNatTable({ ...carrierNat, publicAddress: practiceAddresses.routerOutside });
  const inspection = createInspection(conditions);
  const inboundMtuBytes = Math.min(pathMtuBytes, downlinkMtuBytes);
  const needsFragments = (packet: IpPacket) => packet.sizeBytes > pathMtuBytes;
  // Whoever loses one fragment loses the packet.
  const isLost = (packet: IpPacket, mtuBytes: number) =>
    Array.from({ length: fragmentCount(packet.sizeBytes, mtuBytes) }).some(() => happens(random, lossPercent));

  /** IPv6 has neither translation nor fragments of a router's making on its way. */
  const outboundIpv6 = (packet: IpPacket): Routed => {
    const { fragmentSizeBytes = packet.sizeBytes, ttl = hopsToServer } = packet;
    const largestBytes = Math.min(packet.sizeBytes, fragmentSizeBytes);
    if (largestBytes > pathMtuBytes) return tellsPacketTooBig ? { kind: "too-big", mtuBytes: pathMtuBytes } : dropped;
    if (packet.sizeBytes > largestBytes && dropsFragments) return dropped;
    return ttl < hopsToServer || isLost(packet, largestBytes) ? dropped : { kind: "passed", packet };
  };

  return {
    outbound: (packet, nowMs) => {
      if (packet.protocol === "udp" && blockedUdpPorts.has(packet.destination.port)) return dropped;
      if (!inspection.passes(packet)) return dropped;
      if (isIpv6(packet.destination.address)) return outboundIpv6(packet);
      if (needsFragments(packet) && packet.dontFragment) {
        return tellsPacketTooBig ? { kind: "too-big", mtuBytes: pathMtuBytes } : dropped;
      }
      if (needsFragments(packet) && dropsFragments) return dropped;
      const { ttl = hopsToServer } = packet;
      // A router looks the mapping up before it counts the hop, as Linux does.
      const atHome = nat.outbound(packet, nowMs);
      if (atHome === null || ttl < 2) return dropped;
      if (atHome.destination.address === outsideAddress) {
        const back = hairpins ? nat.inbound(atHome, nowMs) : null;
        return back === null ? dropped : { kind: "turned-back", packet: back };
      }
      if (isLost(packet, pathMtuBytes)) return dropped;
      const translated = carrier === undefined ? atHome : carrier.outbound(atHome, nowMs);
      return translated === null || ttl < hopsToServer ? dropped : { kind: "passed", packet: translated };
    },
    tooBigInbound: (packet) => {
      const isTold = tellsTooBigInbound && packet.dontFragment && packet.sizeBytes > inboundMtuBytes;
      return isTold && !happens(random, lossPercent) ? inboundMtuBytes : null;
    },
    inbound: (packet, nowMs) => {
      const isRefused = packet.dontFragment || dropsFragments || dropsFragmentsInbound;
      if (packet.sizeBytes > inboundMtuBytes && isRefused) return null;
      if (isLost(packet, inboundMtuBytes)) return null;
      if (isIpv6(packet.destination.address)) return packet;
      const atHome = carrier === undefined ? packet : carrier.inbound(packet, nowMs);
      return atHome === null ? null : nat.inbound(atHome, nowMs);
    },
  };
}

const poolSize = 1_024;

function portChooser(natPorts: Exclude<NatPorts, "preserved">, random: RandomSource): (packet: IpPacket) => number {
  let nextPort = firstSubstitutePort;
  switch (natPorts) {
    case "random":
      return () => randomInteger(random, firstSubstitutePort, lastPort + 1);
    case "pooled":
      return () => randomInteger(random, firstSubstitutePort, firstSubstitutePort + poolSize);
    case "next":
      return () => {
        nextPort += 1;
        return nextPort;
      };
    case "lowest":
      return () => firstSubstitutePort;
    case "computed":
      return ({ source }) => firstSubstitutePort + (source.port % poolSize);
  }
}

const ipHeaderSizeBytes = 20;

/** How many packets a packet of that size becomes on a link; all but the last carry a multiple of 8 (RFC 791). */
function fragmentCount(sizeBytes: number, mtuBytes: number): number {
  if (sizeBytes <= mtuBytes) return 1;
  const perFragmentBytes = Math.floor((mtuBytes - ipHeaderSizeBytes) / 8) * 8;
  return Math.ceil((sizeBytes - ipHeaderSizeBytes) / perFragmentBytes);
}
