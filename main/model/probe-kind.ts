import { z } from "zod";

/** The probes that a person can run one by one. */
export const probeKindSchema = z.enum(["reach", "mtu", "fragments", "nat", "dpi", "nat-lifetime", "dns", "route"]);
export type ProbeKind = z.infer<typeof probeKindSchema>;

/** How long a NAT lifetime is looked for: up to 66 s, 132 s or 600 s of silence. */
export const natLifetimeModeSchema = z.enum(["quick", "standard", "deep"]);
