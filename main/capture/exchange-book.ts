import type { CaptureExchange, CaptureProtocol } from "../model/capture-story.ts";
import { createBoundedMap } from "./bounded-list.ts";
import { endpointOf, type Seen } from "./seen.ts";

/** Times of more repetitions than these are not kept. */
const mostTriesKept = 32;
const mostExchanges = 10_000;
/** It bounds the work on a capture that is full of errors. */
const mostLookedBack = 64;
/** Exchanges that wait for an answer at the same time. */
const mostOpen = 4096;

/** An exchange while it can still change. */
export interface OpenExchange {
  readonly key: string;
  readonly protocol: CaptureProtocol;
  readonly name: string;
  readonly tunnel: string;
  readonly messageId: number;
  readonly byInitiator: boolean;
  readonly from: string;
  readonly to: string;
  readonly packetNumber: number;
  /** Tells a repetition from another request under the same key. */
  readonly digest: number;
  readonly triesAtMs: number[];
  tries: number;
  readonly requestBytes: number;
  answeredAtMs?: number;
  answerBytes?: number;
  outcome: CaptureExchange["outcome"];
  answerSays?: string;
}

export type Request = Pick<
  OpenExchange,
  "key" | "protocol" | "name" | "tunnel" | "messageId" | "byInitiator" | "digest" | "requestBytes"
>;

export interface ExchangeBook {
  /** A request: a repetition of the one under its key when the digests are equal, else a new exchange. */
  readonly ask: (request: Request, seen: Seen<unknown>) => OpenExchange;
  /** The answer to the last request under the key; undefined when there is none that waits. */
  readonly answer: (
    key: string,
    answer: { readonly atMs: number; readonly answerBytes: number; readonly says?: string; readonly refused: boolean },
  ) => OpenExchange | undefined;
  readonly get: (key: string) => OpenExchange | undefined;
  /** The latest one that fits, among the last few. */
  readonly latest: (fits: (exchange: OpenExchange) => boolean) => OpenExchange | undefined;
  readonly all: readonly OpenExchange[];
  readonly leftOut: () => number;
}

/** Keeps requests and their answers, of any protocol. */
export function createExchangeBook(): ExchangeBook {
  const open = createBoundedMap<string, OpenExchange>(mostOpen);
  const all: OpenExchange[] = [];
  let leftOut = 0;
  return {
    all,
    leftOut: () => leftOut,
    get: (key) => open.get(key),
    latest: (fits) => all.slice(-mostLookedBack).findLast(fits),
    ask: (request, { atMs, packetNumber, from, to }) => {
      const known = open.get(request.key);
      if (known?.digest === request.digest) {
        known.tries += 1;
        if (known.triesAtMs.length < mostTriesKept) known.triesAtMs.push(atMs);
        return known;
      }
      const exchange: OpenExchange = {
        ...request,
        from: endpointOf(from),
        to: endpointOf(to),
        packetNumber,
        triesAtMs: [atMs],
        tries: 1,
        outcome: "unanswered",
      };
      open.set(request.key, exchange);
      if (all.length < mostExchanges) all.push(exchange);
      else leftOut += 1;
      return exchange;
    },
    answer: (key, { atMs, answerBytes, says, refused }) => {
      const exchange = open.get(key);
      if (exchange === undefined || exchange.answeredAtMs !== undefined) return undefined;
      exchange.answeredAtMs = atMs;
      exchange.answerBytes = answerBytes;
      exchange.outcome = refused ? "refused" : "answered";
      if (says !== undefined) exchange.answerSays = says;
      return exchange;
    },
  };
}

/** An exchange as the story tells it. */
export function exchangeTold(exchange: OpenExchange): CaptureExchange {
  const { protocol, name, tunnel, messageId, byInitiator, from, to, packetNumber } = exchange;
  const { triesAtMs, tries, requestBytes, answeredAtMs, answerBytes, outcome, answerSays } = exchange;
  return {
    ...{ protocol, name, tunnel, messageId, byInitiator, from, to, packetNumber },
    ...{ triesAtMs, tries, requestBytes, outcome },
    ...(answeredAtMs === undefined ? {} : { answeredAtMs }),
    ...(answerBytes === undefined ? {} : { answerBytes }),
    ...(answerSays === undefined ? {} : { answerSays }),
  };
}
