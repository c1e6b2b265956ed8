import { z } from "zod";

export const bundleManifestSchemaId = "tunnel-doctor/bundle/1";

/** First file of a bundle: what is in it, and how to check that nothing was changed. */
export const bundleManifestSchema = z.object({
  schema: z.literal(bundleManifestSchemaId),
  tool: z.object({ version: z.string() }),
  createdAt: z.iso.datetime(),
  runId: z.string(),
  files: z.array(
    z.object({ path: z.string(), sizeBytes: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
  collectors: z.array(z.object({ name: z.string(), outcome: z.string(), note: z.string().optional() })),
  redaction: z.object({
    /** Secrets that were replaced, by class. */
    secretsRemoved: z.record(z.string(), z.number().int()),
    /** False while addresses and names are still in the bundle as they are. */
    pseudonyms: z.boolean(),
  }),
});
export type BundleManifest = z.infer<typeof bundleManifestSchema>;
