import type { LogEventName } from "../model/log-event.ts";

/** Changes of the network under the tunnel. */
export const networkChanges: ReadonlySet<string> = new Set<LogEventName>([
  "address_changed",
  "address_removed",
  "client_mobility",
  "connectivity_lost",
  "ip_lost",
  "link_down",
  "link_flapped",
  "network_changed",
  "network_disconnected",
  "network_gone",
  "no_route",
  "path_lost",
  "wifi_beacon_loss",
  "wifi_disconnected",
  "wifi_roam",
]);

/** The computer slept or woke up. */
export const sleepEvents: ReadonlySet<string> = new Set<LogEventName>([
  "modern_standby_enter",
  "modern_standby_exit",
  "sleep",
  "sleep_disconnect",
  "sleep_expired",
  "sleep_wake",
  "standby_connectivity",
  "wake",
]);
