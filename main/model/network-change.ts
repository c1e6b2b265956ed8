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
    "slept",
    "vpn-interface-up",
    "vpn-interface-down",
  ]),
  detail: z.string(),
});
export type NetworkChange = z.infer<typeof networkChangeSchema>;
