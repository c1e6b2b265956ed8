import { failure, type Outcome, success } from "../model/failure.ts";
import type { CaptivePage, NamedNameServer, StunServer } from "../model/check-options.ts";
import type { Measurement } from "../model/measurement.ts";
import type { ResolvedHost } from "../model/ports/names.ts";
import type { World } from "../model/ports/world.ts";
import type { NatLifetimeMode } from "../probes/nat-lifetime/plan.ts";
import type { ProbeKind } from "../model/probe-kind.ts";
import { checkCaptivePortal } from "./captive-portal.ts";
import { checkDns, nameServersToAsk } from "./dns-health.ts";
import {
  countingContext,
  createProbeSession,
  findStunServer,
  gatewayPorts,
  probeDpi,
  probeFragments,
  probeNat,
  probeNatLifetime,
  probePathMtu,
  probeReach,
  probeServerFragments,
  probeServerPathMtu,
  type ProbeSession,
} from "./gateway-probes.ts";
import { natTypeWithoutServer } from "./measurements.ts";
import { tunnelSizes } from "./tunnel-sizes.ts";
import { findWay } from "./way-taken.ts";
import { smallestMtuBytes, usualLinkMtuBytes } from "./usual-sizes.ts";

export interface ProbeRequest {
  readonly world: World;
  readonly kind: ProbeKind;
  readonly gateway: string;
  /** Asked for the kind of the NAT; nobody but the gateway is asked without one. */
  readonly stunServer?: StunServer | undefined;
  /** Asked for NAT lifetimes and for sizes before the STUN server. */
  readonly responder?: StunServer | undefined;
  /** Asked for the gateway's name, beside the name servers of this computer. */
  readonly nameServer?: NamedNameServer | undefined;
  readonly lifetimeMode: NatLifetimeMode;
  /** Told how far a long probe is. */
  readonly note: (text: string) => void;
  /** Fetched to find a captive portal. */
  readonly captivePage?: CaptivePage | undefined;
  /** Local address to send from. */
  readonly bindAddress?: string | undefined;
  readonly ikePort?: number | undefined;
  readonly natTraversalPort?: number | undefined;
  readonly controlPort?: number | undefined;
}

export interface ProbeResult {
  readonly addresses: readonly string[];
  readonly measurements: readonly Measurement[];
  /** UDP datagrams and ICMP echo requests. */
  readonly packetsSent: number;
  /** UDP datagrams that came in and answered nothing. */
  readonly packetsIgnored: number;
}

const resolveTimeoutMs = 5_000;

/**
 * Runs one probe by itself, with what it needs to know before. Fails as the resolver does; everything else that goes wrong
 * is in the measurements. When `signal` aborts, no further packet leaves. Whether a captive portal is in the way is looked
 * for where a page was named, and in a probe of the route.
 */
export async function runProbe(request: ProbeRequest, signal: AbortSignal): Promise<Outcome<ProbeResult>> {
  const { world, kind, captivePage: page } = request;
  const looks = page !== undefined || kind === "route";
  const [probed, portal] = await Promise.all([
    runGatewayProbe(request, signal),
    looks ? findPortal(world, page, signal) : [],
  ]);
  return probed.ok ? success({ ...probed.value, measurements: [...probed.value.measurements, ...portal] }) : probed;
}

async function findPortal(
  world: World,
  page: CaptivePage | undefined,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { portalHint: hint } = await world.machine.network(signal);
  return [await checkCaptivePortal(world.web, { page, hint }, signal)];
}

async function runGatewayProbe(request: ProbeRequest, signal: AbortSignal): Promise<Outcome<ProbeResult>> {
  const { world, kind, gateway } = request;
  const resolved = await world.names.resolve(gateway, resolveTimeoutMs, signal);
  if (kind === "dns") {
    const { names } = world;
    const { dnsServers } = await world.machine.network(signal);
    const { context, packetsSent, packetsIgnored } = countingContext(world);
    const servers = nameServersToAsk(request.nameServer, dnsServers);
    const dns = await checkDns({ names, context: context(signal), gateway, resolved, servers }, signal);
    const addresses = resolved.ok ? resolved.value.addresses.map(({ address }) => address) : [];
    return success({ addresses, measurements: [dns], packetsSent: packetsSent(), packetsIgnored: packetsIgnored() });
  }
  if (!resolved.ok) return resolved;
  const [first] = resolved.value.addresses;
  if (first === undefined) return failure("name-not-resolved", `The name ${gateway} has no address.`);
  return success(await probeAddress(request, resolved.value, first, signal));
}

async function probeAddress(
  request: ProbeRequest,
  { addresses }: ResolvedHost,
  first: ResolvedHost["addresses"][number],
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { world, kind, bindAddress } = request;
  const [network, route] = await Promise.all([
    world.machine.network(signal),
    world.machine.route(first.address, signal),
  ]);
  const way = await findWay({ udp: world.udp, network, route, ...first, chosen: bindAddress });
  const session = createProbeSession(world, {
    ...first,
    ports: gatewayPorts(request),
    ...(way.bindAddress === undefined ? {} : { bindAddress: way.bindAddress }),
  });
  const linkMtuBytes = way.linkMtuBytes ?? usualLinkMtuBytes;
  const taken = way.measurement;
  const measurements =
    kind === "route" || kind === "dns"
      ? [taken]
      : [taken, ...(await measure(session, { ...request, kind, linkMtuBytes }, signal))];
  return {
    addresses: addresses.map(({ address }) => address),
    measurements,
    packetsSent: session.packetsSent(),
    packetsIgnored: session.packetsIgnored(),
  };
}

interface Measuring extends ProbeRequest {
  readonly kind: Exclude<ProbeKind, "dns" | "route">;
  readonly linkMtuBytes: number;
}

async function measure(
  asking: ProbeSession,
  { kind, linkMtuBytes, stunServer, responder, lifetimeMode: mode, note }: Measuring,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { measurements, summary, session } = await probeReach(asking, signal);
  if (summary === undefined || kind === "reach") return measurements;
  switch (kind) {
    case "nat": {
      const ikeVersion = measurements.find((measurement) => measurement.kind === "ike-version");
      const stun = await findStunServer(session.world, stunServer, session.target, signal);
      const others = measurements.filter((measurement) => measurement !== ikeVersion);
      const nat = await probeNat(session, summary, ikeVersion, stun, signal);
      return [...others, ...nat, ...(stunServer === undefined ? natTypeWithoutServer : [])];
    }
    case "mtu": {
      const sizes = await probePathMtu(session, summary, linkMtuBytes, signal);
      const server = await findStunServer(session.world, responder ?? stunServer, session.target, signal);
      const withServer = await probeServerPathMtu(session, server, linkMtuBytes, signal);
      const inside = tunnelSizes([...sizes, ...withServer], session.target.family, undefined);
      return [...measurements, ...sizes, ...withServer, ...inside];
    }
    case "fragments": {
      const fragments = await probeFragments(session, summary, signal);
      const server = await findStunServer(session.world, responder ?? stunServer, session.target, signal);
      return [...measurements, ...fragments, ...(await probeServerFragments(session, server, signal))];
    }
    case "nat-lifetime": {
      const server = await findStunServer(session.world, responder ?? stunServer, session.target, signal);
      return [
        ...measurements,
        ...(await probeNatLifetime(
          session,
          summary,
          { server, mode, study: mode === "deep", comparesPorts: mode === "deep" && responder !== undefined, note },
          signal,
        )),
      ];
    }
    case "dpi":
      // The path MTU is not known here, so the large packets are of a size that every path carries.
      return [...measurements, ...(await probeDpi(session, summary, smallestMtuBytes, true, signal))];
  }
}
