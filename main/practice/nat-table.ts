import type { Endpoint } from "../model/ports/udp.ts";
import type { IpPacket } from "./packet.ts";

export interface NatTableOptions {
  readonly publicAddress: string;
  /** Life of an entry that saw no answer yet, or only a single question and answer. */
  readonly unrepliedTimeoutMs: number;
  /** Life of an entry with traffic both ways that went on. */
  readonly streamTimeoutMs: number;
  /** Whose packets prolong an entry (RFC 4787 section 4.3, REQ-6); both when left out. */
  readonly refreshedBy?: "both" | "inside" | "outside";
  /** Given: the port that a new entry gets, or the next free one above it. Absent: the client's, where it is free. */
  readonly choosePort?: (packet: IpPacket) => number;
}

/**
 * The NAT of a home router as Linux does it: one entry per pair of endpoints, the port kept where it is free (RFC 4787
 * section 4.2.1 "port preservation") or by chance, answers let in from the remote endpoint only.
 */
export interface NatTable {
  /** The packet as it leaves on the outside, or null when no port is left for it. */
  readonly outbound: (packet: IpPacket, nowMs: number) => IpPacket | null;
  /** The packet as it reaches the inside, or null when no live entry wants it. */
  readonly inbound: (packet: IpPacket, nowMs: number) => IpPacket | null;
}

interface NatEntry {
  readonly inside: Endpoint;
  readonly publicPort: number;
  readonly publicKey: string;
  /** net/netfilter/nf_conntrack_proto_udp.c: traffic that goes on after this moment is a stream. */
  readonly streamFromMs: number;
  readonly answered: boolean;
  readonly expiresAtMs: number;
}

const streamAfterMs = 2000;
const maximumEntries = 4096;
/** What a NAT takes that does not keep ports. */
export const firstSubstitutePort = 1024;
export const lastPort = 65_535;

/** An empty table. Times are ms of any one clock that never goes back. */
export function createNatTable(options: NatTableOptions): NatTable {
  const entries = new Map<string, NatEntry>();
  const publicKeys = new Map<string, string>();

  const live = (key: string | undefined, nowMs: number): NatEntry | undefined => {
    const entry = key === undefined ? undefined : entries.get(key);
    if (key === undefined || entry === undefined || nowMs < entry.expiresAtMs) return entry;
    entries.delete(key);
    publicKeys.delete(entry.publicKey);
    return undefined;
  };

  const touch = (key: string, entry: NatEntry, nowMs: number, from: "inside" | "outside"): NatEntry => {
    const { refreshedBy = "both" } = options;
    const isNew = entry.expiresAtMs <= nowMs;
    if (!isNew && refreshedBy !== "both" && refreshedBy !== from) {
      entries.set(key, entry);
      return entry;
    }
    const stream = entry.answered && nowMs > entry.streamFromMs;
    const lifeMs = stream ? options.streamTimeoutMs : options.unrepliedTimeoutMs;
    const touched = { ...entry, expiresAtMs: Math.max(entry.expiresAtMs, nowMs + lifeMs) };
    entries.set(key, touched);
    return touched;
  };

  const isFree = (packet: IpPacket, port: number, nowMs: number) =>
    live(publicKeys.get(publicKeyOf(packet, port, packet.destination)), nowMs) === undefined;

  const open = (packet: IpPacket, key: string, nowMs: number): NatEntry | null => {
    if (entries.size >= maximumEntries) for (const old of entries.keys()) live(old, nowMs);
    if (entries.size >= maximumEntries) return null;
    let port = options.choosePort?.(packet) ?? packet.source.port;
    if (!isFree(packet, port, nowMs)) port = firstSubstitutePort;
    while (port <= lastPort && !isFree(packet, port, nowMs)) port += 1;
    if (port > lastPort) return null;
    const publicKey = publicKeyOf(packet, port, packet.destination);
    publicKeys.set(publicKey, key);
    return {
      inside: packet.source,
      publicPort: port,
      publicKey,
      streamFromMs: nowMs + streamAfterMs,
      answered: false,
      expiresAtMs: nowMs,
    };
  };

  return {
    outbound: (packet, nowMs) => {
      const key = `${packet.protocol} ${endpointKey(packet.source)} ${endpointKey(packet.destination)}`;
      const entry = live(key, nowMs) ?? open(packet, key, nowMs);
      if (entry === null) return null;
      const { publicPort } = touch(key, entry, nowMs, "inside");
      return { ...packet, source: { address: options.publicAddress, port: publicPort } };
    },
    inbound: (packet, nowMs) => {
      const key = publicKeys.get(publicKeyOf(packet, packet.destination.port, packet.source));
      const entry = live(key, nowMs);
      if (key === undefined || entry === undefined) return null;
      touch(key, { ...entry, answered: true }, nowMs, "outside");
      return { ...packet, destination: entry.inside };
    },
  };
}

function endpointKey({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

function publicKeyOf(packet: IpPacket, publicPort: number, remote: Endpoint): string {
  return `${packet.protocol} ${publicPort} ${endpointKey(remote)}`;
}
