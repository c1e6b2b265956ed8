import { z } from "zod";
import { clientSchema } from "./client.ts";
import { dropPatternSchema } from "./drop-pattern.ts";
import { checklistItemSchema, findingSchema } from "./finding.ts";
import { logSourceResultSchema } from "./log-event.ts";
import { gatewaySideSchema } from "./gateway-facts.ts";
import { languageSchema } from "./language.ts";
import { measurementSchema } from "./measurement.ts";
import { networkSnapshotSchema } from "./network.ts";
import { sessionSchema } from "./session.ts";
import { vpnProfileSchema } from "./vpn-profile.ts";

export const reportSchemaId = "tunnel-doctor/report/1";

export const checkProfileSchema = z.enum(["quick", "standard", "deep"]);
export type CheckProfile = z.infer<typeof checkProfileSchema>;

export const stepOutcomeSchema = z.enum(["done", "failed", "skipped", "cancelled"]);

export const runStepSchema = z.object({
  name: z.string(),
  outcome: stepOutcomeSchema,
  durationMs: z.number(),
  reason: z.string().optional(),
});
export type RunStep = z.infer<typeof runStepSchema>;

export const gatewaySchema = z.object({ host: z.string(), addresses: z.array(z.string()) });
export type Gateway = z.infer<typeof gatewaySchema>;

export const verdictSchema = z.enum(["healthy", "problem-found", "not-enough-checked", "cancelled"]);
export type Verdict = z.infer<typeof verdictSchema>;

/** The result of a check: what was observed, what it means, and who must change what. */
export const reportSchema = z.object({
  schema: z.literal(reportSchemaId),
  /** What its texts are written in; absent: English. Codes, names and log lines are the same in every language. */
  language: languageSchema.optional(),
  tool: z.object({ version: z.string() }),
  run: z.object({
    id: z.string(),
    profile: checkProfileSchema,
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    steps: z.array(runStepSchema),
    /** UDP datagrams and ICMP echo requests that the run sent. */
    packetsSent: z.number().int(),
    /** UDP datagrams that came in and answered nothing that was asked; absent in reports of earlier versions. */
    packetsIgnored: z.number().int().optional(),
  }),
  verdict: verdictSchema,
  /** Why too little could be checked to say, and what would decide; only for that verdict. */
  because: z.string().optional(),
  client: clientSchema,
  profiles: z.array(vpnProfileSchema),
  network: networkSnapshotSchema,
  gateway: gatewaySchema.optional(),
  measurements: z.array(measurementSchema),
  events: z.object({
    total: z.number().int(),
    bySource: z.record(z.string(), z.number().int()),
    byEvent: z.record(z.string(), z.number().int()),
    /** Log lines that belong to a VPN daemon and match no known pattern. */
    unknownLines: z.number().int(),
  }),
  /** Where logs were looked for, and what became of each place. */
  logSources: z.array(logSourceResultSchema).optional(),
  sessions: z.array(sessionSchema),
  /** What the gateway itself says, where its facts were joined to this report. */
  gatewaySide: gatewaySideSchema.optional(),
  /** What the drops have in common, and whether it is more than chance. */
  dropPatterns: z.array(dropPatternSchema).optional(),
  findings: z.array(findingSchema),
  checklist: z.array(checklistItemSchema),
  advice: z.array(z.string()),
});
export type Report = z.infer<typeof reportSchema>;
