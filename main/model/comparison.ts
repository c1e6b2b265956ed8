import { z } from "zod";
import { findingCodeSchema, findingSchema } from "./finding.ts";
import { languageSchema } from "./language.ts";
import { measurementKindSchema, measurementSchema, measurementValueSchema } from "./measurement.ts";
import { verdictSchema } from "./report.ts";

export const comparisonSchemaId = "tunnel-doctor/comparison/1";

/** One of the two reports, in short. */
const comparedSideSchema = z.object({
  runId: z.string(),
  startedAt: z.iso.datetime(),
  verdict: verdictSchema,
  gateway: z.string().optional(),
  /** The network that the computer was in, in words; absent where it was not looked at. */
  network: z.string().optional(),
});

const measuredSideSchema = z.object({
  outcome: measurementSchema.shape.outcome,
  value: measurementValueSchema.optional(),
  /** Bounds of the true value, where it was bracketed. */
  low: z.number().optional(),
  high: z.number().optional(),
});

export const comparedMeasurementSchema = z.object({
  kind: measurementKindSchema,
  unit: z.string().optional(),
  before: measuredSideSchema.optional(),
  after: measuredSideSchema.optional(),
  /** `within-bounds`: the values differ by no more than they are uncertain. `not-comparable`: one of them is missing. */
  change: z.enum(["same", "within-bounds", "changed", "not-comparable"]),
});
export type ComparedMeasurement = z.infer<typeof comparedMeasurementSchema>;

export const comparedFindingSchema = z.object({
  code: findingCodeSchema,
  title: z.string(),
  change: z.enum(["gone", "new", "unchanged", "surer", "less-sure"]),
  severity: findingSchema.shape.severity,
  before: findingSchema.shape.confidence.optional(),
  after: findingSchema.shape.confidence.optional(),
});
export type ComparedFinding = z.infer<typeof comparedFindingSchema>;

const dropRateSchema = z.object({
  drops: z.number().int(),
  /** How long a VPN was up, as the logs tell. */
  connectedMs: z.number(),
  /** Absent where no VPN was up. */
  perHour: z.number().optional(),
});

export const comparedDropsSchema = z.object({
  before: dropRateSchema,
  after: dropRateSchema,
  /** `fewer`, `more`: more than chance. `no-difference`: chance explains it. `too-little`: nothing can be said yet. */
  verdict: z.enum(["fewer", "more", "no-difference", "too-little"]),
  /** How likely chance alone makes a difference at least as large. */
  pValue: z.number().min(0).max(1).optional(),
  /** How many times as often it drops after as before, with its 95 % confidence interval; an absent end is open. */
  ratio: z.object({ value: z.number().optional(), low: z.number(), high: z.number().optional() }).optional(),
  /** How long it must still stay up without a drop until that is more than chance. */
  missingMs: z.number().optional(),
  text: z.string(),
});
export type ComparedDrops = z.infer<typeof comparedDropsSchema>;

/** Two runs side by side: before and after a change, or in one network and in another. */
export const comparisonSchema = z.object({
  schema: z.literal(comparisonSchemaId),
  /** What its texts are written in; absent: English. */
  language: languageSchema.optional(),
  before: comparedSideSchema,
  after: comparedSideSchema,
  /** Whether the two runs were made in the same network. */
  sameNetwork: z.enum(["yes", "no", "unknown"]),
  measurements: z.array(comparedMeasurementSchema),
  findings: z.array(comparedFindingSchema),
  drops: comparedDropsSchema,
  conclusion: z.object({
    kind: z.enum(["network-is-the-cause", "not-the-network", "better", "worse", "no-change", "cannot-tell"]),
    /** What it means, in one sentence. */
    text: z.string(),
  }),
  /** Why the two can be compared only in part. */
  cautions: z.array(z.string()),
});
export type Comparison = z.infer<typeof comparisonSchema>;
