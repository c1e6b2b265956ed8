import { networkInterfaces } from "node:os";
import type { NetworkSnapshot } from "../../model/network.ts";
import type { Clock, NetworkWatcher } from "../../model/ports.ts";
import { streamCommand, type StreamCommand } from "../log-sources/stream-command.ts";
import { runForText, type RunCommand } from "../run-command.ts";
import { readTunnels } from "../vpn-state/read-tunnels.ts";
import { storeCommands, storeReader } from "./macos-store.ts";
import { programHints } from "./program-hints.ts";

type Wifi = NetworkSnapshot["wifi"];

interface PolledTools {
  readonly clock: Clock;
  readonly run: RunCommand;
  /** Interfaces, routes and name servers; on these systems nothing quicker tells the routes. */
  readonly snapshot: (wifi: Wifi, signal?: AbortSignal) => Promise<NetworkSnapshot>;
  /** Takes seconds on a Mac, where `system_profiler` is asked. */
  readonly readWifi: () => Promise<Wifi>;
  readonly stream?: StreamCommand;
}

/** Asking Windows for its addresses and its Wi-Fi takes some milliseconds at most. */
const lookEveryMs = 1_000;

const scutil = ["/usr/sbin/scutil"] as const;

/** The quick part of a snapshot beside the Wi-Fi that was read last, so that a change of address need not wait for it. */
function withRememberedWifi({ snapshot, readWifi }: PolledTools) {
  let wifi: Wifi = [];
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    wifi = await readWifi().catch(() => wifi);
    reading = undefined;
  };
  return {
    network: (signal?: AbortSignal) => snapshot(wifi, signal),
    /** One at a time: a Mac that looks for networks tells of it again and again. */
    refresh: () => (reading ??= read()),
    /** What tells one connection from another, whatever its signal. */
    joined: () => wifi.map(({ interfaceName, ssid, bssid }) => [interfaceName, ssid, bssid]),
  };
}

/** Watches the network of a Mac; any user may. Sleep shows in the clocks. */
export function createMacosWatcher(tools: PolledTools): NetworkWatcher {
  const { clock, run, stream = streamCommand } = tools;
  const { network, refresh } = withRememberedWifi(tools);
  return {
    network,
    refresh,
    pollMs: 30_000,
    hints: (tell, signal) => {
      const heard = storeReader((asked) => (asked === "wifi" ? void refresh().then(tell) : tell()));
      return programHints(scutil, heard, { run: stream, clock, signal, input: storeCommands });
    },
    counters: async (interfaceNames) => {
      const printed = await runForText(run, "/usr/sbin/netstat", ["-ibn"]);
      return printed.ok ? parseNetstat(printed.value, interfaceNames) : [];
    },
    tunnels: (signal) => readTunnels(run, "macos", signal),
  };
}

/**
 * Watches the network of a Windows machine: its addresses and its Wi-Fi are asked for each second, because no program of
 * the system waits for a change, and no event tells of a roam. Networks and sleep come with the event logs.
 */
export function createWindowsWatcher(
  tools: Omit<PolledTools, "stream"> & { readonly addresses?: () => unknown },
): NetworkWatcher {
  const { clock, run, addresses = networkInterfaces } = tools;
  const { network, refresh, joined } = withRememberedWifi(tools);
  const look = async (): Promise<unknown> => {
    await refresh();
    return [addresses(), joined()];
  };
  return {
    network,
    refresh,
    // Reading the routes starts PowerShell.
    pollMs: 60_000,
    hints: (tell, signal) => changeHints(look, tell, clock, signal),
    // They come with the tunnels.
    counters: async () => [],
    tunnels: (signal) => readTunnels(run, "windows", signal),
  };
}

/** A hint whenever what is seen is something else than a second before. */
export async function changeHints(
  look: () => Promise<unknown>,
  tell: () => void,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  let known = JSON.stringify(await look());
  for (;;) {
    await clock.sleep(lookEveryMs, signal);
    if (signal.aborted) return;
    const seen = JSON.stringify(await look());
    if (seen !== known) tell();
    known = seen;
  }
}

/**
 * Reads the lines of links in `netstat -ibn`: Name Mtu Network Address Ipkts Ierrs Ibytes Opkts Oerrs Obytes Coll. A tunnel
 * has no address of its own there, so that the numbers are counted from the end.
 */
export function parseNetstat(printed: string, interfaceNames: readonly string[]) {
  return printed.split("\n").flatMap((line) => {
    const [name = "", , network = "", ...rest] = line.trim().split(/\s+/u);
    if (!network.startsWith("<Link#") || !interfaceNames.includes(name)) return [];
    const receivedBytes = Number(rest.at(-5));
    const sentBytes = Number(rest.at(-2));
    return Number.isFinite(receivedBytes + sentBytes) ? [{ interfaceName: name, receivedBytes, sentBytes }] : [];
  });
}
