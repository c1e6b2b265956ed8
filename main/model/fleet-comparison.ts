import { z } from "zod";
import { fleetDimensionSchema } from "./fleet-row.ts";

/** An estimate with its 95 % confidence interval; without `high` it has no upper bound. */
export const fleetEstimateSchema = z.object({ value: z.number(), low: z.number(), high: z.number().optional() });

export const fleetMetricSchema = z.enum(["drops-per-hour", "clients-dropping", "clients-failing"]);

/** One group against all others, in one metric. */
export const fleetTestSchema = z.object({
  metric: fleetMetricSchema,
  method: z.enum(["permutation", "fisher", "chi-squared"]),
  p: z.number(),
  /** Among all tests of this comparison (Benjamini and Hochberg). */
  adjustedP: z.number(),
  /** How many times the others' value; absent where one side has none. */
  ratio: fleetEstimateSchema.optional(),
});

export const fleetGroupSchema = z.object({
  value: z.string(),
  bundles: z.number().int(),
  drops: z.number().int(),
  hours: z.number(),
  dropsPerHour: fleetEstimateSchema,
  /** Shares of clients with at least one drop, and with at least one attempt that never connected. */
  clientsDropping: fleetEstimateSchema,
  clientsFailing: fleetEstimateSchema,
  /** Empty where the group, or what it is compared with, is too small to say. */
  tests: z.array(fleetTestSchema),
});
export type FleetGroup = z.infer<typeof fleetGroupSchema>;

/** Something else in which an affected group differs, and what is left of the effect among equals. */
export const fleetConfounderSchema = z.object({
  by: fleetDimensionSchema,
  /** The value that the group has more often than others, and how often each has it. */
  value: z.string(),
  shareInGroup: z.number(),
  shareInRest: z.number(),
  /** Rate ratio among bundles that are equal in `by` (Mantel and Haenszel). */
  within: fleetEstimateSchema,
  explains: z.enum(["all", "part"]),
});
export type FleetConfounder = z.infer<typeof fleetConfounderSchema>;

export const fleetAffectedSchema = z.object({
  by: fleetDimensionSchema,
  value: z.string(),
  metric: fleetMetricSchema,
  ratio: fleetEstimateSchema.optional(),
  /** Monday of the first week of the effect, and the update that came with it. */
  since: z.object({ week: z.iso.date(), update: z.string().optional() }).optional(),
  confounders: z.array(fleetConfounderSchema),
});
export type FleetAffected = z.infer<typeof fleetAffectedSchema>;

/** Groups of a fleet compared. */
export const fleetComparisonSchema = z.object({
  /** The answer, in plain sentences; the first stands for all. */
  sentences: z.array(z.string()),
  bundles: z.number().int(),
  drops: z.number().int(),
  hours: z.number(),
  minBundles: z.number().int(),
  testsMade: z.number().int(),
  dimensions: z.array(
    z.object({ by: fleetDimensionSchema, groups: z.array(fleetGroupSchema), groupsLeftOut: z.number().int() }),
  ),
  affected: z.array(fleetAffectedSchema),
});
export type FleetComparison = z.infer<typeof fleetComparisonSchema>;

/** One setting for a gateway, with what it rests on. */
export const fleetSettingSchema = z.object({
  setting: z.enum(["keepalive", "dpd", "mtu", "mss", "udp-timeout", "lifetime", "conntrack"]),
  /** What to set, in plain words. */
  text: z.string(),
  value: z.number().optional(),
  unit: z.string().optional(),
  measured: z.number().int(),
  /** Of the measured clients, in the sample; and whether the same holds with 95 % confidence for all such clients. */
  covered: z.number(),
  isConfident: z.boolean(),
  /** What each value would cover. */
  curve: z.array(z.object({ value: z.number(), covered: z.number() })),
  /** Who falls outside. */
  outside: z.array(
    z.object({ by: fleetDimensionSchema, value: z.string(), clients: z.number().int(), of: z.number().int() }),
  ),
});
export type FleetSetting = z.infer<typeof fleetSettingSchema>;

export const fleetRecommendationSchema = z.object({
  share: z.number(),
  bundles: z.number().int(),
  settings: z.array(fleetSettingSchema),
});
export type FleetRecommendation = z.infer<typeof fleetRecommendationSchema>;
