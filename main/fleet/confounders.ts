import type { FleetConfounder } from "../model/fleet-comparison.ts";
import type { FleetColumns } from "../model/fleet-columns.ts";
import type { FleetDimension } from "../model/fleet-row.ts";
import { groupsOf, type Places } from "./columns.ts";
import { noMoments } from "./moments.ts";
import { mantelHaenszel, type Estimate } from "./statistics.ts";

/** What may stand behind an effect. A cause is what an effect is made of, and a week is no property of a client. */
const possible: readonly FleetDimension[] = ["nat", "mtu", "network", "carrierNat", "vpnClient", "gateway"];
/** In how far the group must differ from the others, and how much of the effect must be gone among equals. */
const minShareDifference = 0.1;
const minChange = 0.1;

/** An affected group, and what it is compared with. */
interface Sides {
  readonly group: Places;
  readonly rest: Places;
}

/**
 * In what else an affected group differs, where that changes its effect: the rate ratio is taken again among bundles that
 * are equal in it.
 *
 * @param crude the group's rate ratio as it is
 */
export function findConfounders(
  columns: FleetColumns,
  by: FleetDimension,
  sides: Sides,
  crude: Estimate,
): FleetConfounder[] {
  return possible.filter((other) => other !== by).flatMap((other) => confounderOf(columns, sides, other, crude) ?? []);
}

function confounderOf(
  columns: FleetColumns,
  sides: Sides,
  other: FleetDimension,
  crude: Estimate,
): FleetConfounder | undefined {
  const groups = groupsOf(columns, other, sides.group);
  const rests = groupsOf(columns, other, sides.rest);
  const strata = new Map(
    [...new Set([...groups.keys(), ...rests.keys()])].map((name) => [
      name,
      { group: groups.get(name) ?? noMoments(), rest: rests.get(name) ?? noMoments() },
    ]),
  );
  const [inGroup = 0, inRest = 0] = [groups, rests].map((side) =>
    [...side.values()].reduce((sum, { bundles }) => sum + bundles, 0),
  );
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
