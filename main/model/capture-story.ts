import { z } from "zod";
import { answerSchema } from "./answer.ts";

export const captureStorySchemaId = "tunnel-doctor/capture-story/1";

export const captureFormatSchema = z.enum(["pcap", "pcapng"]);
export type CaptureFormat = z.infer<typeof captureFormatSchema>;

/** Ms since 1970 UTC, with a fraction. */
const atMs = z.number();
const count = z.number().int().nonnegative();
/** Number of a packet in the file, from 1. */
const packetNumber = z.number().int().positive();

/** How many packets of each kind; a packet may be of several kinds. */
export const captureCountsSchema = z.object({
  packets: count,
  /** Of these less was kept than was on the wire. */
  truncated: count,
  /** Of another protocol than IP, encrypted Wi-Fi, or broken. */
  notIp: count,
  ipv4: count,
  ipv6: count,
  fragments: count,
  ike: count,
  natKeepalives: count,
  /** Encapsulating Security Payload by itself and in UDP. */
  esp: count,
  espInUdp: count,
  l2tpControl: count,
  l2tpData: count,
  icmpErrors: count,
  wireguard: count,
  openvpn: count,
});
export type CaptureCounts = z.infer<typeof captureCountsSchema>;

export const captureProtocolSchema = z.enum(["ikev1", "ikev2", "l2tp", "wireguard", "openvpn"]);
export type CaptureProtocol = z.infer<typeof captureProtocolSchema>;

/** A request and what became of it. */
export const captureExchangeSchema = z.object({
  protocol: captureProtocolSchema,
  /** As the RFCs call it: `IKE_SA_INIT`, `Main Mode 1`, `HELLO`. */
  name: z.string(),
  /** What it belongs to: the initiator's SPI, or the number of an L2TP tunnel. */
  tunnel: z.string(),
  messageId: count,
  /** Whether the side that began the tunnel asks. */
  byInitiator: z.boolean(),
  /** `192.0.2.10:500` */
  from: z.string(),
  to: z.string(),
  packetNumber,
  /** The first one is the request itself, the others repeat it; only the first ones are kept. */
  triesAtMs: z.array(atMs).min(1),
  tries: count,
  requestBytes: count,
  answeredAtMs: atMs.optional(),
  answerBytes: count.optional(),
  /** `refused`: answered by an error, in clear or by the size of the answer. `one-way`: nobody has to answer. */
  outcome: z.enum(["answered", "refused", "unanswered", "one-way"]),
  /** What the answer says where it can be read: the name of a notify, or `port unreachable`. */
  answerSays: z.string().optional(),
});
export type CaptureExchange = z.infer<typeof captureExchangeSchema>;

/** An IKE SA, an L2TP tunnel, or a WireGuard or OpenVPN peer. */
export const captureTunnelSchema = z.object({
  protocol: captureProtocolSchema,
  id: z.string(),
  initiator: z.string(),
  responder: z.string(),
  /** False where the capture began later than the tunnel. */
  beginSeen: z.boolean(),
  firstAtMs: atMs,
  lastAtMs: atMs,
  /** When it was agreed; absent where that was not seen. */
  establishedAtMs: atMs.optional(),
  initiatorBehindNat: answerSchema,
  /** IKEv1 tells it in clear (RFC 2409 appendix A). */
  authentication: z.enum(["pre-shared-key", "certificate", "other"]).optional(),
});
export type CaptureTunnel = z.infer<typeof captureTunnelSchema>;

export const captureRekeySchema = z.object({
  atMs,
  packetNumber,
  tunnel: z.string(),
  byInitiator: z.boolean(),
  /**
   * `new-keys-used`: packets with new SPIs came both ways. `not-used`: it was agreed, but no packet used it.
   * `ike-renewed`: the keys of IKE itself.
   */
  outcome: z.enum(["new-keys-used", "not-used", "ike-renewed", "refused", "unanswered"]),
});
export type CaptureRekey = z.infer<typeof captureRekeySchema>;

/** The packets of one ESP SA in one direction. */
export const captureEspSchema = z.object({
  /** Eight hexadecimal digits. */
  spi: z.string(),
  from: z.string(),
  to: z.string(),
  inUdp: z.boolean(),
  packets: count,
  bytes: count,
  firstAtMs: atMs,
  lastAtMs: atMs,
  firstSequence: count,
  highestSequence: count,
  /** Sequence numbers between the first and the highest that were never seen. */
  missing: count,
  duplicates: count,
  /** The longest run of missing numbers. */
  longestGap: count,
});
export type CaptureEsp = z.infer<typeof captureEspSchema>;

export const captureKeepalivesSchema = z.object({
  from: z.string(),
  to: z.string(),
  count,
  medianIntervalMs: z.number().optional(),
  longestIntervalMs: z.number().optional(),
});

/** A time in which nothing but keepalives passed between two hosts, and what came after it. */
export const captureIdleSchema = z.object({
  fromMs: atMs,
  lengthMs: z.number(),
  between: z.tuple([z.string(), z.string()]),
  /** Who sent the first packet after it. */
  endedBy: z.string(),
  after: z.enum(["answered", "unanswered", "not-seen"]),
});

export const captureFragmentsSchema = z.object({
  from: z.string(),
  to: z.string(),
  datagrams: count,
  complete: count,
  /** Their first fragment came, others did not. */
  incomplete: count,
  largestBytes: count,
});

export const captureTooBigSchema = z.object({
  atMs,
  packetNumber,
  router: z.string(),
  /** The MTU that it tells; 0 where it tells none. */
  mtuBytes: count,
  about: z.object({ from: z.string(), to: z.string() }),
});

export const captureAddressChangeSchema = z.object({
  atMs,
  packetNumber,
  tunnel: z.string(),
  before: z.string(),
  after: z.string(),
  /** `same-tunnel`: its packets come from elsewhere. `new-tunnel`: the client begins again from another address. */
  kind: z.enum(["same-tunnel", "new-tunnel"]),
});

/** What one side sent of the VPN to the other. */
export const captureDirectionSchema = z.object({
  from: z.string(),
  to: z.string(),
  packets: count,
  bytes: count,
  firstAtMs: atMs,
  lastAtMs: atMs,
  /** The largest IP packet; of fragments each by itself. */
  largestBytes: count,
});

/** Who said nothing any more while the other side went on. */
export const captureSilenceSchema = z.object({
  who: z.string(),
  sinceMs: atMs,
  /** Packets of the other side since then. */
  unansweredPackets: count,
  untilMs: atMs,
});

/** What a packet capture tells of the VPNs in it. */
export const captureStorySchema = z.object({
  schema: z.literal(captureStorySchemaId),
  file: z.object({
    name: z.string(),
    format: captureFormatSchema,
    sizeBytes: count,
    linkTypes: z.array(z.string()),
    firstAtMs: atMs.optional(),
    lastAtMs: atMs.optional(),
    /** Why its end was not reached. */
    note: z.string().optional(),
  }),
  counts: captureCountsSchema,
  /** The two hosts that the story is about; absent where no VPN was found. */
  client: z.string().optional(),
  gateway: z.string().optional(),
  capturedAt: z.enum(["client", "gateway", "unknown"]),
  tunnels: z.array(captureTunnelSchema),
  exchanges: z.array(captureExchangeSchema),
  rekeys: z.array(captureRekeySchema),
  esp: z.array(captureEspSchema),
  keepalives: z.array(captureKeepalivesSchema),
  idle: z.array(captureIdleSchema),
  fragments: z.array(captureFragmentsSchema),
  tooBig: z.array(captureTooBigSchema),
  addressChanges: z.array(captureAddressChangeSchema),
  directions: z.array(captureDirectionSchema),
  silences: z.array(captureSilenceSchema),
  /** How many of a kind were left out because there were too many. */
  leftOut: z.record(z.string(), count),
});
export type CaptureStory = z.infer<typeof captureStorySchema>;
