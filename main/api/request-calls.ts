import { z } from "zod";
import { bundlePartSchema } from "../model/bundle-manifest.ts";
import { diagnosisRequestSchema } from "../model/diagnosis-request.ts";
import { progressSchema } from "../model/progress.ts";
import { reportSchema } from "../model/report.ts";

/** A request as it arrived: the text of its file, or the link; or the path of the file. */
const requestSourceSchema = z.union([
  // The limit of a request and a little more, so that a larger one is refused with its own reason.
  z
    .object({
      content: z
        .string()
        .min(1)
        .max(64 * 1024),
    })
    .strict(),
  z.object({ path: z.string().min(1).max(4096) }).strict(),
]);

const dayMs = 86_400_000;
const withoutSchema = z.array(bundlePartSchema).max(8).default([]);

const openedSchema = z.object({
  request: diagnosisRequestSchema,
  signer: z.object({
    /** `name-of-another` is unknown too, and has the name of a signer that is known with another key. */
    standing: z.enum(["known", "unknown", "name-of-another"]),
    fingerprint: z.string(),
    knownAs: z.string().optional(),
  }),
  /** Host of the upload address, if the request names one. */
  uploadHost: z.string().optional(),
});

/** A sealed bundle, as bytes, so that every door can save it its own way. */
const sealedShape = {
  fileName: z.string(),
  sizeBytes: z.number().int(),
  contentBase64: z.string(),
  /** What is in the sealed bundle. */
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number().int(), about: z.string() })),
  /** Fingerprint of the installation key that signed it; absent where there is none, and `notes` says why. */
  signedBy: z.string().optional(),
  notes: z.array(z.string()),
} as const;

/** The calls about requests: a helpdesk makes one, an employee answers it. */
export const requestCalls = {
  /** A signed request in its three forms. */
  "request.create": {
    input: z.object({
      keyPath: z.string().min(1).max(4096).optional(),
      ...diagnosisRequestSchema.pick({
        caseId: true,
        reason: true,
        gateway: true,
        uploadUrl: true,
      }).shape,
      profile: diagnosisRequestSchema.shape.profile.default("standard"),
      sinceMs: diagnosisRequestSchema.shape.sinceMs.default(7 * dayMs),
      stunServer: diagnosisRequestSchema.shape.stunServer,
      responder: diagnosisRequestSchema.shape.responder,
      /** With the helpdesk's key of pseudonyms, so that its bundles can be compared with each other. */
      organisationSalt: z.boolean().default(true),
      /** Who may open the bundle beside the helpdesk itself. */
      moreRecipients: z.array(z.string().max(4096)).max(15).default([]),
      validForMs: z
        .number()
        .positive()
        .default(7 * dayMs),
    }),
    output: z.object({
      request: diagnosisRequestSchema,
      fileName: z.string(),
      fileText: z.string(),
      /** Absent where it would be too long. */
      link: z.string().optional(),
      ticketText: z.string(),
      fingerprint: z.string(),
    }),
  },
  /** Who asks for what and until when; refused where it must not be answered. Nothing is run or sent. */
  "request.open": { input: requestSourceSchema, output: openedSchema },
  /** Runs the checks that a request asks for and seals the bundle to its recipients. Nothing leaves this computer. */
  "request.answer": {
    input: z.object({
      source: requestSourceSchema,
      /** The person saw what is asked for and said yes. */
      consent: z.literal(true, "a request is answered only with the person's consent"),
      /** The person agrees to a signer that is not known yet; it is known afterwards. */
      trustSigner: z.boolean().default(false),
      /** What the person decides differently from the request. */
      gateway: diagnosisRequestSchema.shape.gateway,
      logPaths: z.array(z.string().min(1)).max(64).default([]),
      systemLogs: z.boolean().default(true),
      bindAddress: z.string().optional(),
      /** What the person leaves out of the bundle. */
      without: withoutSchema,
      /** Against the practice network instead of a real gateway. */
      practice: z.boolean().default(false),
    }),
    output: z.object({ report: reportSchema, ...sealedShape }),
    progress: progressSchema,
  },
  /** Seals the bundle of an answered request again, without the parts that the person drops after looking at them. */
  "request.seal": {
    input: z.object({ runId: z.string().min(1).max(64), without: withoutSchema }),
    output: z.object(sealedShape),
  },
  /** Sends the sealed bundle of an answered request to the address that the request named. Only on the person's word. */
  "request.upload": {
    input: z.object({
      runId: z.string().min(1).max(64),
      consent: z.literal(true, "a bundle is uploaded only with the person's consent"),
    }),
    output: z.object({ host: z.string(), attempts: z.number().int() }),
    progress: z.object({ note: z.string() }),
  },
} as const;
