import type { Client } from "../../model/client.ts";
import type { Clock, Machine, NetworkWatcher } from "../../model/ports.ts";
import { readWifi } from "../network-snapshot.ts";
import { runCommand, type RunCommand } from "../run-command.ts";
import { createLinuxWatcher } from "./linux.ts";
import { createMacosWatcher, createWindowsWatcher } from "./polled.ts";

/** Watches the network of this machine. */
export function createNetworkWatcher(
  os: Client["os"],
  clock: Clock,
  machine: Pick<Machine, "network">,
  run: RunCommand = runCommand,
): NetworkWatcher {
  switch (os) {
    case "linux":
      return createLinuxWatcher({ clock, run, readWifi });
    case "macos":
      return createMacosWatcher({ clock, run, snapshot: machine.network });
    case "windows":
      return createWindowsWatcher({ clock, snapshot: machine.network });
  }
}
