import type { NetworkInterface, NetworkSnapshot } from "../model/network.ts";
import type { TunnelCounters, TunnelReport, VpnState } from "../model/vpn-state.ts";

/** One tunnel, and when it last carried more than keepalives. */
interface Tunnel {
  /** The interface, else the connection. */
  readonly key: string;
  readonly state: VpnState;
  /** The last one, by which a new one is known. */
  readonly report?: TunnelReport | undefined;
  readonly countedBytes?: number | undefined;
  readonly countedAtMs?: number | undefined;
  readonly busyAtMs: number;
  readonly isIdle: boolean;
}

export type VpnWatch = readonly Tunnel[];

export interface VpnNews {
  readonly kind: "vpn-up" | "vpn-down" | "vpn-idle";
  readonly vpn: VpnState;
}

/** Keepalives of the systems inside of a tunnel stay below this; a page that is opened does not. */
const quietBytesPerSecond = 50;
/** Home routers forget idle UDP mappings after 30 s and more: from here on idleness can matter. */
const idleAfterMs = 30_000;

interface Seen {
  readonly network: NetworkSnapshot;
  readonly counters: readonly TunnelCounters[];
  /** As far as the system and the daemons told, some time ago. */
  readonly tunnels: readonly TunnelReport[];
  /** The gateway that the logs named last. */
  readonly server?: string | undefined;
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** What is seen of one tunnel: its interface, what is told of it, or both. */
interface Sight {
  readonly key: string;
  readonly interfaceName?: string;
  readonly report?: TunnelReport | undefined;
}

/** Says which tunnels came, went or fell idle since the last time. */
export function watchVpn(watch: VpnWatch, seen: Seen): { readonly watch: VpnWatch; readonly news: readonly VpnNews[] } {
  const before = new Map(watch.map((tunnel) => [tunnel.key, tunnel] as const));
  const next = sightsOf(seen).map((sight) => observed(before.get(sight.key) ?? began(sight, seen), sight, seen));
  const stay = new Set(next.map(({ key }) => key));
  const news: VpnNews[] = watch
    .filter(({ key }) => !stay.has(key))
    .map((old) => ({ kind: "vpn-down", vpn: counted(old, seen.monotonicMs) }));
  for (const tunnel of next) {
    const old = before.get(tunnel.key);
    if (old === undefined) news.push({ kind: "vpn-up", vpn: tunnel.state });
    else if (tunnel.isIdle && !old.isIdle) news.push({ kind: "vpn-idle", vpn: tunnel.state });
  }
  return { watch: next, news };
}

/** The tunnel interfaces that are up, and what is told of tunnels without one. A report of an interface that is gone is old. */
function sightsOf({ network, tunnels }: Seen): readonly Sight[] {
  const up = network.interfaces.filter(({ kind, up }) => kind === "tunnel" && up);
  const ofInterfaces = up.map((entry): Sight => {
    return { key: entry.name, interfaceName: entry.name, report: tunnels.find((report) => isAbout(report, entry)) };
  });
  const others = tunnels.filter(
    (report) => report.interfaceName === undefined && !up.some((entry) => isAbout(report, entry)),
  );
  const ofPolicies = others.map((report): Sight => ({ key: report.connection, report }));
  return [...new Map([...ofPolicies, ...ofInterfaces].map((sight) => [sight.key, sight] as const)).values()];
}

function isAbout({ interfaceName, insideAddresses }: TunnelReport, { name, addresses }: NetworkInterface): boolean {
  return interfaceName === undefined
    ? addresses.some(({ address }) => insideAddresses.includes(address))
    : interfaceName === name;
}

/** The tunnels that are up. */
export function vpnStates(watch: VpnWatch): readonly VpnState[] {
  return watch.map(({ state }) => state);
}

function began({ key, interfaceName }: Sight, { wallMs, monotonicMs }: Seen): Tunnel {
  const since = new Date(wallMs).toISOString();
  const state: VpnState = { ...(interfaceName === undefined ? {} : { interfaceName }), since };
  return { key, state, busyAtMs: monotonicMs, isIdle: false };
}

function observed(tunnel: Tunnel, { report }: Sight, seen: Seen): Tunnel {
  const { server, monotonicMs } = seen;
  // Whoever keeps the tunnel knows its gateway better than a line of a log, which may be about another tunnel.
  const named = report?.server ?? tunnel.state.server ?? server;
  const state: VpnState = {
    ...tunnel.state,
    ...(report === undefined ? {} : { connection: report.connection, type: report.type }),
    ...(named === undefined ? {} : { server: named }),
  };
  const traffic = trafficOf(tunnel, report, seen);
  if (traffic === undefined) return { ...tunnel, state, report };
  const { receivedBytes, sentBytes } = traffic;
  const bytes = receivedBytes + sentBytes;
  const { countedBytes = bytes, countedAtMs = monotonicMs } = tunnel;
  const elapsedSeconds = (monotonicMs - countedAtMs) / 1000;
  const isBusy = bytes < countedBytes || bytes - countedBytes > quietBytesPerSecond * elapsedSeconds;
  const busyAtMs = isBusy ? monotonicMs : tunnel.busyAtMs;
  const idleMs = monotonicMs - busyAtMs;
  return {
    key: tunnel.key,
    report,
    state: { ...state, receivedBytes, sentBytes, idleMs },
    countedBytes: bytes,
    countedAtMs: monotonicMs,
    busyAtMs,
    isIdle: idleMs >= idleAfterMs,
  };
}

/** What the interface counted just now, else what the daemon counted if it was asked since the last time. */
function trafficOf(
  { state, report: last }: Tunnel,
  report: TunnelReport | undefined,
  { counters }: Seen,
): Pick<TunnelCounters, "receivedBytes" | "sentBytes"> | undefined {
  const counter = counters.find(({ interfaceName }) => interfaceName === state.interfaceName);
  if (counter !== undefined) return counter;
  if (report === last) return undefined;
  const { receivedBytes, sentBytes } = report ?? {};
  return receivedBytes === undefined || sentBytes === undefined ? undefined : { receivedBytes, sentBytes };
}

function counted({ state, busyAtMs }: Tunnel, monotonicMs: number): VpnState {
  return state.idleMs === undefined ? state : { ...state, idleMs: monotonicMs - busyAtMs };
}
