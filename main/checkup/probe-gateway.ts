import type { CheckOptions } from "../model/check-options.ts";
import type { Measurement } from "../model/measurement.ts";
import type { NetworkSnapshot } from "../model/network.ts";
import type { ResolvedHost } from "../model/ports/names.ts";
import type { World } from "../model/ports/world.ts";
import type { Gateway } from "../model/report.ts";
import type { TunnelType } from "../model/vpn-profile.ts";
import type { GatewayTarget } from "../probes/context.ts";
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
import { checkCaptivePortal } from "./captive-portal.ts";
import { checkDns, nameServersToAsk } from "./dns-health.ts";
import { noteOf } from "./measurement-notes.ts";
import { dnsMeasurement, echoMeasurements, natTypeWithoutServer } from "./measurements.ts";
import type { ReachSummary } from "./reach-summary.ts";
import { smallestMtuBytes, usualLinkMtuBytes } from "./usual-sizes.ts";
import type { StepResult, StepRunner, StepTools } from "./step-runner.ts";
import { tunnelSizes } from "./tunnel-sizes.ts";
import { findWay } from "./way-taken.ts";
import { echoCount, type StepName } from "./steps.ts";

export interface GatewayProbing {
  readonly world: World;
  readonly runner: StepRunner;
  /** Undefined when neither the person nor a profile named a gateway. */
  readonly host: string | undefined;
  readonly options: CheckOptions;
  readonly left: readonly StepName[];
  /** Undefined when it could not be read. */
  readonly network: NetworkSnapshot | undefined;
  /** Of the profile that names the gateway; undefined where there is none. */
  readonly tunnelType: TunnelType | undefined;
}

export interface GatewayProbed extends PacketCounts {
  readonly gateway: Gateway;
}

interface PacketCounts {
  readonly packetsSent: number;
  readonly packetsIgnored: number;
}

function countsOf(...all: readonly Pick<ProbeSession, "packetsSent" | "packetsIgnored">[]): PacketCounts {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
  return {
    packetsSent: sum(all.map(({ packetsSent }) => packetsSent())),
    packetsIgnored: sum(all.map(({ packetsIgnored }) => packetsIgnored())),
  };
}

const resolveTimeoutMs = 8_000;
const stepTimeoutMs = 12_000;
/** It comes before everything else, so it must not keep people waiting. */
const routeTimeoutMs = 4_000;
const echoTimeoutMs = 1_000;
/**
 * The longest silence of its standard mode is 132 s, the study after it takes twice that and two intervals more, and then
 * the gateway's own port is looked at, for a silence little longer than the lifetime.
 */
const natLifetimeTimeoutMs = 660_000;

/** All measurements that are about one gateway, from its name to its path MTU. */
export async function probeGateway(probing: GatewayProbing): Promise<GatewayProbed | undefined> {
  const { runner, host } = probing;
  if (host === undefined) {
    await skipAll(runner, "no gateway was named and no VPN profile on this computer names one");
    return undefined;
  }
  const beforeGateway = countingContext(probing.world);
  const resolved = await resolveStep(probing, host, beforeGateway.context);
  const gateway: Gateway = { host, addresses: resolved?.addresses.map((entry) => entry.address) ?? [] };
  const first = resolved?.addresses[0];
  if (first === undefined) {
    await skipAll(runner, "the address of the gateway is not known", ["resolve"]);
    return { gateway, ...countsOf(beforeGateway) };
  }
  const target: GatewayTarget = {
    ...first,
    ports: gatewayPorts(probing.options),
  };
  return { gateway, ...countsOf(beforeGateway, await probeAddress(probing, target)) };
}

/** All that is asked at one address; gives the session, with its counts. */
async function probeAddress(probing: GatewayProbing, named: GatewayTarget): Promise<ProbeSession> {
  const { world, runner, options, left } = probing;
  const route = await routeStep(probing, named);
  const target = { ...named, ...(route?.bindAddress === undefined ? {} : { bindAddress: route.bindAddress }) };
  const asking = createProbeSession(world, target);
  const [, reach] = await Promise.all([
    runner.run("ping", stepTimeoutMs, async (tools) => {
      const outcome = await world.echo.ping(target.address, echoCount[options.profile], echoTimeoutMs, tools.signal);
      if (outcome.ok) asking.count(outcome.value.sent);
      return measuredStep(tools, echoMeasurements(target.address, outcome));
    }),
    runner.run("reach", stepTimeoutMs, async (tools) => {
      const reached = await probeReach(asking, tools.signal);
      // The NAT step learns more about the version.
      const later = reached.summary === undefined || tools.signal.aborted ? undefined : "ike-version";
      const shown = reached.measurements.filter(({ kind }) => kind !== later);
      tools.measured(shown);
      return { outcome: "done", note: noteOf(shown), value: reached };
    }),
  ]);
  const summary = reach?.summary;
  if (reach === undefined || summary === undefined) {
    const reason = "no UDP port of the gateway answered, so there is nothing to measure with";
    await skipAll(runner, reason, ["resolve", "route", "ping", "reach"]);
    return asking;
  }
  const { session } = reach;
  const ikeVersion = reach.measurements.find(({ kind }) => kind === "ike-version");
  await runUnlessLeft(probing, "nat", async (tools) => {
    const stunServer = await findStunServer(world, options.stunServer, target, tools.signal);
    const nat = await probeNat(session, summary, ikeVersion, stunServer, tools.signal);
    const leftOpen = options.profile === "deep" && options.stunServer === undefined ? natTypeWithoutServer : [];
    return measuredStep(tools, [...nat, ...leftOpen]);
  });
  const linkMtuBytes = route?.linkMtuBytes ?? usualLinkMtuBytes;
  const sizeServer = (signal: AbortSignal) =>
    findStunServer(
      world,
      options.responder ?? (options.profile === "deep" ? options.stunServer : undefined),
      target,
      signal,
    );
  const sizes = await runUnlessLeft(probing, "path-mtu", async (tools) => {
    const found = await probePathMtu(session, summary, linkMtuBytes, tools.signal);
    tools.measured(found);
    const server = await sizeServer(tools.signal);
    const withServer = await probeServerPathMtu(session, server, linkMtuBytes, tools.signal);
    const inside = tunnelSizes([...found, ...withServer], target.family, probing.tunnelType);
    return andMeasured(tools, found, [...withServer, ...inside]);
  });
  await runUnlessLeft(probing, "fragments", async (tools) => {
    const found = await probeFragments(session, summary, tools.signal);
    tools.measured(found);
    return andMeasured(tools, found, await probeServerFragments(session, await sizeServer(tools.signal), tools.signal));
  });
  const pathMtuBytes = Number(sizes?.find(({ kind }) => kind === "path-mtu")?.value ?? smallestMtuBytes);
  // A gateway that answers neutral content only is worth the packets in any check.
  const steps = summary.onlyNeutralAnswered ? left.filter((name) => name !== "dpi") : left;
  await runUnlessLeft({ ...probing, left: steps }, "dpi", async (tools) =>
    measuredStep(tools, await probeDpi(session, summary, pathMtuBytes, options.profile === "deep", tools.signal)),
  );
  await natLifetimeStep(probing, session, summary);
  return session;
}

/**
 * Takes a minute or more, so a standard check runs it only where a person chose a server for it, and then in its short
 * form; a deep one always, with the gateway alone where there is no server.
 */
async function natLifetimeStep(
  { world, runner, options, left }: GatewayProbing,
  session: ProbeSession,
  summary: ReachSummary,
): Promise<void> {
  const chosen = options.responder ?? options.stunServer;
  const deep = options.profile === "deep";
  await runner.run("nat-lifetime", natLifetimeTimeoutMs, async (tools) => {
    if (left.includes("nat-lifetime")) return { outcome: "skipped", reason: "not part of a quick check" };
    if (!deep && chosen === undefined) {
      return {
        outcome: "skipped",
        reason: "needs a responder or a STUN server (--responder, --stun), or a deep check",
      };
    }
    const server = await findStunServer(world, chosen, session.target, tools.signal);
    const asked = {
      server,
      mode: deep ? "standard" : "quick",
      study: deep,
      comparesPorts: deep && options.responder !== undefined,
      note: tools.note,
    } as const;
    return measuredStep(tools, await probeNatLifetime(session, summary, asked, tools.signal));
  });
}

/** The name servers are asked one by one only where there is a reason to: a failure, a deep check, or a person's choice. */
function resolveStep(
  { world, runner, options, network }: GatewayProbing,
  host: string,
  contextOf: ProbeSession["context"],
): Promise<ResolvedHost | undefined> {
  return runner.run("resolve", resolveTimeoutMs, async (tools): Promise<StepResult<ResolvedHost>> => {
    const question = { page: options.captivePage, hint: network?.portalHint };
    const portalAsked = checkCaptivePortal(world.web, question, tools.signal);
    const outcome = await world.names.resolve(host, resolveTimeoutMs - 3_000, tools.signal);
    const deep = options.profile === "deep";
    const closely = deep || options.nameServer !== undefined || !outcome.ok;
    const servers = nameServersToAsk(options.nameServer, network?.dnsServers ?? []);
    const asked = { names: world.names, context: contextOf(tools.signal), gateway: host, resolved: outcome, servers };
    tools.measured([
      closely && !tools.signal.aborted ? await checkDns(asked, tools.signal) : dnsMeasurement(host, outcome),
    ]);
    const portal = await portalAsked;
    if (deep || portal.outcome === "measured" || options.captivePage !== undefined) tools.measured([portal]);
    if (!outcome.ok) return { outcome: "failed", reason: outcome.error.message };
    const note = outcome.value.addresses.map((entry) => entry.address).join(", ");
    return { outcome: "done", note, value: outcome.value };
  });
}

interface RouteTaken {
  readonly linkMtuBytes: number | undefined;
  /** Set where the probes must be kept out of a tunnel. */
  readonly bindAddress: string | undefined;
}

function routeStep(
  { world, runner, network, options }: GatewayProbing,
  target: GatewayTarget,
): Promise<RouteTaken | undefined> {
  return runner.run("route", routeTimeoutMs, async (tools): Promise<StepResult<RouteTaken>> => {
    const outcome = await world.machine.route(target.address, tools.signal);
    const { address, family } = target;
    const chosen = options.bindAddress;
    const taken = await findWay({ udp: world.udp, network, route: outcome, address, family, chosen });
    const { way, bindAddress, linkMtuBytes } = taken;
    tools.measured([taken.measurement]);
    if (!outcome.ok) return { outcome: "failed", reason: outcome.error.message };
    const { interfaceName } = outcome.value;
    const mtu = linkMtuBytes === undefined ? "" : `, MTU ${linkMtuBytes}`;
    const note = way.kind === "outside" ? `through ${interfaceName}${mtu}` : tunnelNote(interfaceName, bindAddress);
    return { outcome: "done", note, value: { linkMtuBytes, bindAddress } };
  });
}

function tunnelNote(interfaceName: string, bindAddress: string | undefined): string {
  return bindAddress === undefined
    ? `through the tunnel ${interfaceName}: what follows is measured inside of it`
    : `leads into the tunnel ${interfaceName}; the probes leave from ${bindAddress} instead`;
}

function runUnlessLeft<Value>(
  { runner, left, options }: GatewayProbing,
  name: StepName,
  work: (tools: StepTools) => Promise<StepResult<Value>>,
): Promise<Value | undefined> {
  return left.includes(name)
    ? runner.run(name, stepTimeoutMs, async () => ({
        outcome: "skipped",
        reason: `not part of a ${options.profile} check`,
      }))
    : runner.run(name, stepTimeoutMs, work);
}

const gatewaySteps = [
  "resolve",
  "route",
  "ping",
  "reach",
  "nat",
  "path-mtu",
  "fragments",
  "dpi",
  "nat-lifetime",
] as const;

async function skipAll(runner: StepRunner, reason: string, except: readonly StepName[] = []): Promise<void> {
  for (const name of gatewaySteps) {
    if (!except.includes(name)) await runner.run(name, stepTimeoutMs, async () => ({ outcome: "skipped", reason }));
  }
}

/** What was told already, and more of it: of a kind that was measured before, the first stands in the note. */
function andMeasured(
  tools: StepTools,
  told: readonly Measurement[],
  more: readonly Measurement[],
): StepResult<readonly Measurement[]> {
  tools.measured(more);
  const measuredKinds = new Set(told.filter(({ outcome }) => outcome === "measured").map(({ kind }) => kind));
  const note = noteOf([...told, ...more.filter(({ kind }) => !measuredKinds.has(kind))]);
  return { outcome: "done", note, value: [...told, ...more] };
}

function measuredStep(
  tools: { readonly measured: (measurements: readonly Measurement[]) => void },
  measurements: readonly Measurement[],
): StepResult<readonly Measurement[]> {
  tools.measured(measurements);
  return { outcome: "done", note: noteOf(measurements), value: measurements };
}
