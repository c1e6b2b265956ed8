import { z } from "zod";

export const bundleManifestSchemaId = "tunnel-doctor/bundle/1";

/** The parts of a bundle that a person may leave out; the report itself is always in it. */
export const bundlePartSchema = z.enum(["page", "events", "logs", "network", "measurements"]);
export type BundlePart = z.infer<typeof bundlePartSchema>;

/** The list of what is in a bundle, and how to check that nothing was changed. */
export const bundleManifestSchema = z.object({
  schema: z.literal(bundleManifestSchemaId),
  tool: z.object({ version: z.string() }),
  createdAt: z.iso.datetime(),
  /** Ms on a clock that never jumps, taken at `createdAt`; two bundles of one run of the system compare by it. */
  createdAtMonotonicMs: z.number().optional(),
  runId: z.string(),
  /** The request that this bundle answers. */
  requestId: z.string().optional(),
  files: z.array(
    z.object({ path: z.string(), sizeBytes: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
  collectors: z.array(z.object({ name: z.string(), outcome: z.string(), note: z.string().optional() })),
  /** Packet captures that the person put into it, redacted. */
  captures: z
    .array(
      z.object({
        path: z.string(),
        packets: z.number().int(),
        /** Packets of the original that are not IP, encrypted, or broken, and are not in the bundle. */
        leftOut: z.number().int(),
      }),
    )
    .optional(),
  /** Files of which only the newest part is in the bundle. */
  cut: z.array(z.object({ path: z.string(), keptBytes: z.number().int(), ofBytes: z.number().int() })).optional(),
  redaction: z.object({
    /** Secrets that were replaced, by class. */
    secretsRemoved: z.record(z.string(), z.number().int()),
    /** False while addresses and names are still in the bundle as they are. */
    pseudonyms: z.boolean(),
    /** Values that were replaced by pseudonyms, by class. */
    replaced: z.record(z.string(), z.number().int()).optional(),
    /** Whose salt made the pseudonyms: with an organisation's they can be compared between its bundles. */
    salt: z.enum(["bundle", "organisation"]).optional(),
  }),
  /** Who agreed that this leaves the computer, when, and to what. */
  consent: z
    .object({
      /** As a pseudonym. */
      by: z.string(),
      at: z.iso.datetime(),
      /** How the person was asked. */
      how: z.string(),
      /** How the person was asked about packet captures; absent where there are none. */
      captures: z.string().optional(),
      parts: z.array(z.string()),
      leftOut: z.array(z.string()),
    })
    .optional(),
});
export type BundleManifest = z.infer<typeof bundleManifestSchema>;
