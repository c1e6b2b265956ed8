import type { LogEvent, LogEventName } from "../model/log-event.ts";
import type { NetworkChange } from "../model/network-change.ts";

/** Where these events come from, beside the names of logs. */
export const watchSource = "watch";

/**
 * What a daemon that watches the network would log of a change. Some move no tunnel, or are the tunnel itself: those have
 * names that no rule takes for what made a tunnel drop.
 */
const eventByReason: Readonly<Record<NetworkChange["reason"], LogEventName>> = {
  "default-interface-changed": "network_changed",
  "address-changed": "address_changed",
  "gateway-changed": "network_changed",
  "dns-changed": "dns_changed",
  "ssid-changed": "wifi_roam",
  "bssid-changed": "wifi_roam",
  "link-up": "link_up",
  "link-down": "link_down",
  "link-flapped": "link_flapped",
  "signal-changed": "wifi_signal_changed",
  "metered-changed": "metered_changed",
  slept: "sleep_wake",
  "vpn-interface-up": "vpn_interface_up",
  "vpn-interface-down": "vpn_interface_down",
};

/** Network changes in the words of logs, so that sessions, patterns and rules weigh them as they weigh a daemon's lines. */
export function eventsOfChanges(changes: readonly NetworkChange[]): readonly LogEvent[] {
  return changes.map((change): LogEvent => {
    const event = eventByReason[change.reason];
    // An address that was given out inside the tunnel is known by being the only one.
    const { interfaceName, addresses: [address, ...others] = [] } = change;
    const fields = {
      ...(interfaceName === undefined ? {} : { interface: interfaceName }),
      ...(address === undefined || others.length > 0 ? {} : { address }),
    };
    return { atMs: Date.parse(change.at), stack: "watch", event, source: watchSource, raw: change.detail, fields };
  });
}
