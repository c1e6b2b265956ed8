import { networkInterfaces } from "node:os";
import type { Outcome } from "../../model/failure.ts";
import type { NetworkSnapshot } from "../../model/network.ts";
import type { Clock } from "../../model/ports/clock.ts";
import type { NetworkWatcher } from "../../model/ports/network-watcher.ts";
import { streamCommand, type StreamCommand } from "../log-sources/stream-command.ts";
import { runForText, type RunCommand } from "../run-command.ts";
import { readTunnels } from "../vpn-state/read-tunnels.ts";
import { openWindowsNotices, type WindowsNotices } from "../windows-notices/windows-notices.ts";
import { storeCommands, storeReader } from "./macos-store.ts";
import { programHints } from "./program-hints.ts";
import { windowsHints } from "./windows-hints.ts";

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

/** Watches the network of a Windows machine, which tells of changes by itself where it can; any user may. */
export function createWindowsWatcher(
  tools: Omit<PolledTools, "stream"> & {
    readonly addresses?: () => unknown;
    readonly notices?: () => Promise<Outcome<WindowsNotices>>;
  },
): NetworkWatcher {
  const { clock, run, addresses = networkInterfaces, notices = openWindowsNotices } = tools;
  const { network, refresh, joined } = withRememberedWifi(tools);
  const readJoined = async (): Promise<readonly unknown[]> => {
    await refresh();
    return joined();
  };
  return {
    network,
    refresh,
    // Reading the routes starts PowerShell.
    pollMs: 60_000,
    hints: (tell, signal, tellWhy) => windowsHints({ clock, addresses, readJoined, notices }, tell, signal, tellWhy),
    // They come with the tunnels.
    counters: async () => [],
    tunnels: (signal) => readTunnels(run, "windows", signal),
  };
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
