import { z } from "zod";
import { captureJoinSchema } from "../model/capture-join.ts";
import { captureStorySchema } from "../model/capture-story.ts";
import {
  checkOptionsSchema,
  gatewayNameSchema,
  captivePageSchema,
  nameServerSchema,
  portSchema,
  stunServerSchema,
} from "../model/check-options.ts";
import { findingSchema } from "../model/finding.ts";
import { logEventSchema, logSourceResultSchema } from "../model/log-event.ts";
import { logChoiceSchema } from "../model/log-query.ts";
import { logSourceDescriptionSchema } from "../model/log-source.ts";
import { sessionListSchema } from "../model/session-list.ts";
import { sessionSchema } from "../model/session.ts";
import { bundleCalls } from "./bundle-calls.ts";
import { captureMakingCalls } from "./capture-calls.ts";
import { fleetCalls } from "./fleet-calls.ts";
import { gatewayCalls } from "./gateway-calls.ts";
import { compareCalls } from "./compare-calls.ts";
import { diagnoseCalls } from "./diagnose-calls.ts";
import { keysCalls } from "./keys-calls.ts";
import { languageCalls } from "./language-calls.ts";
import { policyCalls } from "./policy-calls.ts";
import { watchCalls } from "./watch-calls.ts";
import { requestCalls } from "./request-calls.ts";
import { settingsCalls } from "./settings-calls.ts";
import { natLifetimeModeSchema, probeKindSchema } from "../model/probe-kind.ts";
import { measurementSchema } from "../model/measurement.ts";
import { progressSchema } from "../model/progress.ts";
import { gatewaySchema, reportSchema } from "../model/report.ts";
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
    "ikev1-only",
    "dpi",
    "esp-blocked",
    "nat-timeout",
    "loss",
  ]),
  /** Bytes for the two MTU faults, seconds for `nat-timeout`, percent for `loss`, packets for `dpi`; else absent. */
  value: z.number().nonnegative().max(100_000).optional(),
});
export type PracticeFault = z.infer<typeof practiceFaultSchema>;

const runIdSchema = z.string().min(1).max(64);

/** Logs to read now, or the reading that an earlier call or a check (by its run id) made and that is still kept. */
const logsInputSchema = z.union([z.object({ readingId: runIdSchema }).strict(), logChoiceSchema.strict()]);

/** What was read. */
const readingSchema = z.object({
  readingId: runIdSchema,
  sources: z.array(logSourceResultSchema),
  linesRead: z.number().int(),
  /** Lines of a VPN daemon that match no known pattern. */
  unknownLines: z.number().int(),
});

const logSourceStateSchema = z.object({
  ...logSourceDescriptionSchema.shape,
  /** `not-looked-at`: another source gave the same lines, or it is read only when a person names it. */
  state: z.enum([...logSourceResultSchema.shape.outcome.options, "not-looked-at"]),
  linesRead: z.number().int(),
  note: z.string().optional(),
});

const probeCostSchema = z.object({
  packets: z.number().int(),
  bytes: z.number().int(),
  halfOpen: z.number().int(),
});

const filePathSchema = z.string().min(1).max(4096);

/** What follows from a capture, in the same words as a check. */
const captureFindingsSchema = z.object({
  measurements: z.array(measurementSchema),
  events: z.array(logEventSchema),
  sessions: z.array(sessionSchema),
  findings: z.array(findingSchema),
});

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
  /** Forgets that report, also where it is kept between starts. */
  "check.forget": { input: z.object({}), output: z.object({}) },
  /** What one probe would send at most, step by step. */
  "probe.plan": {
    input: z.object({ kind: probeKindSchema }),
    output: z.object({
      kind: probeKindSchema,
      steps: z.array(z.object({ about: z.string(), ...probeCostSchema.shape })),
      total: probeCostSchema,
    }),
  },
  /** One measurement by itself. With `practice`, against the practice network. */
  "probe.run": {
    input: z.object({
      kind: probeKindSchema,
      gateway: gatewayNameSchema,
      /** For the kind of the NAT and the public address; nobody but the gateway is asked without one. */
      stunServer: stunServerSchema.optional(),
      /** For NAT lifetimes and for sizes on the way back: a `tunnel-doctor responder`; without one the STUN server, else the gateway alone. */
      responder: stunServerSchema.optional(),
      ikePort: portSchema.optional(),
      natTraversalPort: portSchema.optional(),
      controlPort: portSchema.optional(),
      /** To compare the system's resolver with; without one only the name servers of this computer are asked. */
      nameServer: nameServerSchema.optional(),
      /** Fetched to find a captive portal; without one no web server is asked. */
      captivePage: captivePageSchema.optional(),
      lifetimeMode: natLifetimeModeSchema.default("standard"),
      bindAddress: z.string().optional(),
      practice: z.array(practiceFaultSchema).max(8).optional(),
    }),
    output: z.object({
      kind: probeKindSchema,
      gateway: gatewaySchema,
      measurements: z.array(measurementSchema),
      /** UDP datagrams and ICMP echo requests. */
      packetsSent: z.number().int(),
      /** UDP datagrams that came in and answered nothing that was asked. */
      packetsIgnored: z.number().int(),
    }),
    progress: z.object({ note: z.string() }),
  },
  /** The report of the last check of this program, also of an earlier start, if there was one. */
  "check.last": { input: z.object({}), output: z.object({ report: reportSchema.optional() }) },
  /** Where this operating system keeps logs of VPNs, who may read them, and what became of reading them just now. */
  "logs.sources": {
    input: z.object({}),
    output: z.object({ sources: z.array(logSourceStateSchema), notLookedFor: z.array(logSourceResultSchema) }),
  },
  /** A page of the events in the logs, oldest first. */
  "logs.read": {
    input: z.object({
      logs: logsInputSchema,
      offset: z.number().int().nonnegative().default(0),
      limit: z.number().int().positive().max(5000).default(1000),
    }),
    output: z.object({ ...readingSchema.shape, total: z.number().int(), events: z.array(logEventSchema) }),
  },
  /** The VPN sessions that the logs tell of, oldest first, and what their drops have in common. */
  "sessions.read": {
    input: z.object({ logs: logsInputSchema }),
    output: z.object({ ...sessionListSchema.omit({ schema: true }).shape, readingId: runIdSchema }),
  },
  /** What a packet capture (pcap or pcapng, also in gzip) tells of the VPNs in it, and what follows from it. */
  "capture.read": {
    input: z.object({ path: filePathSchema }),
    output: z.object({ story: captureStorySchema, ...captureFindingsSchema.shape }),
  },
  /** Two captures of the same time, from the client's side and from the gateway's: what left and never arrived. */
  "capture.join": {
    input: z.object({ client: filePathSchema, gateway: filePathSchema }),
    output: z.object({
      join: captureJoinSchema,
      client: captureStorySchema,
      gateway: captureStorySchema,
      ...captureFindingsSchema.shape,
    }),
  },
  ...captureMakingCalls,
  ...bundleCalls,
  ...gatewayCalls,
  ...compareCalls,
  ...diagnoseCalls,
  ...fleetCalls,
  ...keysCalls,
  ...languageCalls,
  ...policyCalls,
  ...requestCalls,
  ...settingsCalls,
  ...watchCalls,
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
export type { LogEvent } from "../model/log-event.ts";
export type { Measurement } from "../model/measurement.ts";
export type { ProbeKind } from "../model/probe-kind.ts";
export type { Progress } from "../model/progress.ts";
export type { Report, RunStep } from "../model/report.ts";
export type { Session } from "../model/session.ts";
export type { VpnProfile } from "../model/vpn-profile.ts";
