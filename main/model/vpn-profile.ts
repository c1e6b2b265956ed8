import { z } from "zod";

export const tunnelTypeSchema = z.enum(["l2tp-ipsec", "ikev1", "ikev2", "wireguard", "openvpn", "pptp", "unknown"]);
export type TunnelType = z.infer<typeof tunnelTypeSchema>;

/**
 * A VPN connection that is configured on this machine. It never carries a secret: the readers skip keys,
 * pre-shared keys and passwords.
 */
export const vpnProfileSchema = z.object({
  name: z.string(),
  type: tunnelTypeSchema,
  /** Host name or address of the gateway; absent when the profile accepts any peer. */
  gateway: z.string().optional(),
  /** The file or the system service that the profile was read from. */
  origin: z.string(),
  /** Settings that matter for diagnosis, in the words of the origin (for example `dpddelay`: `30s`). */
  settings: z.record(z.string(), z.string()),
});
export type VpnProfile = z.infer<typeof vpnProfileSchema>;

/** Everything found about VPN profiles, and what could not be read. */
export const vpnProfilesFoundSchema = z.object({
  profiles: z.array(vpnProfileSchema),
  unreadable: z.array(z.object({ origin: z.string(), reason: z.string() })),
});
export type VpnProfilesFound = z.infer<typeof vpnProfilesFoundSchema>;
