import { row, type FormatTable } from "./format-table.ts";

const monitor = "apple-oss-distributions/configd, KernelEventMonitor";

/** configd of macOS: what happens to the network below the tunnel; ids `mc…`. */
export const macosConfigdTable: FormatTable = {
  stack: "macos-configd",
  identifiers: ["configd"],
  dedicated: false,
  rows: [
    {
      id: "mc01",
      event: "network_changed",
      pattern:
        /^network changed:(?: v4\((?<interface>[\w.]{1,32})(?<change>[!+-])?(?::(?<address>[\d.]{1,64}))?(?:, ?[^)]{0,200})?\))?(?<detail>.{0,400})/u,
      source: "apple-oss-distributions/configd, IPMonitor",
      note: "`!` changed, `+` added, `-` removed; the first interface carries the traffic.",
      samples: [
        {
          line: "network changed: v4(en0!:192.0.2.7) DNS! Proxy SMB",
          fields: { interface: "en0", change: "!", address: "192.0.2.7" },
        },
        {
          line: "network changed: v4(en0-:192.0.2.7) v6(en0:2001:db8::7) DNS! Proxy SMB",
          fields: { interface: "en0", change: "-" },
        },
        { line: "network changed: v4(en5+:198.51.100.4, en0) DNS+ Proxy+", fields: { interface: "en5", change: "+" } },
        { line: "network changed: DNS*", fields: { detail: " DNS*" } },
      ],
    },
    row("mc02", "link_up", "Process interface link status active: <interface:name>", monitor, [
      "Process interface link status active: en0",
      { interface: "en0" },
    ]),
    row("mc02b", "link_down", "Process interface link status inactive: <interface:name>", monitor, [
      "Process interface link status inactive: en0",
      { interface: "en0" },
    ]),
    {
      id: "mc02c",
      event: "link_up",
      pattern: /^(?<interface>[a-z]{2,8}\d{1,3}) link ACTIVE$/u,
      source: "configd of macOS 14 and later",
      samples: [{ line: "en15 link ACTIVE", fields: { interface: "en15" } }],
    },
    {
      id: "mc02d",
      event: "link_down",
      pattern: /^(?<interface>[a-z]{2,8}\d{1,3}) link INACTIVE$/u,
      source: "configd of macOS 14 and later",
      samples: [{ line: "en15 link INACTIVE", fields: { interface: "en15" } }],
    },
    row("mc03", "link_down", "Process interface detach: <interface:name>", monitor, [
      "Process interface detach: en5",
      { interface: "en5" },
    ]),
    row("mc04", "gateway_unreachable", "Process router ARP failure: <interface:name>", monitor, [
      "Process router ARP failure: en0",
      { interface: "en0" },
    ]),
    row("mc05", "gateway_reachable", "Process router ARP alive: <interface:name>", monitor, [
      "Process router ARP alive: en0",
      { interface: "en0" },
    ]),
  ],
};
