import type { Dimension } from "./value-text.ts";

/** What a fleet may be compared by, the most asked for first. */
export const comparedBy = [
  "osBuild",
  "osVersion",
  "osUpdate",
  "os",
  "vpnClient",
  "nat",
  "mtu",
  "network",
  "carrierNat",
  "gateway",
  "cause",
  "week",
] as const satisfies readonly Dimension[];

export type Comparing = Dimension | "everything";

/** All that may set clients apart. A system is in its build, and a week or a cause is no property of a client. */
export const everything = [
  "osBuild",
  "vpnClient",
  "nat",
  "mtu",
  "network",
  "carrierNat",
  "gateway",
] as const satisfies readonly Dimension[];
