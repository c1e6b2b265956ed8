import { z } from "zod";
import { checkOptionsSchema } from "../model/check-options.ts";
import { progressSchema } from "../model/progress.ts";
import { reportSchema } from "../model/report.ts";
import { vpnProfilesFoundSchema } from "../model/vpn-profile.ts";

/*
 * Every call that a door or the renderer may make. One table gives both ends their types and their validation; the
 * transport (IPC, loopback HTTP, plain function call) knows nothing of what it carries.
 */

/** A fault of the practice network, as on the command line: `mtu=1400`, `healthy`. */
export const practiceFaultSchema = z.object({
  name: z.enum([
    "healthy",
    "path-mtu",
    "mtu-black-hole",
    "fragments-dropped",
    "udp-500-blocked",
    "udp-4500-blocked",
    "gateway-silent",
    "nat-timeout",
    "loss",
  ]),
  /** Bytes for the two MTU faults, seconds for `nat-timeout`, percent for `loss`; else absent. */
  value: z.number().positive().max(100_000).optional(),
});
export type PracticeFault = z.infer<typeof practiceFaultSchema>;

const runIdSchema = z.string().min(1).max(64);

export const contract = {
  /** What this program is and what it can do here. */
  about: {
    input: z.object({}),
    output: z.object({
      version: z.string(),
      os: z.enum(["linux", "macos", "windows"]),
      door: z.enum(["app", "serve", "cli"]),
      practiceFaults: z.array(
        z.object({
          name: practiceFaultSchema.shape.name,
          title: z.string(),
          unit: z.string().optional(),
          defaultValue: z.number().optional(),
        }),
      ),
    }),
  },
  "profiles.list": { input: z.object({}), output: vpnProfilesFoundSchema },
  /** The main job. With `practice`, it runs against the practice network instead of a real gateway. */
  "check.run": {
    input: z.object({ options: checkOptionsSchema, practice: z.array(practiceFaultSchema).max(8).optional() }),
    output: reportSchema,
    progress: progressSchema,
  },
  /** The report of the last check of this program, if there was one. */
  "check.last": { input: z.object({}), output: z.object({ report: reportSchema.optional() }) },
  /** What a bundle of that run would hold, file by file, before anything is written. */
  "bundle.preview": {
    input: z.object({ runId: runIdSchema }),
    output: z.object({
      files: z.array(z.object({ path: z.string(), sizeBytes: z.number().int(), about: z.string() })),
      secretsRemoved: z.record(z.string(), z.number().int()),
      /** What is still in it as it is, in plain words. */
      warnings: z.array(z.string()),
    }),
  },
  /** The bundle itself, as bytes, so that every door can save it its own way. */
  "bundle.create": {
    input: z.object({ runId: runIdSchema }),
    output: z.object({ fileName: z.string(), sizeBytes: z.number().int(), contentBase64: z.string() }),
  },
} as const satisfies Record<
  string,
  { readonly input: z.ZodType; readonly output: z.ZodType; readonly progress?: z.ZodType }
>;

export type Contract = typeof contract;
export type CallName = keyof Contract;
/** What a caller hands in (defaults may be left out). */
export type CallInput<Name extends CallName> = z.input<Contract[Name]["input"]>;
/** What a handler gets (defaults filled in). */
export type ParsedInput<Name extends CallName> = z.output<Contract[Name]["input"]>;
export type CallOutput<Name extends CallName> = z.output<Contract[Name]["output"]>;
export type CallProgress<Name extends CallName> = Contract[Name] extends {
  readonly progress: infer P extends z.ZodType;
}
  ? z.output<P>
  : never;

// The renderer may import from this file only; it re-exports the words that it shows.
export type { CheckOptions } from "../model/check-options.ts";
export type { Failure, Outcome } from "../model/failure.ts";
export type { ChecklistItem, Evidence, Finding, Fix } from "../model/finding.ts";
export type { Measurement } from "../model/measurement.ts";
export type { Progress } from "../model/progress.ts";
export type { Report, RunStep, Verdict } from "../model/report.ts";
export type { Session } from "../model/session.ts";
export type { VpnProfile, VpnProfilesFound } from "../model/vpn-profile.ts";
