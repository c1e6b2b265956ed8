import type { CaptureExchange, CaptureStory } from "../model/capture-story.ts";
import { createBoundedList, createBoundedMap } from "./bounded-list.ts";
import type { IpPacket } from "./ip.ts";

/** Shorter pauses are no idle time: IKE itself waits about this long before it repeats a message. */
const shortestIdleMs = 5000;
/** A packet of the other side within this time is taken as the answer to one that cannot be read. */
const answerMs = 1000;
/** Fewer packets without an answer are no silence: one direction may have a little more to say. */
const fewestUnanswered = 3;
const shortestSilenceMs = 2000;
const mostPairs = 1000;
const mostKept = 1000;
/** What operating systems send with; a packet that has crossed a router has less. */
const initialTimesToLive: ReadonlySet<number> = new Set([64, 128, 255]);

interface Side {
  readonly host: string;
  packets: number;
  bytes: number;
  firstAtMs: number;
  lastAtMs: number;
  largestBytes: number;
  /** Packets of the other side since the last one of this side. */
  unanswered: number;
  /** False once a packet came that had crossed a router. */
  isLocal: boolean;
}

interface Pair {
  readonly sides: readonly [Side, Side];
  lastAtMs: number;
}

interface Idle {
  readonly fromMs: number;
  readonly lengthMs: number;
  readonly endedAtMs: number;
  readonly between: [string, string];
  readonly endedBy: string;
  readonly packetNumber: number;
  /** When the other side spoke next. */
  nextOfOtherAtMs: number | null;
}

export interface TrafficStory {
  readonly add: (packet: IpPacket, atMs: number, packetNumber: number, isKeepalive: boolean) => void;
  /** Whether these two hosts speak with each other over a VPN. */
  readonly knows: (packet: IpPacket) => boolean;
  readonly told: (exchanges: readonly CaptureExchange[]) => Pick<CaptureStory, "directions" | "idle" | "silences"> & {
    readonly leftOut: Readonly<Record<"idle" | "silences", number>>;
    /** Hosts whose packets had crossed no router: the capture was made there. */
    readonly localHosts: ReadonlySet<string>;
  };
}

/** How much two hosts sent each other, when nothing passed between them, and who fell silent. */
export function createTrafficStory(): TrafficStory {
  const pairs = createBoundedMap<string, Pair>(mostPairs);
  const idle = createBoundedList<Idle>(mostKept);
  const silences = createBoundedList<CaptureStory["silences"][number]>(mostKept);
  const waiting = new Map<Pair, Idle>();

  const noteSilence = (silent: Side, untilMs: number): void => {
    if (silent.unanswered < fewestUnanswered || silent.packets === 0) return;
    if (untilMs - silent.lastAtMs < shortestSilenceMs) return;
    silences.add({ who: silent.host, sinceMs: silent.lastAtMs, unansweredPackets: silent.unanswered, untilMs });
  };

  return {
    knows: ({ source, destination }) => pairs.get(pairKey(source, destination)) !== undefined,
    add: (packet, atMs, packetNumber, isKeepalive) => {
      const { source, destination, totalBytes, timeToLive } = packet;
      const key = pairKey(source, destination);
      let pair = pairs.get(key);
      if (pair === undefined) {
        pair = { sides: [newSide(source, atMs), newSide(destination, atMs)], lastAtMs: atMs };
        pairs.set(key, pair);
      }
      const [first, second] = pair.sides;
      const [own, other] = first.host === source ? [first, second] : [second, first];
      if (own.packets === 0) own.firstAtMs = atMs;
      if (!initialTimesToLive.has(timeToLive)) own.isLocal = false;
      own.bytes += totalBytes;
      own.largestBytes = Math.max(own.largestBytes, totalBytes);
      if (!isKeepalive) {
        const lengthMs = atMs - pair.lastAtMs;
        const before = waiting.get(pair);
        if (before !== undefined && before.endedBy !== source) {
          before.nextOfOtherAtMs = atMs;
          waiting.delete(pair);
        }
        if (lengthMs >= shortestIdleMs) {
          const between: [string, string] = [first.host, second.host];
          const found: Idle = {
            fromMs: pair.lastAtMs,
            lengthMs,
            endedAtMs: atMs,
            between,
            endedBy: source,
            packetNumber,
            nextOfOtherAtMs: null,
          };
          idle.add(found);
          waiting.set(pair, found);
        }
        noteSilence(own, atMs);
        own.unanswered = 0;
        other.unanswered += 1;
        own.lastAtMs = atMs;
        pair.lastAtMs = atMs;
      }
      own.packets += 1;
    },
    told: (exchanges) => {
      const byPacket = new Map(exchanges.map((exchange) => [exchange.packetNumber, exchange] as const));
      // Who waits for an answer is not idle.
      const repetitions = new Set(exchanges.flatMap(({ triesAtMs }) => triesAtMs.slice(1)));
      const all = [...pairs.values()];
      for (const { sides, lastAtMs } of all) for (const side of sides) noteSilence(side, lastAtMs);
      const sides = all.flatMap((pair) => pair.sides);
      const localHosts = new Set(
        sides.filter(({ packets, isLocal }) => packets > 0 && isLocal).map(({ host }) => host),
      );
      return {
        directions: all.flatMap(({ sides: [a, b] }) => [told(a, b), told(b, a)]).filter(({ packets }) => packets > 0),
        idle: idle.entries
          .filter(({ endedAtMs }) => !repetitions.has(endedAtMs))
          .map((one) => idleTold(one, byPacket.get(one.packetNumber))),
        silences: [...silences.entries],
        leftOut: { idle: idle.leftOut(), silences: silences.leftOut() },
        localHosts,
      };
    },
  };
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

function newSide(host: string, atMs: number): Side {
  return {
    host,
    packets: 0,
    bytes: 0,
    firstAtMs: atMs,
    lastAtMs: atMs,
    largestBytes: 0,
    unanswered: 0,
    isLocal: true,
  };
}

function told({ host, packets, bytes, firstAtMs, lastAtMs, largestBytes }: Side, other: Side) {
  return { from: host, to: other.host, packets, bytes, firstAtMs, lastAtMs, largestBytes };
}

function idleTold(found: Idle, exchange: CaptureExchange | undefined): CaptureStory["idle"][number] {
  const { fromMs, lengthMs, endedAtMs, between, endedBy, nextOfOtherAtMs } = found;
  const idle = { fromMs, lengthMs, between, endedBy };
  if (exchange !== undefined && exchange.outcome !== "one-way") {
    return { ...idle, after: exchange.outcome === "unanswered" ? "unanswered" : "answered" };
  }
  if (nextOfOtherAtMs === null) return { ...idle, after: "not-seen" };
  const isAnswer = nextOfOtherAtMs - endedAtMs <= answerMs;
  return { ...idle, after: isAnswer ? "answered" : "unanswered" };
}
