import { z } from "zod";
import { answerSchema } from "./answer.ts";

/** A value of the Windows registry. */
export const registryValueSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("set"), value: z.number().int() }),
  z.object({ state: z.literal("not-set") }),
  z.object({ state: z.literal("unknown"), reason: z.string() }),
]);
export type RegistryValue = z.infer<typeof registryValueSchema>;

/** `ike-service`: it wants UDP ports 500 and 4500; `vpn-client`: it brings its own tunnel; `packet-filter`: it drops packets. */
export const runningSoftwareSchema = z.object({
  name: z.string(),
  kind: z.enum(["ike-service", "vpn-client", "packet-filter"]),
  process: z.string(),
});
export type RunningSoftware = z.infer<typeof runningSoftwareSchema>;

/** What else on this computer decides whether a VPN works. A list that could not be read is absent, and `notes` says why. */
export const systemFactsSchema = z.object({
  /** Windows only: the two values that decide how L2TP goes through NAT. */
  registry: z.object({ assumeUdpEncapsulation: registryValueSchema, prohibitIpSec: registryValueSchema }).optional(),
  /** Whether a time service keeps the clock right. */
  clockSynchronized: answerSchema,
  /** Software that runs now and may come into a VPN's way. */
  running: z.array(runningSoftwareSchema).max(100).optional(),
  /** Who holds the UDP ports of IKE and L2TP; the process is absent where the system does not tell this account. */
  udpListeners: z
    .array(z.object({ port: z.number().int(), process: z.string().optional() }))
    .max(100)
    .optional(),
  /** What could not be read, one sentence each. */
  notes: z.array(z.string()),
});
export type SystemFacts = z.infer<typeof systemFactsSchema>;
