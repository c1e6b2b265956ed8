import type { WindowsTable } from "./event-row.ts";
import { ikeAuditTable } from "./tables/ike-audit.ts";
import { networkTable } from "./tables/network.ts";
import { powerTable } from "./tables/power.ts";
import { rasTable } from "./tables/ras.ts";
import { systemTable } from "./tables/system.ts";
import { wifiTable } from "./tables/wifi.ts";

/** Every part of Windows whose events are known. */
export const allWindowsTables: readonly WindowsTable[] = [
  rasTable,
  systemTable,
  ikeAuditTable,
  wifiTable,
  networkTable,
  powerTable,
];
