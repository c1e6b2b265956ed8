import { z } from "zod";

export const measurementKindSchema = z.enum([
  "reach-udp-500",
  "reach-udp-4500",
  "reach-udp-control",
  "reach-icmp",
  "reach-tcp",
  "ike-version",
  "nat-present",
  "nat-mapping",
  "nat-filtering",
  "nat-lifetime-unreplied",
  "nat-lifetime-replied",
  "nat-external-address",
  "cgnat",
  "path-mtu",
  "path-mtu-reverse",
  "icmp-too-big",
  "icmp-too-big-reverse",
  "tunnel-mtu",
  "fragments-out",
  "fragments-in",
  "keepalive-interval",
  "dns",
  "captive-portal",
  "rtt",
  "loss",
  "clock-offset",
  "conntrack",
  "route-to-gateway",
  "dpi",
  "esp-in-udp",
]);
export type MeasurementKind = z.infer<typeof measurementKindSchema>;

export const measurementValueSchema = z.union([z.string(), z.number(), z.boolean()]);

/**
 * One measured fact. `measured` has a value; `unknown` was tried and could not be decided, `failed` could not be
 * tried, `not-applicable` makes no sense here: these three carry a reason.
 */
export const measurementSchema = z.object({
  kind: measurementKindSchema,
  outcome: z.enum(["measured", "unknown", "failed", "not-applicable"]),
  value: measurementValueSchema.optional(),
  unit: z.string().optional(),
  /** Bounds of the true value, where it was bracketed. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** How it was measured, for example `ike-bait-df`. */
  method: z.string(),
  /** What it was measured against, for example `203.0.113.9:500`. */
  target: z.string(),
  reason: z.string().optional(),
  details: z.record(z.string(), measurementValueSchema),
});
export type Measurement = z.infer<typeof measurementSchema>;

/** Values of `reach-udp-*` measurements. `refused`: an ICMP port unreachable was heard. */
export const reachValues = ["answered", "silent", "refused"] as const;
export type ReachValue = (typeof reachValues)[number];

/** Details of a silent `reach-udp-*` that captures from both ends have seen: how much was sent, and where it ended. */
export interface SilentPort extends Readonly<Record<string, string | number>> {
  readonly sent: number;
  readonly arrived: number;
  readonly silentFrom: "the-way" | "the-gateway";
}
