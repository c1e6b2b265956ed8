import { z } from "zod";

/** The computer that the check runs on. */
export const clientSchema = z.object({
  os: z.enum(["linux", "macos", "windows"]),
  osName: z.string(),
  osVersion: z.string(),
  osBuild: z.string(),
  arch: z.string(),
  /** VPN software found on this machine, with its version where it tells one. */
  vpnClients: z.array(z.object({ name: z.string(), version: z.string().optional() })),
});
export type Client = z.infer<typeof clientSchema>;
