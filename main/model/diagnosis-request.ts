import { z } from "zod";
import { gatewayNameSchema, stunServerSchema } from "./check-options.ts";
import { checkProfileSchema } from "./report.ts";

export const diagnosisRequestSchemaId = "tunnel-doctor/request/1";

const dayMs = 86_400_000;

/** One line for people: control and direction-changing characters could make it look like something else. */
const lineSchema = (maxCharacters: number) =>
  z
    .string()
    .min(1)
    .max(maxCharacters)
    .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, "it may hold no control characters");

/** Unpadded base64url (RFC 4648, section 5) of so many bytes. */
const base64UrlSchema = (sizeBytes: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\w-]{${Math.ceil((sizeBytes * 4) / 3)}}$`), `it must be ${sizeBytes} bytes in base64url`);

/** Where a sealed bundle may be uploaded to by PUT. No user name or password: addresses with a secret carry it in their query. */
export const uploadUrlSchema = z
  .url({ protocol: /^https$/, error: "an upload address starts with https://" })
  .max(2048)
  .refine((text) => !text.includes("#") && !/^https:\/\/[^/]*@/i.test(text), "it has a user name or a fragment");

/**
 * What a helpdesk asks an employee for: a check, and its bundle sealed to the recipients. It can only propose; the person
 * decides. The signature is over the canonical form (RFC 8785) of all other members.
 */
export const diagnosisRequestSchema = z.object({
  schema: z.literal(diagnosisRequestSchemaId),
  /** 16 hexadecimal digits. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** The helpdesk's own number of the case. */
  caseId: lineSchema(80).optional(),
  /** Who asks. */
  from: lineSchema(80),
  /** What it is for, in a sentence. */
  reason: lineSchema(400).optional(),
  createdAt: z.iso.datetime(),
  /** Afterwards it is refused. */
  expiresAt: z.iso.datetime(),
  /** Absent: the gateway of the VPN profiles of the computer. */
  gateway: gatewayNameSchema.optional(),
  profile: checkProfileSchema,
  /** How far back logs are read. */
  sinceMs: z
    .number()
    .int()
    .positive()
    .max(366 * dayMs),
  stunServer: stunServerSchema.required({ port: true }).optional(),
  responder: stunServerSchema.required({ port: true }).optional(),
  /** Age public keys; only who has one of their secret keys can open the bundle. */
  recipients: z.array(z.string().max(4096)).min(1).max(16),
  /** Key of the pseudonyms, so that the bundles of one organisation can be compared. */
  organisationSalt: base64UrlSchema(32).optional(),
  uploadUrl: uploadUrlSchema.optional(),
  /** Ed25519. */
  signerKey: base64UrlSchema(32),
  signature: base64UrlSchema(64),
});
export type DiagnosisRequest = z.infer<typeof diagnosisRequestSchema>;

/** A signer that this computer's person has agreed to. */
export const knownSignerSchema = z.object({
  name: z.string(),
  publicKey: base64UrlSchema(32),
  since: z.iso.datetime(),
  /** The strongest recipients that it has asked to seal to: less is then refused. */
  sealing: z.enum(["x25519", "post-quantum"]),
});
export type KnownSigner = z.infer<typeof knownSignerSchema>;
