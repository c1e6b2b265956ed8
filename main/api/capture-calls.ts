import { z } from "zod";
import { gatewayNameSchema, portSchema } from "../model/check-options.ts";

const pathSchema = z.string().min(1).max(4096);

/** What to capture, and when it ends. */
const guidedCaptureSchema = z.object({
  /** Absent: any host. */
  gateway: gatewayNameSchema.optional(),
  interfaceName: z
    .string()
    .regex(/^[\w.:@-]{1,64}$/)
    .regex(/^[^-]/)
    .optional(),
  /** UDP ports beside those of IPsec and L2TP. */
  ports: z.array(portSchema).max(16).default([]),
  /** Headers only, where left out. */
  wholePackets: z.boolean().default(false),
  seconds: z.number().int().min(1).max(86_400).default(300),
  megabytes: z.number().int().min(1).max(1000).default(50),
  /** More than 1 keeps the last ones and goes on until it is stopped, or for a day. */
  files: z.number().int().min(1).max(20).default(1),
  /** Absent: a new file in the home folder. */
  path: pathSchema.optional(),
});

const recipeSchema = z.object({
  program: z.enum(["tcpdump", "dumpcap", "pktmon"]),
  /** To be typed in this order. */
  commands: z.array(z.string()),
  /** Typed when the problem has shown itself; empty where Ctrl-C ends it. */
  ending: z.array(z.string()),
  rights: z.string(),
});

/** The calls about making captures, and about handing them on. */
export const captureMakingCalls = {
  /** How a person makes the capture with the programs of this operating system, or of another one. */
  "capture.plan": {
    input: guidedCaptureSchema.extend({ os: z.enum(["linux", "macos", "windows"]).optional() }),
    output: z.object({
      filter: z.string(),
      recipes: z.array(recipeSchema),
      /** Where the commands write to. */
      path: z.string(),
    }),
  },
  /**
   * Makes the capture, until it is full, its time is over, `capture.stop`, or it is cancelled, which leaves a whole file
   * too. `not-permitted` where this user may not, `not-found` where there is no program for it.
   */
  "capture.start": {
    input: guidedCaptureSchema.extend({
      /** The person was told what is recorded, and agreed. */
      consent: z.literal(true),
    }),
    output: z.object({
      path: z.string(),
      /** What was written, oldest first: several where the last ones were to be kept. */
      files: z.array(z.string()),
      program: z.string(),
      sizeBytes: z.number(),
      durationMs: z.number(),
    }),
    progress: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("started"), command: z.string(), path: z.string() }),
      z.object({ kind: z.literal("growing"), sizeBytes: z.number(), durationMs: z.number() }),
    ]),
  },
  /** Ends the capture that this user's program makes, wherever it was started. */
  "capture.stop": { input: z.object({}), output: z.object({ path: z.string() }) },
  /** A copy to hand on: other addresses, nothing of the data, no hardware addresses. */
  "capture.redact": {
    input: z.object({ path: pathSchema, out: pathSchema }),
    output: z.object({
      path: z.string(),
      sizeBytes: z.number(),
      packets: z.number().int(),
      leftOut: z.number().int(),
      note: z.string().optional(),
    }),
  },
} as const;
