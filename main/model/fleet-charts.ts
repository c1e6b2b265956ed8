import { z } from "zod";
import { fleetEstimateSchema } from "./fleet-comparison.ts";

const countSchema = z.number().int().nonnegative();

/** The pictures of a fleet, as numbers; each is also a table. */
export const fleetChartsSchema = z.object({
  bundles: countSchema,
  /** What was found, by the version of the client's system; the most frequent versions, and "others" for the rest. */
  causes: z.object({
    /** The causes that occur, most frequent first; "none" where nothing was found. */
    causes: z.array(z.string()),
    versions: z.array(
      z.object({
        osVersion: z.string(),
        bundles: countSchema,
        /** Bundles with each cause, in the order of `causes`. */
        counts: z.array(countSchema),
      }),
    ),
  }),
  /**
   * How many NATs still keep an idle mapping after so long, by the kind of the client's network, after Kaplan and Meier: a
   * NAT that outlived its measurement counts up to there.
   */
  natSurvival: z.array(
    z.object({
      network: z.string(),
      measured: countSchema,
      /** NATs whose lifetime was longer than what was waited for. */
      outlived: countSchema,
      /** Steps, in order of time: from `seconds` on, `share` is what survives. */
      steps: z.array(z.object({ seconds: z.number(), share: fleetEstimateSchema, atRisk: countSchema })),
    }),
  ),
  /** How many paths carry exactly so much, largest first. */
  pathMtu: z.array(z.object({ pathMtuBytes: z.number().int(), bundles: countSchema })),
  /** Every week from the first to the last, by its Monday, also those without a bundle. */
  weeks: z.array(
    z.object({
      week: z.iso.date(),
      bundles: countSchema,
      drops: countSchema,
      hours: z.number(),
      /** Absent where no hour was connected. */
      dropsPerHour: fleetEstimateSchema.optional(),
    }),
  ),
  /** Updates of systems, each with the week in which it was first seen; none that was there from the beginning. */
  updates: z.array(z.object({ week: z.iso.date(), osBuild: z.string(), osUpdate: z.string(), bundles: countSchema })),
});
export type FleetCharts = z.infer<typeof fleetChartsSchema>;
