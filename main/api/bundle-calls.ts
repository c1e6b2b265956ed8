import { z } from "zod";
import { bundleManifestSchema, bundlePartSchema } from "../model/bundle-manifest.ts";
import { languageSchema } from "../model/language.ts";
import { reportSchema } from "../model/report.ts";

const runIdSchema = z.string().min(1).max(64);
const filePathSchema = z.string().min(1).max(4096);
const countsSchema = z.record(z.string(), z.number().int());
const withoutSchema = z.array(bundlePartSchema).max(8).default([]);

const bundleFileSchema = z.object({
  path: z.string(),
  sizeBytes: z.number().int(),
  about: z.string(),
  part: bundlePartSchema.optional(),
  /** Values that were replaced in it, by class. */
  replaced: countsSchema.optional(),
});

/** What the person chooses of a run. */
const choiceShape = {
  runId: runIdSchema,
  without: withoutSchema,
  /** Packet captures that go into it: headers only, with the pseudonyms of the bundle. */
  captures: z.array(filePathSchema).max(4).default([]),
  /** False: names and addresses stay as they are. Secrets are removed all the same. */
  pseudonyms: z.boolean().default(true),
  /** Of the page for a browser; the report for programs stays in English. */
  language: languageSchema.default("en"),
} as const;

/** Logs that go into it whole (from their end, up to `maxLogBytes` each), redacted on the way. Only for the command line. */
const wholeLogsShape = {
  wholeLogs: z.array(filePathSchema).max(16).default([]),
  maxLogBytes: z
    .number()
    .int()
    .positive()
    .default(25 * 1024 * 1024),
} as const;

/** What opens a sealed bundle. */
const keysShape = {
  /** A file with age secret keys; absent: the helpdesk key of this installation. */
  identityPath: filePathSchema.optional(),
  passphrase: z.string().max(1024).optional(),
} as const;

/** Whose a bundle is, and that nothing in it was changed. */
const checkedShape = {
  manifest: bundleManifestSchema,
  isSealed: z.boolean(),
  signature: z.object({ publicKey: z.string(), fingerprint: z.string() }).optional(),
  events: z.object({ total: z.number().int(), notUnderstood: z.number().int() }),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number().int() })),
} as const;

const bundleSourceSchema = z.union([
  z.object({ path: filePathSchema }).strict(),
  z.object({ contentBase64: z.string().max(200 * 1024 * 1024) }).strict(),
]);

/** How a bundle is made, and that the person agreed to it. */
const makingShape = {
  ...choiceShape,
  /** Who may open it (`age1…`); sealed to nobody it can be read by everybody who gets it. */
  recipients: z.array(z.string().max(4096)).max(16).default([]),
  /** Seals it to everybody who knows this, in place of recipients. */
  passphrase: z.string().max(1024).optional(),
  /** How the person agreed, for the manifest: they saw the preview and pressed a button, for example. */
  consent: z.object({ how: z.string().min(1).max(200) }).optional(),
  /** How the person agreed that packet captures leave, which is asked by itself; without it none does. */
  captureConsent: z.object({ how: z.string().min(1).max(200) }).optional(),
  requestId: z.string().max(128).optional(),
} as const;

/** A packet capture in a bundle, as far as its first lines tell. */
const bundleCaptureSchema = z.object({
  path: z.string(),
  packets: z.number().int(),
  client: z.string().optional(),
  gateway: z.string().optional(),
  startedAt: z.string().optional(),
  endedAt: z.string().optional(),
  /** Why it could not be read, or not to its end. */
  note: z.string().optional(),
});

const noteSchema = z.object({ at: z.iso.datetime(), text: z.string().max(20_000) });

/** The calls about bundles: what would leave, making one, opening one, and redacting whatever else leaves. */
export const bundleCalls = {
  /** What a bundle of that run would hold, file by file, before anything is written. */
  "bundle.preview": {
    input: z.object({ ...choiceShape, ...wholeLogsShape }),
    output: z.object({
      files: z.array(bundleFileSchema),
      secretsRemoved: countsSchema,
      /** Values that are replaced by pseudonyms, by class. */
      replaced: countsSchema.optional(),
      parts: z.array(z.object({ part: bundlePartSchema, about: z.string(), isIncluded: z.boolean() })).optional(),
      cut: bundleManifestSchema.shape.cut,
      /** What the person should know before it leaves, in plain words. */
      warnings: z.array(z.string()),
    }),
  },
  /** A page of the exact text of one file, as it would leave. */
  "bundle.page": {
    input: z.object({
      ...choiceShape,
      ...wholeLogsShape,
      path: z.string().max(256),
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().positive().max(5000).default(500),
    }),
    output: z.object({
      path: z.string(),
      totalLines: z.number().int(),
      offset: z.number().int(),
      lines: z.array(z.string()),
    }),
  },
  /** The bundle itself, as bytes, so that every door can save it its own way. */
  "bundle.create": {
    input: z.object(makingShape),
    output: z.object({
      fileName: z.string(),
      sizeBytes: z.number().int(),
      contentBase64: z.string(),
      isSealed: z.boolean().optional(),
      /** Fingerprint of the installation key that signed it; `notes` says why there is none. */
      signedBy: z.string().optional(),
      notes: z.array(z.string()).optional(),
    }),
  },
  /** As `bundle.create`, into a file, in constant memory, with whole logs where wanted. Only for the command line. */
  "bundle.write": {
    input: z.object({ ...makingShape, ...wholeLogsShape, path: filePathSchema }),
    output: z.object({
      path: z.string(),
      sizeBytes: z.number().int(),
      isSealed: z.boolean(),
      signedBy: z.string().optional(),
      notes: z.array(z.string()),
    }),
  },
  /** Opens a bundle from anybody: unseals, checks every file against the manifest and the signature. */
  "bundle.open": {
    input: z.object({
      source: bundleSourceSchema,
      ...keysShape,
      /** A gateway's bundle or facts of the same time: the report is then made again, of both ends. */
      gatewayPath: filePathSchema.optional(),
      /** Diagnose again what was observed, with the rules of this version. */
      again: z.boolean().default(false),
    }),
    output: z.object({
      ...checkedShape,
      /** Where the bundle holds packet captures, it is made again with what they tell. */
      report: reportSchema,
      captures: z.array(bundleCaptureSchema).optional(),
      /** What the helpdesk wrote about it; kept beside the file. */
      notes: z.array(noteSchema),
    }),
  },
  /** Is a bundle what its maker wrote? As `bundle.open`, also for a gateway's, which holds no report. */
  "bundle.verify": {
    input: z.object({ source: bundleSourceSchema, ...keysShape }),
    output: z.object({ ...checkedShape, kind: z.enum(["client", "gateway"]) }),
  },
  /** Adds a note of the helpdesk's to a bundle, in a file beside it: the bundle itself never changes. */
  "bundle.note": {
    input: z.object({ path: filePathSchema, text: z.string().trim().min(1).max(20_000) }),
    output: z.object({ path: z.string(), notes: z.array(noteSchema) }),
  },
  /** The same value with secrets removed and names and addresses replaced, for whatever leaves: clipboard, JSON, messages. */
  "redact.value": {
    input: z.object({
      /** Absent: the last run. The pseudonyms are those of its bundle. */
      runId: runIdSchema.optional(),
      value: z.json(),
    }),
    output: z.object({ value: z.json() }),
  },
} as const;
