import type { NetworkSnapshot } from "../model/network.ts";
import type { TunnelCounters, VpnState } from "../model/vpn-state.ts";

/** One tunnel interface, and when it last carried more than keepalives. */
interface Tunnel {
  readonly state: VpnState;
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
  /** The gateway that the logs named last. */
  readonly server?: string | undefined;
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/** Says which tunnels came, went or fell idle since the last time. */
export function watchVpn(watch: VpnWatch, seen: Seen): { readonly watch: VpnWatch; readonly news: readonly VpnNews[] } {
  const up = new Set(seen.network.interfaces.filter(({ kind, up }) => kind === "tunnel" && up).map(({ name }) => name));
  const next = [...up].map((name) =>
    observed(watch.find(({ state }) => state.interfaceName === name) ?? began(name, seen), seen),
  );
  const news: VpnNews[] = [];
  for (const old of watch)
    if (!up.has(old.state.interfaceName)) news.push({ kind: "vpn-down", vpn: counted(old, seen.monotonicMs) });
  for (const tunnel of next) {
    const old = watch.find(({ state }) => state.interfaceName === tunnel.state.interfaceName);
    if (old === undefined) news.push({ kind: "vpn-up", vpn: tunnel.state });
    else if (tunnel.isIdle && !old.isIdle) news.push({ kind: "vpn-idle", vpn: tunnel.state });
  }
  return { watch: next, news };
}

/** The tunnels that are up. */
export function vpnStates(watch: VpnWatch): readonly VpnState[] {
  return watch.map(({ state }) => state);
}

function began(interfaceName: string, { wallMs, monotonicMs }: Seen): Tunnel {
  const state: VpnState = { interfaceName, since: new Date(wallMs).toISOString() };
  return { state, busyAtMs: monotonicMs, isIdle: false };
}

function observed(tunnel: Tunnel, { counters, server, monotonicMs }: Seen): Tunnel {
  const counter = counters.find(({ interfaceName }) => interfaceName === tunnel.state.interfaceName);
  const named = tunnel.state.server ?? server;
  const state = { ...tunnel.state, ...(named === undefined ? {} : { server: named }) };
  if (counter === undefined) return { ...tunnel, state };
  const bytes = counter.receivedBytes + counter.sentBytes;
  const { countedBytes = bytes, countedAtMs = monotonicMs } = tunnel;
  const elapsedSeconds = (monotonicMs - countedAtMs) / 1000;
  const isBusy = bytes < countedBytes || bytes - countedBytes > quietBytesPerSecond * elapsedSeconds;
  const busyAtMs = isBusy ? monotonicMs : tunnel.busyAtMs;
  const idleMs = monotonicMs - busyAtMs;
  const { receivedBytes, sentBytes } = counter;
  return {
    state: { ...state, receivedBytes, sentBytes, idleMs },
    countedBytes: bytes,
    countedAtMs: monotonicMs,
    busyAtMs,
    isIdle: idleMs >= idleAfterMs,
  };
}

function counted({ state, busyAtMs }: Tunnel, monotonicMs: number): VpnState {
  return state.idleMs === undefined ? state : { ...state, idleMs: monotonicMs - busyAtMs };
}
