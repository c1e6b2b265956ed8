import { row, type FormatRow } from "../format-table.ts";
import { manager2, mobike, netlink, sa } from "./sources.ts";

/** Addresses that change, and NATs on the way. */
export const mobility: readonly FormatRow[] = [
  row(
    "sw66",
    "mobike_probe",
    "checking if current path still works using DPD",
    sa,
    "checking if current path still works using DPD",
  ),
  row("sw66b", "mobike_probe", "checking path <local:address>[<:number>] - <peer:address>[<:number>]", mobike, [
    "checking path 192.0.2.7[4500] - 203.0.113.1[4500]",
    { local: "192.0.2.7", peer: "203.0.113.1" },
  ]),
  row(
    "sw67",
    "path_lost",
    "old path is not available anymore, try to find another",
    sa,
    "old path is not available anymore, try to find another",
  ),
  row("sw68", "no_route", "no route found to reach <peer:address>, MOBIKE update deferred", sa, [
    "no route found to reach 203.0.113.1, MOBIKE update deferred",
    { peer: "203.0.113.1" },
  ]),
  row(
    "sw68b",
    "no_route",
    "no route found to reach peer, path probing deferred",
    manager2,
    "no route found to reach peer, path probing deferred",
  ),
  row("sw69", "mobike_update", "requesting address change using MOBIKE", sa, "requesting address change using MOBIKE"),
  row(
    "sw70",
    "mobike_update",
    "sending address list update using MOBIKE",
    sa,
    "sending address list update using MOBIKE",
  ),
  row(
    "sw70b",
    "mobike_update",
    "sending address list update using MOBIKE, implicitly requesting an address change",
    sa,
    "sending address list update using MOBIKE, implicitly requesting an address change",
  ),
  row("sw71", "mobike_update", "initiating MOBIKE update", mobike, "initiating MOBIKE update"),
  row(
    "sw71b",
    "client_mobility",
    "reauthenticating IKE_SA due to address change",
    sa,
    "reauthenticating IKE_SA due to address change",
  ),
  row("sw72", "link_up", "interface <interface:name> activated", netlink, [
    "interface wlan0 activated",
    { interface: "wlan0" },
  ]),
  row("sw73", "link_down", "interface <interface:name> deactivated", netlink, [
    "interface ppp0 deactivated",
    { interface: "ppp0" },
  ]),
  row("sw73b", "link_down", "interface <interface:name> deleted", netlink, [
    "interface wlan0 deleted",
    { interface: "wlan0" },
  ]),
  row("sw74", "address_added", "<address:address> appeared on <interface:name>", netlink, [
    "192.0.2.7 appeared on wlan0",
    { address: "192.0.2.7", interface: "wlan0" },
  ]),
  row("sw75", "address_removed", "<address:address> disappeared from <interface:name>", netlink, [
    "192.0.2.7 disappeared from wlan0",
    { address: "192.0.2.7", interface: "wlan0" },
  ]),
  row("sw75b", null, "flags changed for <:address> on <:name>", netlink, "flags changed for fe80::1 on wlan0"),
  row(
    "sw76",
    "send_error",
    "error writing to socket: <error:rest>",
    "strongSwan src/libcharon/plugins/socket_default",
    ["error writing to socket: Network is unreachable", { error: "Network is unreachable" }],
  ),
  row("sw67b", null, "old path is not preferred anymore", sa, "old path is not preferred anymore"),
  {
    id: "sw67c",
    event: null,
    pattern:
      /^(?:looking for a route to |keeping (?:connection|statically configured) path |peer supports MOBIKE|got additional MOBIKE peer address: )/u,
    source: sa,
    samples: [
      { line: "looking for a route to 203.0.113.1 ..." },
      { line: "keeping connection path 192.0.2.7 - 203.0.113.1" },
      { line: "peer supports MOBIKE" },
    ],
  },
];
