import { z } from "zod";

export const gatewayFactsSchemaId = "tunnel-doctor/gateway-facts/1";

const countSchema = z.number().int().nonnegative();

/** A rule that makes TCP segments fit into the tunnel. */
export const mssRuleSchema = z.object({
  source: z.enum(["nft", "iptables", "ip6tables"]),
  /** The rule as the firewall prints it, or the part of it that clamps. */
  text: z.string(),
  /** Absent where the rule follows the path MTU. */
  mssBytes: countSchema.optional(),
});

/** What a Linux VPN gateway says of itself; only read, secrets removed. */
export const gatewayFactsSchema = z.object({
  schema: z.literal(gatewayFactsSchemaId),
  tool: z.object({ version: z.string() }),
  /** By the gateway's own clock. */
  collectedAt: z.iso.datetime(),
  host: z.object({ osName: z.string().optional(), kernel: z.string().optional() }),
  /** Absent where the kernel tracks no connections. */
  conntrack: z
    .object({
      count: countSchema,
      max: countSchema,
      buckets: countSchema.optional(),
      udpTimeoutSeconds: countSchema.optional(),
      udpStreamTimeoutSeconds: countSchema.optional(),
      genericTimeoutSeconds: countSchema.optional(),
    })
    .optional(),
  /** Kernel messages that the connection tracking table was full. */
  tableFullMessages: z.object({ count: countSchema, last: z.string().optional() }),
  /** Settings under /proc/sys, as the kernel prints them. */
  sysctls: z.record(z.string(), z.string()),
  interfaces: z.array(z.object({ name: z.string(), mtuBytes: countSchema })),
  mssClamp: z.object({
    state: z.enum(["present", "missing", "unknown"]),
    rules: z.array(mssRuleSchema),
    /** Why it is unknown. */
    reason: z.string().optional(),
  }),
  /** Programs of VPN servers that run, and how many of each. */
  daemons: z.array(z.object({ name: z.string(), count: countSchema })),
  /** Security associations that the IKE daemon has now. */
  tunnels: z.object({ ikeSas: countSchema, childSas: countSchema, source: z.string() }).optional(),
  /** What the daemons say of their state, as they print it. */
  states: z.array(z.object({ name: z.string(), text: z.string() })),
  /** What was asked, and what became of it. */
  collectors: z.array(
    z.object({
      name: z.string(),
      outcome: z.enum(["done", "not-installed", "failed"]),
      note: z.string().optional(),
    }),
  ),
});
export type GatewayFacts = z.infer<typeof gatewayFactsSchema>;
export type MssRule = z.infer<typeof mssRuleSchema>;

/** The gateway's side of a report: its facts, and what its logs say of the client's drops. */
export const gatewaySideSchema = z.object({
  facts: gatewayFactsSchema,
  /** How the two clocks stand, by events that both logs tell of; absent where they share none, or agree to 2 s. */
  clock: z.object({ gatewayAheadMs: z.number(), pairs: z.number().int(), isUsed: z.boolean() }).optional(),
  /** What the gateway logged within a minute of each drop, in the client's time. */
  drops: z.array(
    z.object({ at: z.iso.datetime(), lines: z.array(z.object({ at: z.iso.datetime(), text: z.string() })) }),
  ),
});
export type GatewaySide = z.infer<typeof gatewaySideSchema>;
