import { z } from "zod";

export const findingCodeSchema = z.enum([
  "nat-udp-timeout",
  "ike-rekey-failure",
  "path-mtu-too-small",
  "mtu-black-hole",
  "fragments-dropped",
  "conntrack-exhausted",
  "conntrack-timeout-short",
  "udp-500-blocked",
  "udp-4500-blocked",
  "udp-blocked",
  "esp-blocked",
  "dpi-interference",
  "gateway-silent",
  "client-mobility",
  "client-sleep",
  "client-os-bug",
  "nat-t-registry",
  "credentials-rejected",
  "psk-mismatch",
  "proposal-mismatch",
  "certificate-problem",
  "dns-failure",
  "routing-conflict",
  "captive-portal",
  "double-nat",
  "cgnat",
  "same-nat-clients",
  "service-not-running",
  "conflicting-software",
  "clock-skew",
  "l2tp-control-lost",
  "ppp-failure",
  "peer-terminated",
  "idle-timeout-policy",
  "logs-unreadable",
]);
export type FindingCode = z.infer<typeof findingCodeSchema>;

/** The families of causes that a person can tell apart (section 2 of the design, and its "beside them" list). */
export const causeSchema = z.enum([
  "nat-timeout",
  "rekey",
  "mtu",
  "conntrack",
  "firewall",
  "client-mobility",
  "client-os",
  "credentials",
  "configuration",
  "dns",
  "routing",
  "gateway",
  "logs",
]);
export type Cause = z.infer<typeof causeSchema>;

export const evidenceSchema = z.object({
  text: z.string(),
  at: z.iso.datetime().optional(),
  source: z.string().optional(),
  measurement: z.string().optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const fixSchema = z.object({
  who: z.enum(["you", "router", "vpn-admin"]),
  title: z.string(),
  /** Why it helps, in one clause. */
  why: z.string().optional(),
  /** What to do, in this order. */
  steps: z.array(z.string()),
  commands: z.array(z.object({ os: z.string(), text: z.string() })),
  /** What may go wrong by it, or what it costs. */
  risk: z.string().optional(),
  /** How to go back, where something is changed. */
  undo: z.string().optional(),
  /** How to see that it worked. */
  verify: z.string(),
});
export type Fix = z.infer<typeof fixSchema>;

export const findingSchema = z.object({
  code: findingCodeSchema,
  cause: causeSchema,
  title: z.string(),
  /** The same for people who know nothing of networks, in one sentence; absent in older reports. */
  plain: z.string().optional(),
  /** How it comes about, in the terms of the field; absent in older reports. */
  expert: z.string().optional(),
  severity: z.enum(["blocks", "degrades", "notice"]),
  confidence: z.enum(["certain", "likely", "possible"]),
  evidence: z.array(evidenceSchema),
  fixes: z.array(fixSchema),
});
export type Finding = z.infer<typeof findingSchema>;

export const checklistItemSchema = z.object({
  step: z.string(),
  status: z.enum(["done", "found", "clear", "not-possible"]),
  note: z.string(),
  /** How it can still be done and what that would decide; absent where it is done, or no longer worth doing. */
  next: z.string().optional(),
});
export type ChecklistItem = z.infer<typeof checklistItemSchema>;
