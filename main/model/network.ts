import { z } from "zod";

/** What kind of address it is, which decides whether there is a NAT or a carrier NAT in front of it. */
export const addressClassSchema = z.enum([
  "public",
  "private",
  "cgnat",
  "link-local",
  "loopback",
  "unique-local",
  "multicast",
  "reserved",
  "invalid",
]);
export type AddressClass = z.infer<typeof addressClassSchema>;

export const interfaceAddressSchema = z.object({
  address: z.string(),
  family: z.enum(["ipv4", "ipv6"]),
  prefixLength: z.number().int(),
  addressClass: addressClassSchema,
});

export const networkInterfaceSchema = z.object({
  name: z.string(),
  kind: z.enum(["wired", "wifi", "tunnel", "loopback", "mobile", "virtual", "unknown"]),
  up: z.boolean(),
  mtuBytes: z.number().int().positive().optional(),
  addresses: z.array(interfaceAddressSchema),
});
export type NetworkInterface = z.infer<typeof networkInterfaceSchema>;

export const defaultRouteSchema = z.object({
  family: z.enum(["ipv4", "ipv6"]),
  interfaceName: z.string(),
  gatewayAddress: z.string().optional(),
  metric: z.number().int().optional(),
});

export const wifiSchema = z.object({
  interfaceName: z.string(),
  ssid: z.string(),
  bssid: z.string().optional(),
  signalDbm: z.number().optional(),
  frequencyMhz: z.number().optional(),
});

/** Kernel connection tracking of this machine (Linux); only numbers that any user may read. */
export const conntrackSchema = z.object({
  count: z.number().int(),
  max: z.number().int(),
  udpTimeoutSeconds: z.number().optional(),
  udpStreamTimeoutSeconds: z.number().optional(),
});
export type Conntrack = z.infer<typeof conntrackSchema>;

/** What the system knows of a captive portal without asking anybody. */
export const portalHintSchema = z.object({
  /** What the system's own look at the Internet found last. */
  systemSays: z.enum(["portal", "online"]).optional(),
  /** Where the network says that its portal can be asked (RFC 8910). */
  apiUrl: z.string().optional(),
});
export type PortalHint = z.infer<typeof portalHintSchema>;

/** The network as this machine sees it at one moment. */
export const networkSnapshotSchema = z.object({
  takenAt: z.iso.datetime(),
  interfaces: z.array(networkInterfaceSchema),
  defaultRoutes: z.array(defaultRouteSchema),
  dnsServers: z.array(z.string()),
  wifi: z.array(wifiSchema),
  conntrack: conntrackSchema.optional(),
  portalHint: portalHintSchema.optional(),
  /** Interfaces whose traffic the system takes for expensive; absent where nobody says. */
  metered: z.array(z.string()).optional(),
  /** What could not be read, one sentence each. */
  notes: z.array(z.string()),
});
export type NetworkSnapshot = z.infer<typeof networkSnapshotSchema>;
