import { row, type FormatTable } from "./format-table.ts";

const source = "wpa_supplicant src/common/wpa_ctrl.h";

/** wpa_supplicant; ids `wp…`. */
export const wpaSupplicantTable: FormatTable = {
  stack: "wpa-supplicant",
  identifiers: ["wpa_supplicant"],
  dedicated: false,
  rows: [
    row(
      "wp01",
      "wifi_connected",
      "<interface:name>: CTRL-EVENT-CONNECTED - Connection to <bssid:mac> completed…",
      source,
      [
        "wlan0: CTRL-EVENT-CONNECTED - Connection to 00:00:5e:00:53:01 completed [id=0 id_str=]",
        { interface: "wlan0", bssid: "00:00:5e:00:53:01" },
      ],
    ),
    row(
      "wp02",
      "wifi_disconnected",
      "<interface:name>: CTRL-EVENT-DISCONNECTED bssid=<bssid:mac> reason=<code:number>…",
      source,
      [
        "wlan0: CTRL-EVENT-DISCONNECTED bssid=00:00:5e:00:53:01 reason=3 locally_generated=1",
        { interface: "wlan0", bssid: "00:00:5e:00:53:01", code: "3" },
      ],
    ),
    {
      id: "wp03",
      event: "wifi_assoc_reject",
      pattern:
        /^(?<interface>[\w.-]{1,32}): CTRL-EVENT-ASSOC-REJECT (?:bssid=[\da-f:]{17} )?status_code=(?<code>\d{1,5})/u,
      source,
      samples: [
        {
          line: "wlan0: CTRL-EVENT-ASSOC-REJECT bssid=00:00:5e:00:53:01 status_code=17",
          fields: { interface: "wlan0", code: "17" },
        },
      ],
    },
    row("wp04", "wifi_auth_reject", "<interface:name>: CTRL-EVENT-AUTH-REJECT <detail:rest>", source, [
      "wlan0: CTRL-EVENT-AUTH-REJECT 00:00:5e:00:53:01 auth_type=3 auth_transaction=2 status_code=1",
      { interface: "wlan0" },
    ]),
    row(
      "wp05",
      "wifi_beacon_loss",
      "<interface:name>: CTRL-EVENT-BEACON-LOSS <detail:rest>",
      source,
      "wlan0: CTRL-EVENT-BEACON-LOSS ",
    ),
    row(
      "wp06",
      "wifi_roam",
      "<interface:name>: CTRL-EVENT-DO-ROAM cur_bssid=<from:mac> <:text> sel_bssid=<to:mac>…",
      source,
      [
        "wlan0: CTRL-EVENT-DO-ROAM cur_bssid=00:00:5e:00:53:01 cur_freq=2437 cur_level=-78 sel_bssid=00:00:5e:00:53:02 sel_freq=5180 sel_level=-55",
        { from: "00:00:5e:00:53:01", to: "00:00:5e:00:53:02" },
      ],
    ),
    row(
      "wp07",
      "wifi_roam_skipped",
      "<interface:name>: CTRL-EVENT-SKIP-ROAM <detail:rest>",
      source,
      "wlan0: CTRL-EVENT-SKIP-ROAM cur_bssid=00:00:5e:00:53:01",
    ),
    {
      id: "wp08",
      event: "wifi_signal",
      pattern:
        /^(?<interface>[\w.-]{1,32}): CTRL-EVENT-SIGNAL-CHANGE above=(?<above>[01]) signal=(?<signalDbm>-?\d{1,4})/u,
      source,
      samples: [
        {
          line: "wlan0: CTRL-EVENT-SIGNAL-CHANGE above=0 signal=-72 noise=-95 txrate=43300",
          fields: { above: "0", signalDbm: "-72" },
        },
      ],
    },
    {
      id: "wp09",
      event: "wifi_channel_switch",
      pattern: /^(?<interface>[\w.-]{1,32}): CTRL-EVENT-(?:STARTED-)?CHANNEL-SWITCH /u,
      source,
      samples: [{ line: "wlan0: CTRL-EVENT-CHANNEL-SWITCH freq=5500 ht_enabled=1", fields: { interface: "wlan0" } }],
    },
    row(
      "wp10",
      "wifi_eap_failed",
      "<interface:name>: CTRL-EVENT-EAP-FAILURE <detail:rest>",
      source,
      "wlan0: CTRL-EVENT-EAP-FAILURE EAP authentication failed",
    ),
    row(
      "wp11",
      "wifi_not_found",
      "<interface:name>: CTRL-EVENT-NETWORK-NOT-FOUND…",
      source,
      "wlan0: CTRL-EVENT-NETWORK-NOT-FOUND ",
    ),
    {
      id: "wp12",
      event: "wifi_auth_failed",
      pattern:
        /^(?<interface>[\w.-]{1,32}): CTRL-EVENT-SSID-TEMP-DISABLED .{0,200}auth_failures=(?<count>\d{1,5}) .{0,60}reason=(?<reason>\w{1,40})/u,
      source,
      samples: [
        {
          line: 'wlan0: CTRL-EVENT-SSID-TEMP-DISABLED id=0 ssid="Office" auth_failures=1 duration=10 reason=WRONG_KEY',
          fields: { count: "1", reason: "WRONG_KEY" },
        },
      ],
    },
  ],
};
