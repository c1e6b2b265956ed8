import { z } from "zod";
import { systemFactsSchema } from "./system-facts.ts";

/** The computer that the check runs on. */
export const clientSchema = z.object({
  os: z.enum(["linux", "macos", "windows"]),
  osName: z.string(),
  osVersion: z.string(),
  osBuild: z.string(),
  arch: z.string(),
  /** VPN software found on this machine, with its version where it tells one. */
  vpnClients: z.array(z.object({ name: z.string(), version: z.string().optional() })),
  /** Absent where nobody looked, as in older reports. */
  system: systemFactsSchema.optional(),
});
export type Client = z.infer<typeof clientSchema>;
