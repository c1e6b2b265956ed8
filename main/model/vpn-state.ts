import { z } from "zod";

/** What an interface has carried since it came up. */
export const tunnelCountersSchema = z.object({
  interfaceName: z.string(),
  receivedBytes: z.number().nonnegative(),
  sentBytes: z.number().nonnegative(),
});
export type TunnelCounters = z.infer<typeof tunnelCountersSchema>;

/** One tunnel interface of this machine that is up. */
export const vpnStateSchema = z.object({
  interfaceName: z.string(),
  /** When it was first seen up. */
  since: z.iso.datetime(),
  /** The gateway, where the logs named it. */
  server: z.string().optional(),
  receivedBytes: z.number().optional(),
  sentBytes: z.number().optional(),
  /** For how long nothing but keepalives went through; absent where nobody counts. */
  idleMs: z.number().optional(),
});
export type VpnState = z.infer<typeof vpnStateSchema>;
