import { z } from "zod";
import { comparisonSchema } from "../model/comparison.ts";
import { fleetChartsSchema } from "../model/fleet-charts.ts";
import { fleetListSchema } from "../model/fleet-documents.ts";
import { fleetComparisonSchema, fleetRecommendationSchema } from "../model/fleet-comparison.ts";
import {
  fleetBundleIdSchema,
  fleetDimensionSchema,
  fleetPageSchema,
  fleetRefusalSchema,
  fleetRowSchema,
  fleetWhereSchema,
} from "../model/fleet-row.ts";
import { reportSchema } from "../model/report.ts";

const filePathSchema = z.string().min(1).max(4096);
const countSchema = z.number().int().nonnegative();

const addedSchema = z.object({
  files: countSchema,
  /** Files that were in the store already, as they are. */
  known: countSchema,
  /** Bundles: new ones, ones that were there under another name, and ones that were not taken. */
  added: countSchema,
  duplicates: countSchema,
  refused: countSchema,
});

const addingShape = {
  paths: z.array(filePathSchema).min(1).max(10_000),
  /** A file with age secret keys; absent: the helpdesk key of this installation, where there is one. */
  identityPath: filePathSchema.optional(),
} as const;

export const fleetExportFormatSchema = z.enum(["csv", "ndjson", "openmetrics", "postgres"]);

/** The calls about fleets: many bundles together. */
export const fleetCalls = {
  /** Takes in bundles, folders of them and zips of them. What is there already is passed over, so it can be stopped and run again. */
  "fleet.add": {
    input: z.object(addingShape),
    output: addedSchema,
    progress: z.object({
      done: countSchema,
      total: countSchema,
      ...addedSchema.pick({ added: true, duplicates: true, refused: true }).shape,
    }),
  },
  /** One file that a person dropped on a page. */
  "fleet.add-content": {
    input: z.object({ name: z.string().min(1).max(255), contentBase64: z.string().max(200 * 1024 * 1024) }),
    output: addedSchema,
  },
  /** A page of the table. */
  "fleet.list": {
    input: fleetPageSchema,
    output: fleetListSchema,
  },
  /** How many bundles there are, since when and until when; for a page that has to know whether there is anything. */
  "fleet.summary": {
    input: z.object({}),
    output: z.object({
      bundles: countSchema,
      refused: countSchema,
      /** Times of the first and the last bundle; absent where there is none. */
      from: z.iso.datetime().optional(),
      to: z.iso.datetime().optional(),
    }),
  },
  /** The values of a dimension with what they hold, largest first: groups of the table, and choices of its filters. */
  "fleet.groups": {
    input: z.object({
      by: fleetDimensionSchema,
      ...fleetPageSchema.pick({ where: true, search: true }).shape,
      limit: z.number().int().positive().max(10_000).default(1000),
    }),
    output: z.object({
      total: countSchema,
      groups: z.array(
        z.object({
          value: z.string(),
          bundles: countSchema,
          drops: countSchema,
          /** Bundles with at least one drop, and with at least one attempt that never connected. */
          dropping: countSchema,
          failing: countSchema,
          hours: z.number(),
        }),
      ),
    }),
  },
  /** The pictures: causes by system, survival of NAT mappings, path MTU, drops by week with the updates. */
  "fleet.charts": { input: z.object({ where: fleetWhereSchema.default({}) }), output: fleetChartsSchema },
  /** One bundle: its row and its whole report, as it was taken in. */
  "fleet.report": {
    input: z.object({ bundleId: fleetBundleIdSchema }),
    output: z.object({ row: fleetRowSchema, report: reportSchema }),
  },
  /** Two bundles of the fleet side by side, as two reports are compared. */
  "fleet.compare-bundles": {
    input: z.object({ before: fleetBundleIdSchema, after: fleetBundleIdSchema }),
    output: comparisonSchema,
  },
  /** What was not taken in, and why; newest first. */
  "fleet.refused": {
    input: z.object({ limit: z.number().int().positive().max(10_000).default(1000) }),
    output: z.object({ total: countSchema, refusals: z.array(fleetRefusalSchema) }),
  },
  /** Groups against each other: rates, tests, who is affected and since when. */
  "fleet.compare": {
    input: z.object({
      by: z.array(fleetDimensionSchema).min(1).max(fleetDimensionSchema.options.length),
      /** Only bundles with exactly these values. */
      where: fleetWhereSchema.default({}),
      minBundles: z.number().int().min(2).max(1_000_000).default(20),
    }),
    output: fleetComparisonSchema,
  },
  /** Settings for the gateway that cover a share of the measured clients. */
  "fleet.recommend": {
    input: z.object({
      share: z.number().min(0.5).max(0.9999).default(0.99),
      where: fleetWhereSchema.default({}),
    }),
    output: fleetRecommendationSchema,
  },
  /** A made-up fleet with known truth, into the store or as bundle files in a folder. Only for the command line. */
  "fleet.generate": {
    input: z.object({
      seed: z.number().int().nonnegative().max(0xffffffff).default(1),
      bundles: z.number().int().positive().max(1_000_000),
      effects: z.array(z.string().max(300)).max(16).default([]),
      folder: filePathSchema.optional(),
    }),
    output: z.object({ bundles: countSchema, folder: z.string().optional() }),
  },
  /** The fleet for other programs, a part after the other; `postgres` is a script for psql. */
  "fleet.export": {
    input: z.object({ format: fleetExportFormatSchema }),
    output: z.object({ rows: countSchema }),
    progress: z.object({ text: z.string() }),
  },
  /** The fleet into a PostgreSQL database, all or nothing; what is there already stays. Only for the command line. */
  "fleet.load-postgres": {
    input: z.object({ url: z.string().min(1).max(4096) }),
    output: z.object({ rows: countSchema, added: countSchema }),
    progress: z.object({ done: countSchema, total: countSchema }),
  },
  /** Takes in what comes into a folder until it is stopped, and tells of causes that suddenly come more often. */
  "fleet.watch": {
    input: z.object({ ...addingShape, everySeconds: z.number().int().min(1).max(86_400).default(30) }),
    output: z.object({ looks: countSchema }),
    progress: z.union([
      z.object({ kind: z.literal("added"), ...addedSchema.shape }),
      z.object({ kind: z.literal("alert"), cause: z.string(), week: z.iso.date(), sentence: z.string() }),
      z.object({ kind: z.literal("problem"), sentence: z.string() }),
    ]),
  },
} as const;
