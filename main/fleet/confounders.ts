import type { FleetConfounder } from "../model/fleet-comparison.ts";
import type { FleetDimension, FleetFacts } from "../model/fleet-row.ts";
import { countInto, noMoments, type MomentSums } from "./moments.ts";
import { mantelHaenszel, type Estimate } from "./statistics.ts";

/** What may stand behind an effect. A cause is what an effect is made of, and a week is no property of a client. */
const possible: readonly FleetDimension[] = ["nat", "mtu", "network", "carrierNat", "vpnClient", "gateway"];
/** In how far the group must differ from the others, and how much of the effect must be gone among equals. */
const minShareDifference = 0.1;
const minChange = 0.1;

/**
 * In what else an affected group differs, where that changes its effect: the rate ratio is taken again among bundles that
 * are equal in it.
 *
 * @param crude the group's rate ratio as it is
 */
export function findConfounders(
  rows: readonly FleetFacts[],
  by: FleetDimension,
  value: string,
  crude: Estimate,
): FleetConfounder[] {
  return possible.filter((other) => other !== by).flatMap((other) => confounderOf(rows, by, value, other, crude) ?? []);
}

function confounderOf(
  rows: readonly FleetFacts[],
  by: FleetDimension,
  value: string,
  other: FleetDimension,
  crude: Estimate,
): FleetConfounder | undefined {
  const strata = new Map<string, { readonly group: MomentSums; readonly rest: MomentSums }>();
  let inGroup = 0;
  let inRest = 0;
  for (const row of rows) {
    let stratum = strata.get(row[other]);
    if (stratum === undefined) strata.set(row[other], (stratum = { group: noMoments(), rest: noMoments() }));
    const isIn = row[by] === value;
    countInto(isIn ? stratum.group : stratum.rest, row);
    if (isIn) inGroup += 1;
    else inRest += 1;
  }
  const within = mantelHaenszel([...strata.values()]);
  if (within === undefined || inGroup === 0 || inRest === 0) return undefined;
  const [most] = [...strata]
    .map(([name, { group, rest }]) => ({
      value: name,
      shareInGroup: group.bundles / inGroup,
      shareInRest: rest.bundles / inRest,
    }))
    .sort((one, another) => another.shareInGroup - another.shareInRest - (one.shareInGroup - one.shareInRest));
  if (most === undefined || most.shareInGroup - most.shareInRest < minShareDifference) return undefined;
  // Only what makes the group look worse than it is: on the scale of the logarithm, on which ratios add up.
  const gone = 1 - Math.log(within.value) / Math.log(crude.value);
  if (crude.value <= 1 || gone < minChange) return undefined;
  return { by: other, ...most, within, explains: within.low <= 1 ? "all" : "part" };
}
