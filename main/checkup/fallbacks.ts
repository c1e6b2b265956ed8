import type { Client } from "../model/client.ts";
import type { NetworkSnapshot } from "../model/network.ts";

/** Stands in the report where the system facts could not be read; the failed step says why. */
export const unknownClient: Client = {
  os: "linux",
  osName: "unknown",
  osVersion: "unknown",
  osBuild: "unknown",
  arch: "unknown",
  vpnClients: [],
};

/** Stands in the report where the network could not be read. */
export function emptyNetwork(takenAtMs: number): NetworkSnapshot {
  return {
    takenAt: new Date(takenAtMs).toISOString(),
    interfaces: [],
    defaultRoutes: [],
    dnsServers: [],
    wifi: [],
    notes: ["the network could not be read"],
  };
}
