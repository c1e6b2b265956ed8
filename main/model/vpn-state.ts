import { z } from "zod";
import { tunnelTypeSchema, type TunnelType } from "./vpn-profile.ts";

/** What an interface has carried since it came up. */
export const tunnelCountersSchema = z.object({
  interfaceName: z.string(),
  receivedBytes: z.number().nonnegative(),
  sentBytes: z.number().nonnegative(),
});
export type TunnelCounters = z.infer<typeof tunnelCountersSchema>;

/** A tunnel that is up, as the system or a VPN daemon tells of it; each knows a part. */
export interface TunnelReport {
  /** What the system or the daemon calls it. */
  readonly connection: string;
  readonly type: TunnelType;
  readonly server?: string;
  readonly interfaceName?: string;
  /** Addresses of this computer inside of the tunnel: they tell its interface where nobody names it. */
  readonly insideAddresses: readonly string[];
  readonly receivedBytes?: number;
  readonly sentBytes?: number;
}

/** One tunnel of this machine that is up. */
export const vpnStateSchema = z.object({
  /** Absent for a tunnel that is made of policies only, as the kernel's IPsec makes them. */
  interfaceName: z.string().optional(),
  /** What the system or the VPN daemon calls it, where one of them tells. */
  connection: z.string().optional(),
  type: tunnelTypeSchema.optional(),
  /** When it was first seen up. */
  since: z.iso.datetime(),
  /** The gateway, where the system, the daemon or its log named it. */
  server: z.string().optional(),
  receivedBytes: z.number().optional(),
  sentBytes: z.number().optional(),
  /** For how long nothing but keepalives went through; absent where nobody counts. */
  idleMs: z.number().optional(),
});
export type VpnState = z.infer<typeof vpnStateSchema>;
