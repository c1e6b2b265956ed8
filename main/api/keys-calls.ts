import { z } from "zod";

/** A helpdesk's keys as others may see them: who it is, what to seal to, and what its signatures are checked with. */
const publicKeysSchema = z.object({
  name: z.string(),
  path: z.string(),
  /** `age1…` */
  recipient: z.string(),
  /** Ed25519, base64url. */
  signerKey: z.string(),
  fingerprint: z.string(),
});

const keyPathSchema = z.string().min(1).max(4096);

/** The calls about a helpdesk's keys. Secrets never leave the file. */
export const keysCalls = {
  /** Makes the key pair of a helpdesk in a file that only its owner may read, and never replaces one. */
  "keys.create": {
    input: z.object({
      name: z
        .string()
        .trim()
        .min(1, "it is empty")
        .max(80)
        .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, "it may hold no control characters"),
      /** Absent: the usual place in the user's data folder. */
      path: keyPathSchema.optional(),
    }),
    output: publicKeysSchema,
  },
  "keys.show": { input: z.object({ path: keyPathSchema.optional() }), output: publicKeysSchema },
} as const;
