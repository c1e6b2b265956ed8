import { z } from "zod";
import { measurementSchema } from "./measurement.ts";
import { runStepSchema } from "./report.ts";

/** What a running check tells while it runs. */
export const progressSchema = z.discriminatedUnion("kind", [
  /** All steps of the run, in the order in which they will be shown. */
  z.object({ kind: z.literal("plan"), steps: z.array(z.object({ name: z.string(), title: z.string() })) }),
  z.object({ kind: z.literal("step-started"), name: z.string() }),
  /** A sentence about what the step is doing now. */
  z.object({ kind: z.literal("step-note"), name: z.string(), note: z.string() }),
  z.object({ kind: z.literal("measured"), name: z.string(), measurement: measurementSchema }),
  z.object({ kind: z.literal("step-ended"), step: runStepSchema, note: z.string() }),
]);
export type Progress = z.infer<typeof progressSchema>;
