import type { NatLifetimeMode } from "./plan.ts";

/*
 * A gateway as the server of a NAT lifetime test. Some IKE daemons answer a repeated first message to the address that
 * the first one came from, whoever repeats it: so one socket can ask whether another's mapping still lets answers in.
 * Every silence costs a half-open SA on the gateway, so they are few.
 */

/** What one silence showed. */
export type ReflectionResult =
  /** The answer came to the socket that was silent. */
  | "alive"
  /** It came to nobody, though the gateway was there right after. */
  | "expired"
  /** It came to the socket that repeated the message: this gateway does not reflect, or has forgotten by then. */
  | "answered-elsewhere"
  /** The gateway repeats its answers by itself, so that no socket is ever silent. */
  | "self-repeating"
  /** The gateway does not take the first message. */
  | "not-accepted"
  | "silent"
  | "void";

export interface ReflectionSearch {
  readonly mode: NatLifetimeMode;
  readonly round: number;
  readonly lowMs: number;
  readonly highMs: number | null;
  /** Why it cannot be done here; null while it can. */
  readonly obstacle: Exclude<ReflectionResult, "alive" | "expired"> | null;
  readonly finished: boolean;
}

/** Shows whether the gateway reflects at all: no NAT forgets so soon. */
const capabilityMs = 2_000;
/**
 * strongSwan drops a half-open SA after 30 s (charon.half_open_timeout), of which the preparation takes 2.3 s and asking
 * afterwards 1.4 s; no usual keepalive is rarer than this.
 */
const firstLimitMs = 25_000;
/** libreswan keeps them for 60 s (IKEv1) or 200 s (IKEv2). */
const laterLimitsMs = [55_000, 118_000];
/** Rounds after the first, of two silences each. */
const extraRounds: Readonly<Record<NatLifetimeMode, number>> = { quick: 0, standard: 2, deep: 4 };
const narrowEnoughMs = 1_500;

export function newReflectionSearch(mode: NatLifetimeMode): ReflectionSearch {
  return { mode, round: 0, lowMs: 0, highMs: null, obstacle: null, finished: false };
}

/** The silences, in ms, that are to be kept next at the same time; none when all is known that can be. */
export function nextSilences({ mode, round, lowMs, highMs, obstacle, finished }: ReflectionSearch): readonly number[] {
  if (finished || obstacle !== null || round > extraRounds[mode]) return [];
  if (round === 0) return [capabilityMs, firstLimitMs];
  // To wait longer is for those who have asked for it: most gateways have forgotten by then.
  if (highMs === null) return mode === "deep" ? laterLimitsMs.filter((idleMs) => idleMs > lowMs) : [];
  const widthMs = highMs - lowMs;
  return widthMs <= narrowEnoughMs ? [] : [1, 2].map((third) => Math.round(lowMs + (third * widthMs) / 3));
}

/** The search after a round; `results` are in the order of the silences. */
export function afterSilences(
  search: ReflectionSearch,
  silences: readonly number[],
  results: readonly ReflectionResult[],
): ReflectionSearch {
  const [capability] = results;
  if (search.round === 0 && capability !== "alive") {
    // A mapping that dies within two seconds would hold no tunnel at all.
    const obstacle = capability === undefined || capability === "expired" ? "silent" : capability;
    return { ...search, obstacle };
  }
  const withResult = (wanted: ReflectionResult) => silences.filter((_, index) => results[index] === wanted);
  const lowMs = Math.max(search.lowMs, ...withResult("alive"));
  const expired = withResult("expired").filter((idleMs) => idleMs > lowMs);
  const highMs = expired.length === 0 ? search.highMs : Math.min(search.highMs ?? Infinity, ...expired);
  const nothingNew = lowMs === search.lowMs && highMs === search.highMs;
  return { ...search, round: search.round + 1, lowMs, highMs, finished: nothingNew };
}
