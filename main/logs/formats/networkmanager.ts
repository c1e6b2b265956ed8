import { row, type FormatTable } from "./format-table.ts";

const vpn = "NetworkManager src/core/vpn/nm-vpn-connection.c";
const manager = "NetworkManager src/core/nm-manager.c";
const device = "NetworkManager src/core/devices/nm-device.c";
const wifi = "NetworkManager src/core/devices/wifi/nm-device-wifi.c";
const dhcp = "NetworkManager src/core/dhcp";

/** NetworkManager itself, which also logs for the wired, wireless and VPN devices that it manages; ids `nm…`. */
export const networkManagerTable: FormatTable = {
  stack: "networkmanager",
  identifiers: ["NetworkManager"],
  dedicated: false,
  rows: [
    {
      id: "nm01",
      event: "vpn_plugin_state",
      pattern: /(?:dbus: state changed|VPN plugin: state changed): (?<state>[\w-]{1,32}) \((?<code>\d{1,3})\)/u,
      source: vpn,
      samples: [
        {
          line: 'vpn[0x55d0,0b1c,"Office"]: dbus: state changed: started (4)',
          fields: { state: "started", code: "4" },
        },
        {
          line: 'vpn-connection[0x55d0,0b1c,"Office",0]: VPN plugin: state changed: stopped (6)',
          fields: { state: "stopped", code: "6" },
        },
      ],
    },
    {
      id: "nm02",
      event: "vpn_plugin_failure",
      pattern: /(?:dbus: failure|VPN plugin: failed): (?<reason>[\w-]{1,32}) \((?<code>\d{1,3})\)/u,
      source: vpn,
      samples: [
        { line: "vpn[0x55d0]: dbus: failure: connect-failed (1)", fields: { reason: "connect-failed", code: "1" } },
        { line: "VPN plugin: failed: login-failed (0)", fields: { reason: "login-failed" } },
      ],
    },
    row("nm03", "vpn_connect_timeout", "…connect timeout exceeded", vpn, "vpn[0x55d0]: connect timeout exceeded"),
    {
      id: "nm04",
      event: "vpn_connect_failed",
      pattern: /: failed to connect: '(?<error>[^']{0,200})'/u,
      source: vpn,
      samples: [
        {
          line: "vpn[0x55d0]: failed to connect: 'Could not find secrets'",
          fields: { error: "Could not find secrets" },
        },
      ],
    },
    {
      id: "nm05",
      event: "vpn_secrets_missing",
      pattern: /secrets: failed to request VPN secrets #(?<try>\d{1,4}): (?<error>.{0,200})/u,
      source: vpn,
      samples: [
        {
          line: "vpn[0x55d0]: secrets: failed to request VPN secrets #3: No agents were available for this request.",
          fields: { try: "3" },
        },
      ],
    },
    {
      id: "nm06",
      event: "sleep_wake",
      pattern: /sleep: received (?<signal>\w{1,32}) signal/u,
      source: "NetworkManager src/core/nm-sleep-monitor.c",
      samples: [{ line: "sleep: received PrepareForSleep signal", fields: { signal: "PrepareForSleep" } }],
    },
    {
      id: "nm07",
      event: "sleep",
      pattern: /sleep: sleep requested \(sleeping: (?<sleeping>\w{1,8}) {1,2}enabled: (?<enabled>\w{1,8})\)/u,
      source: manager,
      samples: [{ line: "manager: sleep: sleep requested (sleeping: no  enabled: yes)", fields: { sleeping: "no" } }],
    },
    {
      id: "nm07b",
      event: "wake",
      pattern: /sleep: wake requested \(sleeping: (?<sleeping>\w{1,8}) {1,2}enabled: (?<enabled>\w{1,8})\)/u,
      source: manager,
      samples: [{ line: "manager: sleep: wake requested (sleeping: yes  enabled: yes)", fields: { sleeping: "yes" } }],
    },
    {
      id: "nm08",
      event: "link_up",
      pattern: /^device \((?<interface>[\w.-]{1,32})\): carrier: link connected/u,
      source: device,
      samples: [{ line: "device (enp3s0): carrier: link connected", fields: { interface: "enp3s0" } }],
    },
    {
      id: "nm08b",
      event: "link_down",
      pattern: /^device \((?<interface>[\w.-]{1,32})\): carrier: link disconnected/u,
      source: device,
      samples: [
        {
          line: "device (enp3s0): carrier: link disconnected (deferring action for 6000 milliseconds)",
          fields: { interface: "enp3s0" },
        },
      ],
    },
    {
      id: "nm09",
      event: "device_state",
      pattern:
        /^device \((?<interface>[\w.-]{1,32})\): state change: (?<from>(?!activated)[\w-]{1,32}) -> (?<to>(?!activated)[\w-]{1,32}) \(reason '(?<reason>[\w-]{1,64})'/u,
      source: device,
      samples: [
        {
          line: "device (wlp4s0): state change: config -> need-auth (reason 'none', sys-iface-state: 'managed')",
          fields: { interface: "wlp4s0", from: "config", to: "need-auth", reason: "none" },
        },
      ],
    },
    {
      id: "nm09b",
      event: "network_disconnected",
      pattern:
        /^device \((?<interface>[\w.-]{1,32})\): state change: activated -> (?<to>[\w-]{1,32}) \(reason '(?<reason>[\w-]{1,64})'/u,
      source: device,
      samples: [
        {
          line: "device (wlp4s0): state change: activated -> failed (reason 'ip-config-unavailable', sys-iface-state: 'managed')",
          fields: { interface: "wlp4s0", to: "failed", reason: "ip-config-unavailable" },
        },
      ],
    },
    {
      id: "nm09c",
      event: "network_connected",
      pattern:
        /^device \((?<interface>[\w.-]{1,32})\): state change: (?<from>[\w-]{1,32}) -> activated \(reason '(?<reason>[\w-]{1,64})'/u,
      source: device,
      samples: [
        {
          line: "device (wlp4s0): state change: secondaries -> activated (reason 'none', sys-iface-state: 'managed')",
          fields: { interface: "wlp4s0", from: "secondaries" },
        },
      ],
    },
    {
      id: "nm10",
      event: "nm_global_state",
      pattern: /NetworkManager state is now (?<state>[A-Z_]{1,32})$/u,
      source: manager,
      samples: [{ line: "manager: NetworkManager state is now CONNECTED_LOCAL", fields: { state: "CONNECTED_LOCAL" } }],
    },
    {
      id: "nm11",
      event: "wifi_roam",
      pattern: /roamed from BSSID (?<from>[\dA-Fa-f:]{17}) \([^)]{0,64}\) to (?<to>[\dA-Fa-f:]{17})/u,
      source: wifi,
      samples: [
        {
          line: "device (wlp4s0): roamed from BSSID 00:00:5E:00:53:01 (Office) to 00:00:5E:00:53:02 (Office)",
          fields: { from: "00:00:5E:00:53:01", to: "00:00:5E:00:53:02" },
        },
      ],
    },
    {
      id: "nm12",
      event: "connectivity_lost",
      pattern: /^connectivity: \((?<interface>[\w.-]{1,32})\) timed out/u,
      source: "NetworkManager src/core/nm-connectivity.c",
      samples: [{ line: "connectivity: (wlp4s0) timed out", fields: { interface: "wlp4s0" } }],
    },
    {
      id: "nm13",
      event: "dhcp_state",
      pattern:
        /^dhcp[46] \((?<interface>[\w.-]{1,32})\): state changed (?:(?<from>[\w-]{1,32}) -> )?(?<state>[\w-]{1,32})(?:, address=(?<address>[\w.:]{1,64}))?/u,
      source: dhcp,
      samples: [
        {
          line: "dhcp4 (wlp4s0): state changed new lease, address=192.0.2.7, acd pending",
          fields: { interface: "wlp4s0" },
        },
        {
          line: "dhcp4 (wlp4s0): state changed bound -> expire",
          fields: { interface: "wlp4s0", from: "bound", state: "expire" },
        },
      ],
    },
  ],
};
