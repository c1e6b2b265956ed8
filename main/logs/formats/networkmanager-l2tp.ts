import { row, type FormatTable } from "./format-table.ts";

const service = "NetworkManager-l2tp src/nm-l2tp-service.c";
const pppPlugin = "NetworkManager-l2tp src/nm-l2tp-pppd-plugin.c";

/** The L2TP plug-in of NetworkManager; ids `nl…`. */
export const networkManagerL2tpTable: FormatTable = {
  stack: "networkmanager-l2tp",
  identifiers: ["nm-l2tp-service", "nm-l2tp"],
  dedicated: true,
  rows: [
    row(
      "nl01",
      "ipsec_connect_timeout",
      "Timeout trying to establish IPsec connection",
      service,
      "Timeout trying to establish IPsec connection",
    ),
    {
      id: "nl02",
      event: "ipsec_connect_failed",
      pattern: /^Could not establish IPsec (?:connection|tunnel)(?: connection)?\.$/u,
      source: service,
      note: "`tunnel` up to 1.8",
      samples: [{ line: "Could not establish IPsec connection." }, { line: "Could not establish IPsec tunnel." }],
    },
    {
      id: "nl03",
      event: "l2tp_daemon_exit",
      pattern: /^(?<daemon>k?l?x?l2tpd) exited with error code (?<code>\d{1,5})/u,
      source: service,
      note: "nl04 is the same for kl2tpd.",
      samples: [
        { line: "xl2tpd exited with error code 1", fields: { daemon: "xl2tpd", code: "1" } },
        { line: "kl2tpd exited with error code 1", fields: { daemon: "kl2tpd" } },
      ],
    },
    row(
      "nl05",
      "l2tp_port_busy",
      "L2TP port 1701 is busy, using ephemeral.",
      service,
      "L2TP port 1701 is busy, using ephemeral.",
    ),
    row(
      "nl06",
      "ppp_plugin_failed",
      "Looks like pppd didn't initialize our dbus module",
      service,
      "Looks like pppd didn't initialize our dbus module",
    ),
    row("nl07", "ipsec_up_started", "Spawned ipsec up script with PID <pid:number>.", service, [
      "Spawned ipsec up script with PID 4711.",
      { pid: "4711" },
    ]),
    {
      id: "nl08",
      event: "ppp_phase",
      pattern: /phasechange: status (?<code>\d{1,4}) \/ phase '(?<phase>[\w -]{1,32})'/u,
      source: pppPlugin,
      samples: [
        {
          line: "nm-l2tp[4711] <info>  [helper-4720] phasechange: status 8 / phase 'network'",
          fields: { code: "8", phase: "network" },
        },
      ],
    },
    row("nl09", "kernel_l2tp_missing", "modprobing l2tp_ppp failed: <error:rest>", service, [
      "modprobing l2tp_ppp failed: exited with error code 1",
      { error: "exited with error code 1" },
    ]),
    {
      id: "nl10",
      event: null,
      pattern:
        /^(?:Check port |Can't bind to port |ipsec (?:enable|service|up|started|restarted)|xl2tpd started|kl2tpd started|starting |Terminated|Using |IPsec |PPP daemon|found |opening|writing|sending|nm-l2tp-service|cmd: |uses? |Attempting|ready|phase|ppp plugin|.{0,4}0\d\d )/iu,
      source: service,
      samples: [
        { line: "Check port 1701" },
        { line: "Can't bind to port 1701" },
        { line: "xl2tpd started with pid 4715" },
        { line: "starting nm-l2tp-service" },
      ],
    },
  ],
};
