import { z } from "zod";
import { fixSchema } from "./finding.ts";
import { logEventNameSchema, logStackSchema } from "./log-event.ts";
import { tunnelTypeSchema } from "./vpn-profile.ts";

export const knownIssueSetSchemaId = "tunnel-doctor/known-issues/1";

/** Numbers between points, as in `14.1.2` or `19044.1469`. */
const versionSchema = z.string().regex(/^\d{1,6}(?:\.\d{1,6}){0,5}$/);

/** Versions of one product: from the first one on, below the one that is corrected. No bound: all of them. */
const affectedSchema = z.object({
  /** As in `Client.vpnClients`; `windows`, `macos`, `ios` and `linux-kernel` for systems. */
  product: z.string().min(1).max(40),
  ranges: z
    .array(z.object({ from: versionSchema.optional(), below: versionSchema.optional() }).strict())
    .max(20)
    .default([{}]),
});

const eventNameSchema = z.union([logEventNameSchema, z.literal("unknown")]);
const namesSchema = z.array(eventNameSchema).min(1).max(20);

/** One thing that the logs must show. Text is found as it is, never as a pattern, so that data can not slow the search down. */
export const clueSchema = z.discriminatedUnion("kind", [
  /** One line that has all of this. */
  z
    .object({
      kind: z.literal("line"),
      events: namesSchema.optional(),
      stacks: z.array(logStackSchema).min(1).max(5).optional(),
      codes: z.array(z.string().max(16)).min(1).max(10).optional(),
      /** Pieces of the message, in any order; letters may be large or small. */
      fragments: z.array(z.string().min(3).max(120)).min(1).max(5).optional(),
    })
    .strict(),
  /** Several drops of sessions that had lasted so long. */
  z
    .object({
      kind: z.literal("drops-after"),
      minutes: z.number().positive(),
      toleranceMinutes: z.number().nonnegative(),
      atLeast: z.number().int().positive(),
    })
    .strict(),
  /** Drops just after one of these events. */
  z.object({ kind: z.literal("drops-following"), events: namesSchema, atLeast: z.number().int().positive() }).strict(),
  /** Attempts of this kind failed, and none since the first failure came through. */
  z.object({ kind: z.literal("attempts-fail"), atLeast: z.number().int().positive() }).strict(),
]);
export type Clue = z.infer<typeof clueSchema>;

const sampleSchema = z
  .object({
    about: z.string().min(1),
    versions: z.record(z.string(), versionSchema).default({}),
    tunnel: tunnelTypeSchema.optional(),
    /** Lines of a log, as the daemon writes them. */
    lines: z.array(z.string()).max(20).default([]),
    /** Events of sources that are no text. */
    events: z
      .array(z.object({ stack: logStackSchema, event: eventNameSchema, code: z.string().optional(), raw: z.string() }))
      .max(20)
      .default([]),
    /** Sessions that dropped, by their length, and what came just before. */
    drops: z
      .array(z.object({ minutes: z.number(), before: z.array(z.string()).default([]) }))
      .max(20)
      .default([]),
    /** Attempts that never came through. */
    failedAttempts: z.number().int().nonnegative().default(0),
    expect: z.enum(["certain", "likely", "possible", "none"]),
  })
  .strict();
export type KnownIssueSample = z.infer<typeof sampleSchema>;

/** A fault of a version of some software that breaks VPNs, how it shows, and where it is corrected. */
export const knownIssueSchema = z
  .object({
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    /** One sentence that names the software and what it does. */
    title: z.string().min(10).max(200),
    /** When it was reported or corrected: a year, a month or a day. */
    dated: z.string().regex(/^\d{4}(?:-\d{2}){0,2}$/),
    sources: z.array(z.url()).min(1).max(8),
    /** Where the software at fault runs. */
    where: z.enum(["this-computer", "gateway", "router"]),
    affected: z.array(affectedSchema).min(1).max(5),
    /** Kinds of VPN that it breaks; what it says of others is nothing. */
    tunnels: z.array(tunnelTypeSchema).min(1),
    severity: z.enum(["blocks", "degrades"]),
    /** Absent where no log shows it: then it is never more than possible. */
    signature: z
      .object({
        /** `deterministic`: nothing else shows this. `typical`: it looks so, and other causes may look alike. */
        strength: z.enum(["deterministic", "typical"]),
        /** All of them have to be there. */
        clues: z.array(clueSchema).min(1).max(5),
      })
      .strict()
      .optional(),
    /** What tells whether it is this, where only the version speaks for it. */
    check: z.string().min(10),
    fix: fixSchema,
    /** The first version without it, in words; absent where none is known. */
    fixedIn: z.string().optional(),
    samples: z.array(sampleSchema).min(2).max(10),
  })
  .strict();
export type KnownIssue = z.infer<typeof knownIssueSchema>;

/** All known issues of one day. */
export const knownIssueSetSchema = z
  .object({
    schema: z.literal(knownIssueSetSchemaId),
    /** Counts up with every set that is published. */
    version: z.number().int().positive(),
    date: z.iso.date(),
    issues: z.array(knownIssueSchema).min(1).max(2000),
  })
  .strict();
export type KnownIssueSet = z.infer<typeof knownIssueSetSchema>;

/** A set as it is published: the signature (Ed25519) is over the canonical form (RFC 8785) of all other members. */
export const signedKnownIssueSetSchema = knownIssueSetSchema
  .extend({
    /** 32 bytes as base64url. */
    publicKey: z.string().max(64),
    /** 64 bytes as base64url. */
    signature: z.string().max(128),
  })
  .strict();
