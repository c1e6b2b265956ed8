import { networkInterfaces } from "node:os";
import type { NetworkSnapshot } from "../../model/network.ts";
import type { Clock, NetworkWatcher } from "../../model/ports.ts";
import { streamCommand, type StreamCommand } from "../log-sources/stream-command.ts";
import { runForText, type RunCommand } from "../run-command.ts";
import { readTunnels } from "../vpn-state/read-tunnels.ts";
import { programHints } from "./program-hints.ts";

type Wifi = NetworkSnapshot["wifi"];

interface PolledTools {
  readonly clock: Clock;
  readonly run: RunCommand;
  /** Interfaces, routes and name servers; on these systems nothing quicker tells the routes. */
  readonly snapshot: (wifi: Wifi, signal?: AbortSignal) => Promise<NetworkSnapshot>;
  /** Takes seconds where `system_profiler` is asked. */
  readonly readWifi: () => Promise<Wifi>;
  readonly stream?: StreamCommand;
}

/** Asking the system for its addresses takes less than a millisecond. */
const addressPollMs = 1_000;

/** route(8): prints the messages of the routing socket (route(4)): interfaces, addresses and routes that change. */
const macosMonitor = ["/sbin/route", "-n", "monitor"] as const;

/** The quick part of a snapshot beside the Wi-Fi that was read last, so that a change of address need not wait for it. */
function withRememberedWifi({ snapshot, readWifi }: PolledTools): Pick<NetworkWatcher, "network" | "refresh"> {
  let wifi: Wifi = [];
  return {
    network: (signal) => snapshot(wifi, signal),
    refresh: async () => {
      wifi = await readWifi().catch(() => wifi);
    },
  };
}

/** Watches the network of a Mac; any user may. Wi-Fi roams and sleep come with the system's log. */
export function createMacosWatcher(tools: PolledTools): NetworkWatcher {
  const { clock, run, stream = streamCommand } = tools;
  return {
    ...withRememberedWifi(tools),
    pollMs: 30_000,
    hints: (tell, signal) => programHints(macosMonitor, tell, { run: stream, clock, signal }),
    counters: async (interfaceNames) => {
      const printed = await runForText(run, "/usr/sbin/netstat", ["-ibn"]);
      return printed.ok ? parseNetstat(printed.value, interfaceNames) : [];
    },
    tunnels: (signal) => readTunnels(run, "macos", signal),
  };
}

/**
 * Watches the network of a Windows machine: its addresses are asked for each second, because no program of the system waits
 * for a change. Wi-Fi roams, networks and sleep come with the event logs.
 */
export function createWindowsWatcher(tools: Omit<PolledTools, "stream">): NetworkWatcher {
  const { clock, run } = tools;
  return {
    ...withRememberedWifi(tools),
    // Reading the routes starts PowerShell.
    pollMs: 60_000,
    hints: (tell, signal) => addressHints(clock, tell, signal),
    // They come with the tunnels.
    counters: async () => [],
    tunnels: (signal) => readTunnels(run, "windows", signal),
  };
}

/** A hint whenever the list of addresses is another one than a second before. */
export async function addressHints(
  clock: Clock,
  tell: () => void,
  signal: AbortSignal,
  addresses: () => unknown = networkInterfaces,
): Promise<void> {
  let known = JSON.stringify(addresses());
  while (!signal.aborted) {
    await clock.sleep(addressPollMs, signal);
    const now = JSON.stringify(addresses());
    if (now !== known) tell();
    known = now;
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
