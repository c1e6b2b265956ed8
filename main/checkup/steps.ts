import type { CheckProfile } from "../model/report.ts";

/** The steps of a check, in the order in which they are shown. Several run at the same time. */
export const checkSteps = [
  { name: "system", title: "This computer" },
  { name: "network", title: "Network connection" },
  { name: "profiles", title: "VPN profiles" },
  { name: "logs", title: "VPN logs" },
  { name: "resolve", title: "Name of the gateway" },
  { name: "route", title: "Route to the gateway" },
  { name: "ping", title: "Ping" },
  { name: "reach", title: "UDP ports 500 and 4500" },
  { name: "nat", title: "NAT on the way" },
  { name: "path-mtu", title: "Largest packet (path MTU)" },
  { name: "fragments", title: "Fragmented packets" },
  { name: "dpi", title: "Interference with IPsec" },
  { name: "nat-lifetime", title: "Lifetime of idle connections" },
  { name: "diagnosis", title: "Diagnosis" },
] as const;

export type StepName = (typeof checkSteps)[number]["name"];

/** What each profile leaves out. `quick` answers "does the gateway answer at all, and what do the logs say?". */
export const stepsLeftOut: Readonly<Record<CheckProfile, readonly StepName[]>> = {
  quick: ["path-mtu", "fragments", "dpi", "nat-lifetime"],
  standard: ["dpi"],
  deep: [],
};

/**
 * ICMP echo requests per profile: enough to see loss in `deep`, few enough to be polite in the others, and in all so many
 * that a tenth of the packets lost each way does not look like silence (0.19 to the power of four is 0.13 %).
 */
export const echoCount: Readonly<Record<CheckProfile, number>> = { quick: 4, standard: 6, deep: 20 };
