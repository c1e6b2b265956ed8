import type { Measurement } from "../model/measurement.ts";
import type { CheckOptions, StunServer } from "../model/check-options.ts";
import type { UdpNetwork } from "../model/ports/udp.ts";
import type { World } from "../model/ports/world.ts";
import type { GatewayTarget, ProbeContext } from "../probes/context.ts";
import { measureDpi } from "../probes/dpi/measure.ts";
import { measureEspInUdp } from "../probes/esp-in-udp.ts";
import { measureFragments } from "../probes/fragments.ts";
import type { BaitKind } from "../probes/ike/baits.ts";
import { createHalfOpenBudget } from "../probes/half-open-budget.ts";
import { measureNat } from "../probes/nat.ts";
import { addGatewayPort } from "../probes/nat-lifetime/add-gateway-port.ts";
import { withHostFirewall } from "../probes/nat-lifetime/host-firewall.ts";
import { measureNatLifetimeByGateway } from "../probes/nat-lifetime/measure-by-gateway.ts";
import { measureNatLifetime } from "../probes/nat-lifetime/measure.ts";
import type { NatLifetimeMode } from "../probes/nat-lifetime/plan.ts";
import type { NatLifetimeProgress } from "../probes/nat-lifetime/progress.ts";
import type { IkeVersion } from "../probes/nat-sighting.ts";
import type { StunTarget } from "../probes/nat-type/ask-stun.ts";
import { measureNatType, type NatTypeFound } from "../probes/nat-type/measure.ts";
import { udpOverheadBytes } from "../probes/overhead.ts";
import { measurePathMtu } from "../probes/path-mtu/measure.ts";
import { reachTcp } from "../probes/reach-tcp.ts";
import { measureReach } from "../probes/reach.ts";
import { measureServerFragments } from "../probes/server-sizes/fragments.ts";
import { measureServerPathMtu } from "../probes/server-sizes/path-mtu.ts";
import { firstHops, withHops } from "./first-hops.ts";
import { withGatewayMapping } from "./gateway-mapping.ts";
import { noNatDetection, tcpMeasurement, unmeasurableSize } from "./measurements.ts";
import { type ReachSummary, summarizeReach } from "./reach-summary.ts";
import { withSecondOpinion } from "./second-opinion.ts";

/** One gateway under probe, with what it has cost the network so far. */
export interface ProbeSession {
  readonly world: World;
  readonly target: GatewayTarget;
  /** What the probes work with while `signal` does not abort. */
  readonly context: (signal: AbortSignal) => ProbeContext;
  readonly packetsSent: () => number;
  /** Datagrams that came in and answered nothing. */
  readonly packetsIgnored: () => number;
  /** Counts packets that no socket of ours sends: pings. */
  readonly count: (packets: number) => void;
}

/** RFC 7296 section 2, where nobody says otherwise. */
export function gatewayPorts({
  ikePort,
  natTraversalPort,
  controlPort,
}: Pick<CheckOptions, "ikePort" | "natTraversalPort" | "controlPort">): GatewayTarget["ports"] {
  return { ike: ikePort ?? 500, natTraversal: natTraversalPort ?? 4500, control: controlPort };
}

/** What probes work with, and how many packets that has cost so far; they share one ration of half-open SAs. */
export function countingContext(
  world: World,
): Pick<ProbeSession, "context" | "packetsSent" | "packetsIgnored" | "count"> {
  let packets = 0;
  let ignored = 0;
  const count = (more: number): void => {
    packets += more;
  };
  const { clock, random } = world;
  const countIgnored = (): void => {
    ignored += 1;
  };
  const udp: UdpNetwork = { open: (options) => world.udp.open({ ...options, onIgnored: countIgnored }) };
  const shared = { udp, clock, random, countPacket: () => count(1), countIgnored, halfOpen: createHalfOpenBudget() };
  return {
    context: (signal) => ({ ...shared, signal }),
    packetsSent: () => packets,
    packetsIgnored: () => ignored,
    count,
  };
}

/** A session in which nothing was sent yet. */
export function createProbeSession(world: World, target: GatewayTarget): ProbeSession {
  return { world, target, ...countingContext(world) };
}

export interface Reached {
  readonly measurements: readonly Measurement[];
  /** Undefined where no IKE port answered. */
  readonly summary: ReachSummary | undefined;
  /** The session, with what was learned of the gateway's ports. */
  readonly session: ProbeSession;
}

const tcpPort = 443;

/** UDP first; TCP port 443 only where UDP is silent, because it then tells whether the host is there at all. */
export async function probeReach(asking: ProbeSession, signal: AbortSignal): Promise<Reached> {
  const { world, target } = asking;
  const measurements = await measureReach(asking.context(signal), target);
  const ikeMarked = measurements.some(({ details }) => details["nonEspMarker"] === true);
  const session = { ...asking, target: { ...target, ports: { ...target.ports, ikeMarked } } };
  const summary = summarizeReach(measurements, target);
  if (summary !== undefined || signal.aborted) return { measurements, summary, session };
  const outcome = await reachTcp(world, { address: target.address, port: tcpPort }, signal);
  return { measurements: [...measurements, tcpMeasurement(target, tcpPort, outcome)], summary, session };
}

/**
 * The NAT on the way. The gateway tells whether there is one, in the version of IKE that it speaks, and its Vendor IDs go
 * to `ike-version`. What kind of NAT it is, and its public address, only a STUN server can tell: it is asked where one was
 * chosen, and then the gateway's ports are compared as well.
 */
export async function probeNat(
  session: ProbeSession,
  summary: ReachSummary,
  ikeVersion: Measurement | undefined,
  stunServer: StunTarget | undefined,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { target, world } = session;
  const context = session.context(signal);
  // The system's ping cannot be kept outside of a tunnel.
  const asksHops = target.bindAddress === undefined && target.family === "ipv4";
  const hops = asksHops ? firstHops(world.echo, target.address, () => session.count(1), signal) : [];
  const type: NatTypeFound =
    stunServer === undefined
      ? { measurements: [], publicEndpoint: undefined }
      : await measureNatType(context, stunServer, target.bindAddress);
  const known = ikeVersion === undefined ? [] : [ikeVersion];
  if (summary.onlyNeutralAnswered) {
    return withHops([noNatDetection(target), ...known, ...type.measurements], await hops, target.address);
  }
  const publicAddress = type.publicEndpoint?.address;
  const bothPorts = publicAddress !== undefined && summary.natTraversalAnswers && summary.port === target.ports.ike;
  const ports: readonly [number, ...number[]] = bothPorts ? [summary.port, target.ports.natTraversal] : [summary.port];
  const nat = await measureNat(context, target, ports, {
    versions: summary.versions,
    ...(publicAddress === undefined ? {} : { publicAddress }),
  });
  const details = {
    ...(nat.gatewaySoftware === undefined ? {} : { gatewaySoftware: nat.gatewaySoftware }),
    ...(nat.vendorIds.length === 0 ? {} : { vendorIds: nat.vendorIds.join(", ") }),
  };
  const measurements = [
    ...nat.measurements,
    ...known.map((version) => ({ ...version, details: { ...version.details, ...details } })),
    ...withGatewayMapping(type.measurements, nat.externalPorts, target),
  ];
  return withHops(measurements, await hops, target.address);
}

export interface NatLifetimeAsked {
  /** A responder or a STUN server; undefined: the gateway alone. */
  readonly server: StunTarget | undefined;
  readonly mode: NatLifetimeMode;
  /** Whether to try afterwards what keeps a mapping. */
  readonly study: boolean;
  /** Whether the ports of IPsec are treated in their own way: only a responder may listen there too. */
  readonly comparesPorts: boolean;
  readonly note: (text: string) => void;
}

/** How long idle NAT mappings live. It takes as long as they do. */
export async function probeNatLifetime(
  session: ProbeSession,
  summary: ReachSummary,
  { server, mode, study, comparesPorts, note }: NatLifetimeAsked,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { target, world } = session;
  const context = session.context(signal);
  const onProgress = (progress: NatLifetimeProgress): void => note(lifetimeNote(progress));
  const measurements =
    server === undefined
      ? await measureNatLifetimeByGateway(context, target, { port: summary.port, mode, study, onProgress })
      : await addGatewayPort(
          context,
          await measureNatLifetime(context, {
            server: { ...server, ...boundLike(target) },
            mode,
            study,
            comparedPorts: comparesPorts
              ? [target.ports.ike, target.ports.natTraversal].filter((other) => other !== server.port)
              : [],
            onProgress,
          }),
          { target, ...tunnelPort(target, summary), serverPort: server.port, mode, study, onProgress },
        );
  if (signal.aborted) return measurements;
  const [{ os }, { conntrack }] = await Promise.all([world.machine.client(signal), world.machine.network(signal)]);
  return withHostFirewall(measurements, { os, ...(conntrack === undefined ? {} : { conntrack }) });
}

/** Behind a NAT a tunnel lives on the NAT traversal port (RFC 7296 section 2.23). */
function tunnelPort(
  { ports }: GatewayTarget,
  { port, bait, natTraversalAnswers, versions }: ReachSummary,
): { readonly port: number; readonly bait: BaitKind; readonly version: IkeVersion } {
  return { port: natTraversalAnswers ? ports.natTraversal : port, bait: bait ?? "ke", version: versions[0] };
}

function lifetimeNote(progress: NatLifetimeProgress): string {
  if (progress.kind === "studying") {
    const { keepaliveSeconds, forSeconds } = progress;
    return `trying for ${forSeconds} s whether keepalives every ${keepaliveSeconds} s hold a mapping`;
  }
  if (progress.kind === "same-port") return `the public port has stayed the same for ${progress.forSeconds} s`;
  const { state, atLeastSeconds } = progress;
  return `${state === "replied" ? "a mapping in use" : "a mapping without an answer"} lives ${atLeastSeconds} s or longer`;
}

function boundLike({ bindAddress }: GatewayTarget): Pick<GatewayTarget, "bindAddress"> {
  return bindAddress === undefined ? {} : { bindAddress };
}

/** The first address of a chosen STUN server that is of the gateway's family; undefined where there is none. */
export async function findStunServer(
  { names }: World,
  server: StunServer | undefined,
  { family }: GatewayTarget,
  signal: AbortSignal,
): Promise<StunTarget | undefined> {
  if (server === undefined) return undefined;
  const resolved = await names.resolve(server.host, stunResolveTimeoutMs, signal);
  const found = resolved.ok ? resolved.value.addresses.find((entry) => entry.family === family) : undefined;
  return found === undefined ? undefined : { ...found, port: server.port };
}

const stunResolveTimeoutMs = 3_000;

/** The path MTU by packets that the gateway answers, with the system's ping as a second opinion. */
export async function probePathMtu(
  session: ProbeSession,
  { port, bait }: ReachSummary,
  linkMtuBytes: number,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { world, target } = session;
  if (bait === null) return [unmeasurableSize("path-mtu", target), unmeasurableSize("icmp-too-big", target)];
  const found = await measurePathMtu(session.context(signal), target, { port, bait, linkMtuBytes });
  return withSecondOpinion(world.echo, target.address, found, () => session.count(1), signal);
}

export async function probeFragments(
  session: ProbeSession,
  { port, bait }: ReachSummary,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  if (bait === null) return [unmeasurableSize("fragments-out", session.target)];
  return measureFragments(session.context(signal), session.target, port, bait);
}

/** The path MTU to a responder or a STUN server, and from it; nothing where none was chosen or it has no address. */
export async function probeServerPathMtu(
  session: ProbeSession,
  server: StunTarget | undefined,
  linkMtuBytes: number,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  if (server === undefined) return [];
  return measureServerPathMtu(session.context(signal), { ...server, ...boundLike(session.target) }, linkMtuBytes);
}

/** Fragments to a responder or a STUN server, and from it; nothing where none was chosen or it has no address. */
export async function probeServerFragments(
  session: ProbeSession,
  server: StunTarget | undefined,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  if (server === undefined) return [];
  return measureServerFragments(session.context(signal), { ...server, ...boundLike(session.target) });
}

/** UDP payload of the large packets in the comparison of contents: above all that is sent without certificates. */
const largeBytes = 1_200;
/** IKE that a gateway is asked with when it has answered nothing but neutral content. */
const likelyIke = "ke";

/** Whether the network treats IKE, or the encrypted data after it, worse than other content. */
export async function probeDpi(
  session: ProbeSession,
  { port, bait, natTraversalAnswers }: ReachSummary,
  pathMtuBytes: number,
  withBurst: boolean,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  const { target } = session;
  if (bait === null) return [unmeasurableSize("dpi", target)];
  const context = session.context(signal);
  const fitting = Math.min(largeBytes, pathMtuBytes - udpOverheadBytes[target.family]);
  const ike = bait === "ver" ? likelyIke : bait;
  const dpi = await measureDpi(context, target, { port, ike, largeBytes: fitting, withBurst });
  if (!natTraversalAnswers) return dpi;
  return [...dpi, ...(await measureEspInUdp(context, target, bait, fitting))];
}
