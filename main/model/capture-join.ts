import { z } from "zod";

export const captureJoinSchemaId = "tunnel-doctor/capture-join/1";

const count = z.number().int().nonnegative();

/** What left one end and did or did not arrive at the other. */
export const joinedDirectionSchema = z.object({
  direction: z.enum(["to-gateway", "to-client"]),
  sent: count,
  arrived: count,
  /** Sent between the first and the last packet of the other capture, and not in it. */
  lost: count,
  /** Not in the other capture either, but sent before its first or after its last packet. */
  outside: count,
  bySize: z.array(z.object({ fromBytes: count, toBytes: count, sent: count, lost: count })),
  byPort: z.array(z.object({ port: count, sent: count, lost: count })),
  /** Fragments but the first of each datagram. */
  laterFragments: z.object({ sent: count, lost: count }),
  /** Whole IP packets. */
  largestArrivedBytes: count.optional(),
  smallestLostBytes: count.optional(),
  /** Times in which everything was lost, at least two packets. */
  outages: z.array(z.object({ fromMs: z.number(), toMs: z.number(), packets: count })),
  /** The first of them. */
  lostPackets: z.array(
    z.object({ packetNumber: count, atMs: z.number(), sizeBytes: count, port: count, what: z.string() }),
  ),
});
export type JoinedDirection = z.infer<typeof joinedDirectionSchema>;

/** Two captures of the same time, from the client's side and from the gateway's, laid over each other. */
export const captureJoinSchema = z.object({
  schema: z.literal(captureJoinSchemaId),
  /** How far the gateway's clock is ahead; absent where no packet is in both captures. */
  clock: z.object({ offsetMs: z.number(), uncertaintyMs: z.number().optional() }).optional(),
  /** The client's own address and port, and what the gateway sees instead. */
  mappings: z.array(
    z.object({ client: z.string(), seenByGateway: z.string(), firstAtMs: z.number(), lastAtMs: z.number() }),
  ),
  directions: z.array(joinedDirectionSchema),
  /** How long the way to the client stayed open in silence, and after how long it was closed. */
  idle: z.object({ openAfterMs: z.number().optional(), closedAfterMs: z.number().optional(), closedTimes: count }),
  /** Packets that were not compared because there were too many. */
  leftOut: count,
});
export type CaptureJoin = z.infer<typeof captureJoinSchema>;
