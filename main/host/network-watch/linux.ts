import type { NetworkSnapshot } from "../../model/network.ts";
import type { Clock } from "../../model/ports/clock.ts";
import type { NetworkWatcher } from "../../model/ports/network-watcher.ts";
import { networkSnapshot } from "../../network/snapshot.ts";
import { streamCommand, type StreamCommand } from "../log-sources/stream-command.ts";
import { runForText, type RunCommand } from "../run-command.ts";
import { readTunnels } from "../vpn-state/read-tunnels.ts";
import { readCounters, readInterfaces, readNameServers, readRoutes } from "./linux-state.ts";
import { programHints } from "./program-hints.ts";

/** What asks other programs, and is remembered until it is asked again. */
type Remembered = Pick<NetworkSnapshot, "wifi" | "metered">;

export interface WatcherTools {
  readonly clock: Clock;
  readonly run: RunCommand;
  readonly readWifi: () => Promise<NetworkSnapshot["wifi"]>;
  readonly stream?: StreamCommand;
}

/** `ip monitor` prints a line for every message of the kernel's routing socket (rtnetlink(7)). */
const monitorCommand = ["ip", "-o", "monitor", "link", "address", "route"] as const;
/** The safety net, for what the kernel does not tell of: a few files are read. */
const pollMs = 10_000;
const refreshTimeoutMs = 4_000;

/** Watches the network of a Linux machine; any user may. */
export function createLinuxWatcher({ clock, run, readWifi, stream = streamCommand }: WatcherTools): NetworkWatcher {
  let remembered: Remembered = { wifi: [] };
  return {
    pollMs,
    hints: (tell, signal) => programHints(monitorCommand, tell, { run: stream, clock, signal }),
    network: async () => {
      const [interfaces, defaultRoutes, dnsServers] = await Promise.all([
        readInterfaces(),
        readRoutes(),
        readNameServers(),
      ]);
      const raw = { takenAtMs: clock.wallMs(), interfaces, defaultRoutes, dnsServers, notes: [] };
      const { wifi, metered } = remembered;
      return { ...networkSnapshot({ ...raw, wifi }), ...(metered === undefined ? {} : { metered }) };
    },
    refresh: async (signal) => {
      const known = await readInterfaces();
      const wireless = known.some(({ name }) => /^(?:wl|wlan|ath|ra\d)/u.test(name));
      const listed = await runForText(run, "nmcli", meteredArgs, { timeoutMs: refreshTimeoutMs, signal });
      const metered = listed.ok ? parseMetered(listed.value) : undefined;
      const wifi = wireless ? await readWifi().catch(() => remembered.wifi) : [];
      remembered = { wifi, ...(metered === undefined ? {} : { metered }) };
    },
    counters: (interfaceNames) => readCounters(interfaceNames),
    tunnels: (signal) => readTunnels(run, "linux", signal),
  };
}

const meteredArgs = ["-t", "-f", "GENERAL.DEVICE,GENERAL.METERED", "device", "show"];

/** Reads `nmcli -t`: `GENERAL.METERED:yes`, also `yes (guessed)`, after the device that it is about. */
export function parseMetered(printed: string): string[] {
  const devices = printed.matchAll(/^GENERAL\.DEVICE:(?<name>.+)\nGENERAL\.METERED:(?<metered>yes)?/gmu);
  return [...devices].flatMap(({ groups }) => (groups?.["metered"] === undefined ? [] : (groups["name"] ?? [])));
}
