import { z } from "zod";

/** The probes that a person can run one by one. */
export const probeKindSchema = z.enum(["reach", "mtu", "fragments", "nat", "dpi", "dns", "route"]);
export type ProbeKind = z.infer<typeof probeKindSchema>;
