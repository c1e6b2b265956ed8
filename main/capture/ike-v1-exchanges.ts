import type { OpenExchange } from "./exchange-book.ts";

/** Numbers of RFC 2408 section 3.1, RFC 2409 appendix A and draft-dukes-ike-mode-cfg-02. */
const names: ReadonlyMap<number, string> = new Map([
  [2, "Main Mode"],
  [4, "Aggressive Mode"],
  [5, "Informational"],
  [6, "Transaction"],
  [32, "Quick Mode"],
]);

export const informational = 5;
export const quickMode = 32;
const lastTurns: ReadonlyMap<number, number> = new Map([
  [4, 3],
  [quickMode, 3],
]);

/** The name of an exchange type of IKEv1. */
export function exchangeNameV1(exchangeType: number): string {
  return names.get(exchangeType) ?? `exchange ${exchangeType}`;
}

/** Where an exchange of several messages stands: whose turn it was last. */
export interface Turns {
  /** Messages so far, without repetitions. */
  count: number;
  lastByInitiator: boolean;
  /** Of the last message of either side. */
  digests: Map<boolean, number>;
  /** The request that the last message of the asking side made. */
  asked: OpenExchange | undefined;
  /** Whether the side that began the exchange is the one that began the tunnel. */
  readonly begunByInitiator: boolean;
}

/** What a message of IKEv1 is in its exchange. */
export type TurnKind = "repetition" | "request" | "answer" | "last-word";

/** Takes the next message of an exchange; whoever began it asks, the other side answers. */
export function takeTurn(turns: Turns, byInitiator: boolean, digest: number, exchangeType: number): TurnKind {
  if (turns.digests.get(byInitiator) === digest) return "repetition";
  turns.digests.set(byInitiator, digest);
  turns.count += 1;
  turns.lastByInitiator = byInitiator;
  if (byInitiator !== turns.begunByInitiator) return "answer";
  return turns.count === lastTurns.get(exchangeType) ? "last-word" : "request";
}

/** `Main Mode 3`: the number of the message in its exchange. */
export function requestNameV1(exchangeType: number, turns: Turns): string {
  const name = exchangeNameV1(exchangeType);
  return exchangeType === informational || exchangeType === 6 ? name : `${name} ${turns.count}`;
}
