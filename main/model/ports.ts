import type { Client } from "./client.ts";
import type { Outcome } from "./failure.ts";
import type { FleetColumns } from "./fleet-columns.ts";
import type { FleetDimension, FleetPage, FleetRefusal, FleetRow } from "./fleet-row.ts";
import type { LogSourceResult } from "./log-event.ts";
import type { HistoryRecord } from "./history.ts";
import type { NetworkSnapshot } from "./network.ts";
import type { Policy } from "./policy.ts";
import type { TunnelCounters, TunnelReport } from "./vpn-state.ts";
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
  /** The interface that all datagrams leave by, whatever the routes say; missing where the routing table decides. */
  readonly interfaceName?: string;
  /** To the remote host, or, from a socket that hears anybody, to another one. */
  readonly send: (payload: Uint8Array, remotePort: number, remoteAddress?: string) => Promise<SendResult>;
  /**
   * Sends one datagram to the remote host that no router passes on after `ttl` hops (IPv4 time to live, IPv6 hop limit; 1 to
   * 255); missing where that cannot be set. One send at a time.
   */
  readonly sendWithTtl?: (payload: Uint8Array, remotePort: number, ttl: number) => Promise<SendResult>;
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
  /** Local address to send from, and with it the interface to send by, so that probes stay outside a tunnel. */
  readonly bindAddress?: string;
  /** Whose datagrams arrive; the remote host's alone when left out. Only for a socket that is not connected. */
  readonly hears?: "remote-host" | "anybody";
  /** Called for every datagram that arrives but never comes out of `receive`: another host's, or one too many in a flood. */
  readonly onIgnored?: () => void;
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
  /**
   * The router at which an echo request ends that goes `ttl` hops, or the target itself; null where nobody says so within
   * `timeoutMs`. Missing where nobody can ask.
   */
  readonly hopAt?: (
    address: string,
    ttl: number,
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<string | null>>;
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

/** A web server's answer; the body is cut where it is long. */
export interface WebAnswer {
  readonly status: number;
  /** Where a redirect leads; it is not followed. */
  readonly location?: string;
  readonly body: string;
}

/** Fetches single pages. */
export interface WebClient {
  readonly get: (
    url: string,
    options: { readonly accept: string; readonly timeoutMs: number },
    signal?: AbortSignal,
  ) => Promise<Outcome<WebAnswer>>;
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
  /** Errors that the kernel's IPsec counts since it started (Linux); missing where nobody counts. */
  readonly ipsecErrors?: (signal?: AbortSignal) => Promise<Readonly<Record<string, number>>>;
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
  /** A small text that the person named, such as a passphrase; missing where nothing is read. */
  readonly readText?: (path: string, maxBytes: number) => Promise<Outcome<string>>;
}

/** Says that the network of this machine may have changed, and reads what a change would show in, cheaply. */
export interface NetworkWatcher {
  /**
   * Calls `tell` whenever the system says that something changed, until `signal` aborts. What it was, `network` tells.
   * `tellWhy` hears what the system does not tell of by itself, and what is done instead: one sentence for people each time.
   */
  readonly hints: (tell: () => void, signal: AbortSignal, tellWhy: (reason: string) => void) => Promise<void>;
  /** Interfaces, default routes and name servers now; Wi-Fi as it was read last. */
  readonly network: (signal?: AbortSignal) => Promise<NetworkSnapshot>;
  /** Reads what asks other programs again: Wi-Fi and what is metered. */
  readonly refresh: (signal?: AbortSignal) => Promise<void>;
  /** How often to read the network where no hint comes. */
  readonly pollMs: number;
  /** What each of these interfaces has carried; those that nobody counts are left out. */
  readonly counters: (interfaceNames: readonly string[]) => Promise<readonly TunnelCounters[]>;
  /**
   * The tunnels that the system and its VPN daemons say are up, as far as this user may ask; null where an answer did not
   * come in time. It starts programs, so that it is not for every look. Missing where nobody can be asked.
   */
  readonly tunnels?: (signal?: AbortSignal) => Promise<readonly TunnelReport[] | null>;
}

/** What was kept of the time before, by this and by other runs of this program. */
export interface HistoryReader {
  /** Oldest first, the newest where there are more than `maxRecords`; with what is wrong with the store, if something is. */
  readonly read: (
    fromMs: number,
    toMs: number,
    maxRecords: number,
  ) => Promise<{ readonly records: readonly HistoryRecord[]; readonly notes: readonly string[] }>;
}

/** The store of what is watched: bounded in size and age. */
export interface HistoryStore extends HistoryReader {
  /** Keeps records; they are safe within a second, whatever becomes of the program. It never waits. */
  readonly append: (records: readonly HistoryRecord[]) => void;
  /** How old records may become before they are removed; from now on, also for those that are there. */
  readonly keepFor: (maxAgeMs: number) => void;
  /** Writes what still waits and lets go of the file. */
  readonly close: () => Promise<void>;
}

/** All ports together: what a check needs of the world. */
export interface World {
  /** Missing where nothing is kept. */
  readonly history?: HistoryReader;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly udp: UdpNetwork;
  readonly names: NameResolver;
  readonly echo: Echo;
  readonly tcp: TcpConnector;
  readonly web: WebClient;
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

/** Runs programs that write captures. */
export interface CaptureRunner {
  /** The absolute path of a file that is not there yet; `refused` where it is, `not-found` where its folder is not. */
  readonly newFile: (path: string) => Promise<Outcome<string>>;
  /**
   * Runs a program until it ends; where `signal` aborts, it is asked to end, so that its file is whole. `not-found` where
   * the program is not installed.
   */
  readonly run: (
    program: string,
    args: readonly string[],
    signal: AbortSignal,
  ) => Promise<Outcome<{ readonly exitCode: number | null; readonly said: string }>>;
  /** The files that a capture to this path made: a ring has several, whose names begin with it. Oldest first. */
  readonly files: (path: string) => Promise<readonly { readonly path: string; readonly sizeBytes: number }[]>;
  /** Where a file of this name goes when nobody says where: the home folder of this user. */
  readonly homePath: (name: string) => string;
}

/** Small secrets of this installation, kept where only its user can read them. */
export interface KeyStore {
  /** `not-found` where there is none of this name. */
  readonly load: (name: string) => Promise<Outcome<Uint8Array>>;
  /** Never replaces a secret: `refused` where there is one of this name. */
  readonly save: (name: string, secret: Uint8Array) => Promise<Outcome<true>>;
}

/** Small files that this program keeps for itself between runs, in the data folder of its user. */
export interface DataFiles {
  /** Where they are, to tell the person. */
  readonly folder: string;
  /** `not-found` where there is none of this name yet. */
  readonly read: (name: string) => Promise<Outcome<string>>;
  /** The whole file or nothing. */
  readonly write: (name: string, text: string) => Promise<Outcome<true>>;
  /** A success also where there is none of this name. */
  readonly remove: (name: string) => Promise<Outcome<true>>;
}

/** What the organisation has decided for this computer. */
export interface PolicyReader {
  /** It never fails: a policy that cannot be trusted says so itself. Read once; a change counts from the next start. */
  readonly read: () => Promise<Policy>;
}

/** What a server said to a PUT. */
export interface PutAnswer {
  readonly status: number;
  /** Where a redirect points. */
  readonly location?: string;
  /** How long the server wants to be left alone. */
  readonly retryAfterMs?: number;
}

export interface HttpsClient {
  /**
   * One PUT of `content` over TLS, with its length and type and no further header, following no redirect. `unreachable`
   * when no connection came about or it broke, `timed-out` when nothing moved for `timeoutMs`, `refused` when the server's
   * certificate is not trusted.
   */
  readonly put: (
    url: string,
    content: Uint8Array,
    timeoutMs: number,
    signal?: AbortSignal,
  ) => Promise<Outcome<PutAnswer>>;
}

/** Small text files that a person names: keys and requests. */
export interface SmallFiles {
  /** Where a helpdesk's keys are when nobody names another place. */
  readonly helpdeskKeyPath: string;
  readonly read: (path: string, maxBytes: number) => Promise<Outcome<string>>;
  readonly readBytes: (path: string, maxBytes: number) => Promise<Outcome<Uint8Array>>;
  /** A new file that only its owner may read, whole or not at all; `refused` where there is one already. */
  readonly createSecret: (path: string, text: string) => Promise<Outcome<true>>;
}

/** A VPN gateway that this program runs on, only read. */
export interface GatewayReader {
  /** The JSON lines of `native-scripts/linux/gateway-facts.sh`; `not-supported` where this is no Linux. */
  readonly read: (signal?: AbortSignal) => Promise<Outcome<string>>;
}

/** Everything that making and opening bundles needs of the machine. */
export interface BundleFiles {
  /** Names that no bundle may tell: of the user, and of the computer. */
  readonly machineNames: () => readonly { readonly domain: "user" | "host"; readonly text: string }[];
  readonly exists: (path: string) => Promise<boolean>;
  readonly read: (path: string, maxBytes: number) => Promise<Outcome<Uint8Array>>;
  /** Writes the whole file or nothing, as it is made, in constant memory. `cancelled` where `signal` aborts. */
  readonly write: (
    path: string,
    chunks: AsyncIterable<Uint8Array>,
    signal?: AbortSignal,
  ) => Promise<Outcome<{ readonly path: string; readonly sizeBytes: number }>>;
  /**
   * A text file from its end, `maxBytes` of it at most, from the start of a line; `unreadable` where it is no text.
   *
   * @param endBytes takes the file as it was when it had this length; absent: as it is now
   */
  readonly openLog: (
    path: string,
    maxBytes: number,
    endBytes?: number,
  ) => Promise<
    Outcome<{
      readonly source: string;
      readonly chunks: AsyncIterable<Uint8Array>;
      readonly keptBytes: number;
      readonly ofBytes: number;
    }>
  >;
  /** Packs bytes as raw deflate (RFC 1951). */
  readonly deflate: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

/** What became of one bundle: a row, or why there is none. */
export type FleetParsed =
  /** `report` is the bundle's `report.json`, to be shown when somebody asks for it. */
  | { readonly kind: "row"; readonly row: FleetRow; readonly report?: Uint8Array }
  | ({ readonly kind: "refused" } & Omit<FleetRefusal, "at">);

/** A file that may hold bundles, and how to know it again. */
export interface FleetFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

/** What a group of a fleet's bundles sums up to. */
export interface FleetGroupCounts {
  readonly value: string;
  readonly bundles: number;
  readonly drops: number;
  /** Bundles with at least one drop, and with at least one attempt that never connected. */
  readonly dropping: number;
  readonly failing: number;
  readonly hours: number;
}

/** The rows of a fleet on this machine. Its calls fail with `unreadable` or `write-failed` where the file is not as it should be. */
export interface FleetStore {
  /** Is this file, as it is now, in the store already, row or refusal? */
  readonly isKnown: (file: FleetFile) => Outcome<boolean>;
  /** Takes in what the files held, all or nothing; a bundle that is there already counts as a duplicate. */
  readonly put: (
    batch: readonly { readonly file: FleetFile | undefined; readonly parsed: readonly FleetParsed[] }[],
    atMs: number,
  ) => Outcome<{ readonly added: number; readonly duplicates: number; readonly refused: number }>;
  /** Every row, in the order of their ids. */
  readonly rows: () => Outcome<Iterable<FleetRow>>;
  /** Of every row, what groups are compared by: much sooner there than whole rows. */
  readonly columns: () => Outcome<FleetColumns>;
  /** One row, and the report that it was made of; `not-found` where there is none. */
  readonly bundle: (bundleId: string) => Outcome<{ readonly row: FleetRow; readonly report?: Uint8Array }>;
  readonly summary: () => Outcome<{
    readonly bundles: number;
    readonly refused: number;
    readonly from?: string;
    readonly to?: string;
  }>;
  readonly page: (page: FleetPage) => Outcome<{ readonly total: number; readonly rows: readonly FleetRow[] }>;
  /** The bundles that match, by a dimension, the largest groups first. */
  readonly groups: (
    query: Pick<FleetPage, "where" | "search"> & { readonly by: FleetDimension; readonly limit: number },
  ) => Outcome<{ readonly total: number; readonly groups: readonly FleetGroupCounts[] }>;
  readonly refusals: (limit: number) => Outcome<{ readonly total: number; readonly refusals: readonly FleetRefusal[] }>;
  readonly close: () => void;
}

/** Databases of an organisation that fleets are loaded into. */
export interface FleetDatabase {
  /**
   * Loads batches of rows, all or nothing; what is there already stays as it is.
   *
   * @param statements `setup` makes tables and functions of this version, and is run where another is there or none;
   *   `insert` takes a batch's JSON as its only parameter
   * @param onProgress hears how many rows were handed over
   * @returns rows handed over, and those that were new
   */
  readonly load: (
    url: string,
    statements: { readonly version: number; readonly setup: string; readonly insert: string },
    batches: Iterable<{ readonly rows: number; readonly json: string }>,
    onProgress: (rows: number) => void,
    signal: AbortSignal,
  ) => Promise<Outcome<{ readonly rows: number; readonly added: number }>>;
}

/** The files of a fleet: found in folders, parsed side by side. */
export interface FleetFiles {
  /** All regular files at these places, folders with what is in them; hidden ones are left out. A missing place is a failure. */
  readonly list: (paths: readonly string[], signal?: AbortSignal) => Promise<Outcome<readonly FleetFile[]>>;
  /** Reads and checks the files in several threads; results come as they are ready. */
  readonly parse: (
    files: readonly FleetFile[],
    identities: readonly string[],
    signal?: AbortSignal,
  ) => AsyncIterable<{ readonly file: FleetFile; readonly parsed: readonly FleetParsed[] }>;
  /** Makes a folder, and those above it, where they are not there; `write-failed` where that cannot be. */
  readonly makeFolder: (folder: string) => Promise<Outcome<true>>;
}
