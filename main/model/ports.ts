import type { Client } from "./client.ts";
import type { Outcome } from "./failure.ts";
import type { LogSourceResult } from "./log-event.ts";
import type { NetworkSnapshot } from "./network.ts";
import type { VpnProfilesFound } from "./vpn-profile.ts";

/*
 * The ports: everything that the rooms without side effects may ask of the machine. `host` implements them for real,
 * `practice` over a simulated router, the tests in memory with a clock of their own.
 */

/** Wall time for stamps, monotonic time for durations; a jump between the two means sleep. */
export interface Clock {
  /** Ms since 1970 UTC. */
  readonly wallMs: () => number;
  /** Ms since any fixed moment; never goes back. */
  readonly monotonicMs: () => number;
  /** Resolves after `durationMs`, or at once when `signal` aborts. It never rejects. */
  readonly sleep: (durationMs: number, signal?: AbortSignal) => Promise<void>;
}

/** Random bytes for transaction ids, SPIs and nonces. */
export interface RandomSource {
  readonly bytes: (lengthBytes: number) => Uint8Array;
}

export type AddressFamily = "ipv4" | "ipv6";

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What became of one datagram handed to the system. `too-big`: larger than the local link, or than a cached path MTU. */
export type SendResult = "sent" | "too-big" | "refused" | "unreachable" | "not-permitted" | "failed";

/**
 * What arrived at a socket: a datagram, or the word of an ICMP error. `refused` is port unreachable; `unreachable` is
 * any other destination unreachable.
 */
export type Arrival =
  | { readonly kind: "datagram"; readonly from: Endpoint; readonly payload: Uint8Array; readonly atMonotonicMs: number }
  | { readonly kind: "refused" | "unreachable"; readonly atMonotonicMs: number };

/** One UDP socket that talks to one remote host; other senders are dropped before they get here, unless it hears anybody. */
export interface UdpSocket {
  readonly local: Endpoint;
  /** To the remote host, or, from a socket that hears anybody, to another one. */
  readonly send: (payload: Uint8Array, remotePort: number, remoteAddress?: string) => Promise<SendResult>;
  /** The next arrival, or null when `timeoutMs` is over, `signal` aborts, or the socket is closed. */
  readonly receive: (timeoutMs: number, signal?: AbortSignal) => Promise<Arrival | null>;
  /**
   * The path MTU in bytes that the system knows for the remote host, which is below the link's MTU after a "packet too
   * big" was heard; null where the system does not tell.
   */
  readonly knownPathMtuBytes: () => number | null;
  readonly close: () => void;
}

export interface UdpSocketOptions {
  readonly remoteAddress: string;
  readonly family: AddressFamily;
  /**
   * `never`: datagrams carry the don't-fragment bit and a cached path MTU is ignored, so that only the local link
   * limits the size. `system`: what the system does by itself.
   */
  readonly fragmentation: "never" | "system";
  /**
   * With a port: the socket is connected, so that an ICMP port unreachable is heard as an arrival. Without: datagrams
   * may go to any port of the remote host.
   */
  readonly connectToPort?: number;
  /** Local address to send from, so that probes stay outside a tunnel. */
  readonly bindAddress?: string;
  /** Whose datagrams arrive; the remote host's alone when left out. Only for a socket that is not connected. */
  readonly hears?: "remote-host" | "anybody";
}

export interface UdpNetwork {
  readonly open: (options: UdpSocketOptions) => Promise<Outcome<UdpSocket>>;
}

export interface ResolvedHost {
  readonly addresses: readonly { readonly address: string; readonly family: AddressFamily }[];
  readonly durationMs: number;
}

export interface NameResolver {
  /** `name-not-resolved` when the name does not exist, `timed-out` when no server answered. */
  readonly resolve: (host: string, timeoutMs: number, signal?: AbortSignal) => Promise<Outcome<ResolvedHost>>;
}

export interface EchoResult {
  readonly sent: number;
  readonly received: number;
  readonly roundTripMs: readonly number[];
}

export interface Echo {
  /** Sends `count` ICMP echo requests; no answer is a result, not a failure. */
  readonly ping: (
    address: string,
    count: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<EchoResult>>;
  /**
   * One ICMP echo request that makes an IP packet of `sizeBytes`, with the don't-fragment bit where wanted. `too-big`: the
   * system or a router said so; `silent`: nothing came within `timeoutMs`.
   */
  readonly pingWithSize: (
    address: string,
    size: { readonly sizeBytes: number; readonly dontFragment: boolean },
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<"answered" | "silent" | "too-big">>;
}

/** Asks whether a TCP port opens, and closes it again at once. */
export interface TcpConnector {
  readonly connect: (
    address: string,
    port: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<"answered" | "refused" | "silent">>;
}

/** One line of a log before it is understood. */
export interface LogLine {
  readonly text: string;
  readonly source: string;
  readonly lineNumber: number;
  /** Given where the source keeps structured records (journal), so that the line needs no header parsing. */
  readonly structured?: {
    readonly atMs: number;
    readonly identifier: string;
    readonly processId?: number;
  };
  /** Given where the source keeps the parts of a record apart, so that its localised text need not be read. */
  readonly record?: WindowsEventRecord;
}

/** One record of a Windows event log. */
export interface WindowsEventRecord {
  readonly kind: "windows-event";
  readonly channel: string;
  readonly provider: string;
  readonly eventId: number;
  readonly recordId?: number;
  readonly processId?: number;
  /** Named data under their names, data without names under "0", "1" and so on. */
  readonly data: Readonly<Record<string, string>>;
}

export interface LogQuery {
  /** Wall time, in ms since 1970 UTC, before which nothing is asked for. */
  readonly sinceMs: number;
  /** Files or folders given by the person; empty means none. */
  readonly paths: readonly string[];
  readonly systemLogs: boolean;
  readonly maxLines: number;
  readonly maxBytes: number;
}

/** Which logs to follow: the files and folders that a person named, else this machine's own log. */
export interface LogFollowing {
  readonly paths: readonly string[];
  readonly systemLogs: boolean;
}

/** Lines, with what became of every place they came from at the end. */
export interface LogReader {
  /** How far the local time of this machine is ahead of UTC at a moment: logs without a zone were written in it. */
  readonly utcOffsetMinutes: (wallMs: number) => number;
  readonly read: (query: LogQuery, signal?: AbortSignal) => AsyncIterable<LogPart>;
  /** The lines that come from now on, until `signal` aborts; missing where nothing can be followed. */
  readonly follow?: (what: LogFollowing, signal: AbortSignal) => AsyncIterable<LogPart>;
}

/** A part of a reading. */
export type LogPart =
  | {
      readonly kind: "lines";
      readonly lines: readonly LogLine[];
      /** Lines that were read beside these, and cannot matter. */
      readonly passedOver?: number;
    }
  | { readonly kind: "source"; readonly result: LogSourceResult };

export interface Machine {
  readonly client: (signal?: AbortSignal) => Promise<Client>;
  readonly network: (signal?: AbortSignal) => Promise<NetworkSnapshot>;
  readonly profiles: (signal?: AbortSignal) => Promise<VpnProfilesFound>;
  /** The address and MTU that the system would use towards `address`. */
  readonly route: (address: string, signal?: AbortSignal) => Promise<Outcome<RouteToHost>>;
}

export interface RouteToHost {
  readonly interfaceName: string;
  readonly sourceAddress?: string;
  readonly gatewayAddress?: string;
  /** MTU of that interface. */
  readonly linkMtuBytes?: number;
  /** A path MTU that the system has learned before, from an earlier "packet too big". */
  readonly cachedPathMtuBytes?: number;
}

export interface FileWriter {
  /** Writes the whole file or nothing. */
  readonly writeAtomically: (
    path: string,
    content: Uint8Array,
  ) => Promise<Outcome<{ readonly path: string; readonly sizeBytes: number }>>;
}

/** All ports together: what a check needs of the world. */
export interface World {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly udp: UdpNetwork;
  readonly names: NameResolver;
  readonly echo: Echo;
  readonly tcp: TcpConnector;
  readonly logs: LogReader;
  readonly machine: Machine;
}

/** A capture file, opened; whoever opens it closes it. */
export interface CaptureFile {
  /** Without its folder. */
  readonly name: string;
  /** Unpacked, from the start to the end. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
}

export interface CaptureFiles {
  readonly open: (path: string) => Promise<Outcome<CaptureFile>>;
}
