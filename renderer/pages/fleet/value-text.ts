import type { CallInput } from "../../../main/api/contract.ts";
import { formatDay, formatNumber } from "../../format.ts";
import { osNames } from "../../os-names.ts";
import { texts } from "../../texts/texts.ts";

export type Dimension = CallInput<"fleet.groups">["by"];

/** A value of a dimension as a person reads it. Names of systems, clients and gateways stay as they are. */
export function valueText(by: Dimension, value: string): string {
  const { values } = texts.fleet;
  const tables: Readonly<Partial<Record<Dimension, Readonly<Record<string, string>>>>> = {
    os: osNames,
    nat: values.nats,
    mtu: values.mtus,
    network: values.networks,
    carrierNat: values.carrierNats,
    cause: values.causes,
  };
  return by === "week" ? formatDay(value) : (own(tables[by], value) ?? value);
}

/** What came in a file may be called like a property that every object has. */
function own(table: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** A share from 0 to 1 as whole percent. */
export function percentText(share: number): string {
  return formatNumber(Math.round(share * 100), "%");
}

/** How much is covered, as percent, never more than it is: what leaves somebody out is not 100 %. */
export function coverageText(share: number): string {
  // Binary fractions end a little below what was meant: 0.57 * 1000 is 569.999….
  return formatNumber(Math.floor(share * 1000 + 1e-6) / 10, "%");
}
