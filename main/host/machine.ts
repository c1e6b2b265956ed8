import type { Client } from "../model/client.ts";
import type { Clock } from "../model/ports/clock.ts";
import type { Machine } from "../model/ports/machine.ts";
import { readIpsecErrors } from "./kernel-counters.ts";
import { readNetworkSnapshot } from "./network-snapshot.ts";
import { readRoute } from "./route.ts";
import { runCommand, type RunCommand } from "./run-command.ts";
import { currentOs, readClient } from "./system-info.ts";
import { findProfiles } from "./vpn-profiles/find-profiles.ts";

/** What this machine tells about itself. */
export function createMachine(clock: Clock, run: RunCommand = runCommand, os: Client["os"] = currentOs()): Machine {
  return {
    client: (signal) => readClient(run, signal),
    network: (signal) => readNetworkSnapshot(run, clock, os, signal),
    profiles: (signal) => findProfiles(run, os, { signal }),
    ...(os === "linux" ? { ipsecErrors: (signal) => readIpsecErrors(run, { signal }) } : {}),
    route: (address, signal) => readRoute(run, os, address, { signal }),
  };
}
