import type { LogEvent, LogEventName } from "../model/log-event.ts";
import type { NetworkChange } from "../model/network-change.ts";

/** Where these events come from, beside the names of logs. */
export const watchSource = "watch";

/**
 * What a daemon that watches the network would log of a change. Null: it moves no tunnel, or it is the tunnel itself, so
 * that it says nothing of why a tunnel dropped.
 */
const eventByReason: Readonly<Record<NetworkChange["reason"], LogEventName | null>> = {
  "default-interface-changed": "network_changed",
  "address-changed": "address_changed",
  "gateway-changed": "network_changed",
  "dns-changed": null,
  "ssid-changed": "wifi_roam",
  "bssid-changed": "wifi_roam",
  "link-up": "link_up",
  "link-down": "link_down",
  "link-flapped": "link_flapped",
  "signal-changed": null,
  "metered-changed": null,
  slept: "sleep_wake",
  "vpn-interface-up": null,
  "vpn-interface-down": null,
};

/** Network changes in the words of logs, so that sessions, patterns and rules weigh them as they weigh a daemon's lines. */
export function eventsOfChanges(changes: readonly NetworkChange[]): readonly LogEvent[] {
  return changes.flatMap((change): readonly LogEvent[] => {
    const event = eventByReason[change.reason];
    if (event === null) return [];
    // An address that was given out inside the tunnel is known by being the only one.
    const { interfaceName, addresses: [address, ...others] = [] } = change;
    const fields = {
      ...(interfaceName === undefined ? {} : { interface: interfaceName }),
      ...(address === undefined || others.length > 0 ? {} : { address }),
    };
    return [{ atMs: Date.parse(change.at), stack: "watch", event, source: watchSource, raw: change.detail, fields }];
  });
}
