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

/** A name server that a person or an organisation chose; 53 is the port of RFC 1035 section 4.2. */
export const nameServerSchema = z.object({
  host: z.union([z.ipv4(), z.ipv6()], "a name server is given by its IP address"),
  port: z.number().int().min(1).max(65_535).default(53),
});
export type NamedNameServer = z.infer<typeof nameServerSchema>;

/** A web page that a person or an organisation chose, to see whether a portal answers in its place. */
export const captivePageSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: "a web page is given as http://HOST/PATH" }).max(2048),
  /** What the page holds; without it, the page must be one that answers 204 (no content). */
  text: z.string().min(1).max(200).optional(),
});
export type CaptivePage = z.infer<typeof captivePageSchema>;

export const portSchema = z.number().int().min(1).max(65_535);

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
  /** Whether to use what `watch` kept of this computer's network; absent: where its own logs are read. */
  history: z.boolean().optional(),
  /** Asked for the public address and the kind of the NAT; without one, nobody but the gateway is asked. */
  stunServer: stunServerSchema.optional(),
  /** Asked how long idle NAT mappings live and what the way back carries: a `tunnel-doctor responder`; absent: the STUN server, where one was chosen. */
  responder: stunServerSchema.optional(),
  /** Asked for the gateway's name as well, to compare; without one only the name servers of this computer are. */
  nameServer: nameServerSchema.optional(),
  /** Fetched to find a captive portal; without one no web server is asked. */
  captivePage: captivePageSchema.optional(),
  /** Where the gateway answers IKE, where that is not UDP 500. */
  ikePort: portSchema.optional(),
  /** Where it answers IKE behind a NAT, and takes ESP in UDP, where that is not UDP 4500. */
  natTraversalPort: portSchema.optional(),
  /** A UDP port of the gateway to compare with; absent: one that hosts listen on nothing. */
  controlPort: portSchema.optional(),
  /** Local address or name of the interface that the probes leave from. */
  bindAddress: z.string().optional(),
});
export type CheckOptions = z.infer<typeof checkOptionsSchema>;
