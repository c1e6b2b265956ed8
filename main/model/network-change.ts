import { z } from "zod";

/** Names for what differs between two network snapshots. */
export const networkChangeSchema = z.object({
  at: z.iso.datetime(),
  reason: z.enum([
    "default-interface-changed",
    "address-changed",
    "gateway-changed",
    "dns-changed",
    "ssid-changed",
    "bssid-changed",
    "link-up",
    "link-down",
    "link-flapped",
    "signal-changed",
    "metered-changed",
    "slept",
    "vpn-interface-up",
    "vpn-interface-down",
  ]),
  detail: z.string(),
  /** The interface that it is about. */
  interfaceName: z.string().optional(),
  /** Addresses that came or went, where that is what changed. */
  addresses: z.array(z.string()).optional(),
});
export type NetworkChange = z.infer<typeof networkChangeSchema>;
