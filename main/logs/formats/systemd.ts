import type { FormatTable } from "./format-table.ts";

/** systemd where it tells of sleep and of VPN services that died; ids `sd…`. */
export const systemdTable: FormatTable = {
  stack: "systemd",
  identifiers: ["systemd", "systemd-sleep", "systemd-logind"],
  dedicated: false,
  rows: [
    {
      id: "sd01",
      event: "sleep",
      pattern:
        /^(?:Entering sleep state '(?<kind>[\w-]{1,32})'|Performing sleep operation '(?<operation>[\w-]{1,32})'|Suspending system)/u,
      source: "systemd src/sleep/sleep.c",
      samples: [
        { line: "Entering sleep state 'suspend'...", fields: { kind: "suspend" } },
        { line: "Performing sleep operation 'suspend'...", fields: { operation: "suspend" } },
      ],
    },
    {
      id: "sd02",
      event: "wake",
      pattern: /^System (?:returned from sleep(?: operation '(?<operation>[\w-]{1,32})')?|resumed)/u,
      source: "systemd src/sleep/sleep.c",
      samples: [
        { line: "System returned from sleep state." },
        { line: "System returned from sleep operation 'suspend'.", fields: { operation: "suspend" } },
      ],
    },
    {
      id: "sd03",
      event: "service_crashed",
      pattern:
        /^(?<service>(?:strongswan|ipsec|xl2tpd|openvpn|wg-quick|pluto|NetworkManager)[\w@.-]{0,64}\.service): (?:Failed with result '(?<code>[\w-]{1,32})'|Main process exited, code=(?:killed|dumped))/u,
      source: "systemd src/core/unit.c",
      samples: [
        {
          line: "strongswan-starter.service: Failed with result 'exit-code'.",
          fields: { service: "strongswan-starter.service", code: "exit-code" },
        },
      ],
      nearMisses: ["cron.service: Failed with result 'exit-code'."],
    },
  ],
};
