import type { FormatTable } from "./format-table.ts";

/** Messages of the Linux kernel that explain a drop; ids `kn…`. Lines are matched without their `[12345.678] ` stamp. */
export const kernelTable: FormatTable = {
  stack: "kernel",
  identifiers: ["kernel"],
  dedicated: false,
  rows: [
    {
      id: "kn01",
      event: "conntrack_table_full",
      pattern:
        /^(?:nf_conntrack: |net_ratelimit: )?(?:nf|ip)_conntrack: (?:nf_conntrack: )?table full, dropping packet/u,
      source: "Linux net/netfilter/nf_conntrack_core.c (2.6.x: ip_conntrack)",
      samples: [
        { line: "nf_conntrack: nf_conntrack: table full, dropping packet" },
        { line: "nf_conntrack: table full, dropping packet" },
        { line: "ip_conntrack: table full, dropping packet." },
      ],
      nearMisses: ["nf_conntrack: expectation table full"],
    },
    {
      id: "kn02",
      event: "conntrack_expect_full",
      pattern: /^nf_conntrack: (?:nf_conntrack: )?expectation table full/u,
      source: "Linux net/netfilter/nf_conntrack_expect.c",
      samples: [{ line: "nf_conntrack: expectation table full" }],
    },
    {
      id: "kn03",
      event: "routing_loop",
      pattern: /^(?<interface>[\w.-]{1,32}): recursion detected/u,
      source: "Linux drivers/net/ppp/ppp_generic.c",
      samples: [{ line: "ppp0: recursion detected", fields: { interface: "ppp0" } }],
    },
    {
      id: "kn03b",
      event: "routing_loop",
      pattern: /^Dead loop on virtual device (?<interface>[\w.-]{1,32}), fix it urgently!/u,
      source: "Linux net/core/dev.c",
      samples: [{ line: "Dead loop on virtual device ppp0, fix it urgently!", fields: { interface: "ppp0" } }],
    },
    {
      id: "kn04",
      event: "sleep",
      pattern: /^PM: suspend entry(?: \((?<kind>[\w-]{1,16})\))?/u,
      source: "Linux kernel/power/suspend.c",
      samples: [
        { line: "PM: suspend entry (deep)", fields: { kind: "deep" } },
        { line: "PM: suspend entry (s2idle)", fields: { kind: "s2idle" } },
      ],
    },
    {
      id: "kn04b",
      event: "sleep",
      pattern: /^PM: hibernation: hibernation entry/u,
      source: "Linux kernel/power/hibernate.c",
      samples: [{ line: "PM: hibernation: hibernation entry" }],
    },
    {
      id: "kn05",
      event: "wake",
      pattern: /^PM: (?:suspend exit|hibernation: hibernation exit)/u,
      source: "Linux kernel/power/suspend.c",
      samples: [{ line: "PM: suspend exit" }, { line: "PM: hibernation: hibernation exit" }],
    },
    {
      id: "kn06",
      event: "link_down",
      pattern: /(?:^| )(?<interface>[a-z][\w.-]{1,31}): (?:NIC )?link is down/iu,
      source: "Linux drivers/net/ethernet (e1000e, igb, r8169, …)",
      samples: [
        { line: "e1000e 0000:00:1f.6 eno1: NIC Link is Down", fields: { interface: "eno1" } },
        { line: "r8169 0000:03:00.0 enp3s0: Link is Down", fields: { interface: "enp3s0" } },
      ],
    },
    {
      id: "kn06b",
      event: "link_up",
      pattern: /(?:^| )(?<interface>[a-z][\w.-]{1,31}): (?:NIC )?link is up/iu,
      source: "Linux drivers/net/ethernet (e1000e, igb, r8169, …)",
      samples: [
        {
          line: "e1000e 0000:00:1f.6 eno1: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx",
          fields: { interface: "eno1" },
        },
      ],
    },
    {
      id: "kn07",
      event: "wifi_disconnected",
      pattern:
        /^(?<interface>[\w.-]{1,32}): (?:deauthenticating from|deauthenticated from|disassociated from|disassociating from) (?<bssid>[\da-f:]{17}).{0,60}\(Reason: (?<code>\d{1,5})/u,
      source: "Linux net/mac80211/mlme.c",
      note: "kn08 is the same for a disassociation.",
      samples: [
        {
          line: "wlan0: deauthenticating from 00:00:5e:00:53:01 by local choice (Reason: 3=DEAUTH_LEAVING)",
          fields: { interface: "wlan0", bssid: "00:00:5e:00:53:01", code: "3" },
        },
        { line: "wlan0: disassociated from 00:00:5e:00:53:01 (Reason: 4)", fields: { code: "4" } },
      ],
    },
    {
      id: "kn07b",
      event: "wifi_beacon_loss",
      pattern: /^(?<interface>[\w.-]{1,32}): Connection to AP (?<bssid>[\da-f:]{17}) lost/u,
      source: "Linux net/mac80211/mlme.c",
      samples: [{ line: "wlan0: Connection to AP 00:00:5e:00:53:01 lost", fields: { interface: "wlan0" } }],
    },
    {
      id: "kn08b",
      event: "wifi_connected",
      pattern: /^(?<interface>[\w.-]{1,32}): associated$/u,
      source: "Linux net/mac80211/mlme.c",
      samples: [{ line: "wlan0: associated", fields: { interface: "wlan0" } }],
    },
  ],
};
