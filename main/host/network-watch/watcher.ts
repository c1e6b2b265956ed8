import type { Client } from "../../model/client.ts";
import type { NetworkSnapshot } from "../../model/network.ts";
import type { Clock } from "../../model/ports/clock.ts";
import type { NetworkWatcher } from "../../model/ports/network-watcher.ts";
import { readNetworkSnapshot, readWifi } from "../network-snapshot.ts";
import { runCommand, type RunCommand } from "../run-command.ts";
import { createLinuxWatcher } from "./linux.ts";
import { createMacosWatcher, createWindowsWatcher } from "./polled.ts";

/** Watches the network of this machine. */
export function createNetworkWatcher(os: Client["os"], clock: Clock, run: RunCommand = runCommand): NetworkWatcher {
  const snapshot = (wifi: NetworkSnapshot["wifi"], signal?: AbortSignal): Promise<NetworkSnapshot> =>
    readNetworkSnapshot(run, clock, os, signal, wifi);
  const wifi = (): Promise<NetworkSnapshot["wifi"]> => readWifi(os);
  switch (os) {
    case "linux":
      return createLinuxWatcher({ clock, run, readWifi: wifi });
    case "macos":
      return createMacosWatcher({ clock, run, snapshot, readWifi: wifi });
    case "windows":
      return createWindowsWatcher({ clock, run, snapshot, readWifi: wifi });
  }
}
