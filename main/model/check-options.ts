import { z } from "zod";
import { checkProfileSchema } from "./report.ts";

const dayMs = 86_400_000;

/** How far back the machine's own logs are read where nobody says otherwise. */
export const defaultSinceMs = 7 * dayMs;

/** A host name or an IP address, as people type it; no port, no scheme. */
export const gatewayNameSchema = z
  .string()
  .trim()
  .min(1, "the gateway is empty")
  .max(253, "a host name has at most 253 characters")
  .regex(/^[\p{L}\p{N}._:%-]+$/u, "a gateway is a host name or an IP address, without a scheme, port or path")
  .refine(isNoBrokenIpv4, "this looks like an IPv4 address, but its numbers must be four, from 0 to 255");

/** Names of digits and dots only are addresses: no top-level domain is a number (RFC 3696, section 2). */
function isNoBrokenIpv4(text: string): boolean {
  return !/^[\d.]+$/.test(text) || z.ipv4().safeParse(text).success;
}

/** A STUN server that a person or an organisation chose; 3478 is the port of RFC 8489 section 8. */
export const stunServerSchema = z.object({
  host: gatewayNameSchema,
  port: z.number().int().min(1).max(65_535).default(3478),
});
export type StunServer = z.infer<typeof stunServerSchema>;

/** What a person asks of a check. */
export const checkOptionsSchema = z.object({
  /** Absent: the gateway of the first VPN profile found on this machine. */
  gateway: gatewayNameSchema.optional(),
  profile: checkProfileSchema.default("standard"),
  /** How far back logs are read; absent: `defaultSinceMs`, and all of the files that the person named. */
  sinceMs: z
    .number()
    .positive()
    .max(366 * dayMs)
    .optional(),
  logPaths: z.array(z.string().min(1)).max(64).default([]),
  systemLogs: z.boolean().default(true),
  /** Asked for the public address and the kind of the NAT; without one, nobody but the gateway is asked. */
  stunServer: stunServerSchema.optional(),
  /** Asked how long idle NAT mappings live and what the way back carries: a `tunnel-doctor responder`; absent: the STUN server, where one was chosen. */
  responder: stunServerSchema.optional(),
  /** Local address that the probes leave from. */
  bindAddress: z.string().optional(),
});
export type CheckOptions = z.infer<typeof checkOptionsSchema>;
