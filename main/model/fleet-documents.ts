import { z } from "zod";
import { fleetComparisonSchema, fleetRecommendationSchema } from "./fleet-comparison.ts";
import { fleetRowSchema } from "./fleet-row.ts";

/* What `fleet compare`, `fleet recommend` and `fleet list` print with --json. */

export const fleetComparisonSchemaId = "tunnel-doctor/fleet-comparison/1";
export const fleetRecommendationSchemaId = "tunnel-doctor/fleet-recommendation/1";
export const fleetListSchemaId = "tunnel-doctor/fleet-list/1";

/** A page of the rows of a fleet, and how many there are in all. */
export const fleetListSchema = z.object({ total: z.number().int().nonnegative(), rows: z.array(fleetRowSchema) });

export const fleetComparisonDocumentSchema = z.object({
  schema: z.literal(fleetComparisonSchemaId),
  ...fleetComparisonSchema.shape,
});
export const fleetRecommendationDocumentSchema = z.object({
  schema: z.literal(fleetRecommendationSchemaId),
  ...fleetRecommendationSchema.shape,
});
export const fleetListDocumentSchema = z.object({ schema: z.literal(fleetListSchemaId), ...fleetListSchema.shape });
