import { z } from "zod";

/** One VPN session as the logs tell it, from the first attempt to the end. */
export const sessionSchema = z.object({
  connection: z.string().optional(),
  type: z.string().optional(),
  peer: z.string().optional(),
  /** Absent where the log lines carry no time. */
  startedAt: z.iso.datetime().optional(),
  connectedAt: z.iso.datetime().optional(),
  endedAt: z.iso.datetime().optional(),
  /** From connected to ended. */
  lengthMs: z.number().optional(),
  /** `still-up`: no end seen. `never-connected`: the attempt failed. */
  outcome: z.enum(["still-up", "dropped", "closed", "never-connected"]),
  endedBy: z.enum(["local", "peer", "timeout", "unknown"]),
  /** The last stage that was reached. */
  stage: z.enum(["start", "ike", "ipsec", "l2tp", "ppp", "connected"]),
  /** The event that ended it. */
  cause: z.string().optional(),
  /** The code that came with it: of the Remote Access Service, of L2TP, of PPP. */
  code: z.string().optional(),
  /** How long nothing but keepalives was logged before the end began. */
  idleBeforeEndMs: z.number().optional(),
  /** Names of events of the network or the power state in the 60 s before the end. */
  before: z.array(z.object({ event: z.string(), secondsBefore: z.number() })),
  /** Whether a NAT was detected in this session, and whether keepalives or DPD were seen. */
  natDetected: z.boolean(),
  keepalivesSeen: z.boolean(),
  /** True when the end began while a rekey was under way or right after one failed. */
  duringRekey: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;
