import type { FormatTable } from "./format-table.ts";
import { iwdTable } from "./iwd.ts";
import { kernelTable } from "./kernel.ts";
import { libreswanTable } from "./libreswan/table.ts";
import { macosConfigdTable } from "./macos-configd.ts";
import { macosNetworkExtensionTable } from "./macos-networkextension.ts";
import { macosPowerTable } from "./macos-power.ts";
import { macosPppTable } from "./macos-ppp.ts";
import { macosRacoonTable } from "./macos-racoon.ts";
import { macosWifiTable } from "./macos-wifi.ts";
import { networkManagerL2tpTable } from "./networkmanager-l2tp.ts";
import { networkManagerTable } from "./networkmanager.ts";
import { openvpnTable } from "./openvpn.ts";
import { pppdTable } from "./pppd.ts";
import { strongswanTable } from "./strongswan/table.ts";
import { systemdTable } from "./systemd.ts";
import { wireguardTable } from "./wireguard.ts";
import { wpaSupplicantTable } from "./wpa-supplicant.ts";
import { xl2tpdTable } from "./xl2tpd.ts";

/** Every stack whose messages are known. A line without a daemon's name is tried against them in this order. */
export const allTables: readonly FormatTable[] = [
  strongswanTable,
  libreswanTable,
  xl2tpdTable,
  pppdTable,
  networkManagerL2tpTable,
  openvpnTable,
  wireguardTable,
  kernelTable,
  networkManagerTable,
  wpaSupplicantTable,
  iwdTable,
  systemdTable,
  macosRacoonTable,
  macosPppTable,
  macosNetworkExtensionTable,
  macosConfigdTable,
  macosWifiTable,
  macosPowerTable,
];
