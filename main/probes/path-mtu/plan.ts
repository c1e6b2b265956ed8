/** Everything that the next round depends on. Sizes are IP packet sizes in bytes. */
export interface Knowledge {
  /** The largest size that was answered; that is proof, because the packets cannot be fragmented. */
  readonly answeredBytes: number;
  /** The largest size that the local link takes. */
  readonly topBytes: number;
  /** Copies that were sent and not answered, by size, from rounds in which anything was answered at all. */
  readonly unanswered: ReadonlyMap<number, number>;
  /** What the system knows of the path from "packet too big" messages. */
  readonly knownMtuBytes: number | null;
}

/**
 * MTUs that are met on real paths, largest first: Ethernet, PPPoE, tunnels of all kinds, the minimum of IPv6, SLIP
 * (RFC 1191 section 7.1) and the minimum of IPv4 hosts. To ask for these first makes most searches a matter of three round trips.
 */
const usualMtus = [
  1500, 1492, 1488, 1480, 1472, 1460, 1454, 1452, 1448, 1440, 1436, 1428, 1420, 1412, 1400, 1380, 1358, 1340, 1280,
  1200, 1006, 576,
];

/**
 * A size counts as too big after that many copies without an answer. At 10 % loss in each direction an exchange fails
 * with 1 - 0.9², so five in a row fail by chance once in 4000 times.
 */
export const copiesForTooBig = 5;
/** Copies of a size that is only thought to pass: the size above it is what decides. */
const copiesForHint = 3;
/** Points by which one round divides a gap between usual sizes. */
const splitsPerRound = 6;
/** Copies of a size that is known to pass: without an answer to any of them, silence means nothing. */
const controlCopies = 2;
/** Sizes just above the largest answered one that are asked for again, in case their packet was lost. */
const retestedSizes = 2;

/** The sizes of the first round, largest first: the usual ones, the link's, and what the system knows already. */
export function firstRound(topBytes: number, floorBytes: number, knownMtuBytes: number | null): readonly number[] {
  const known = knownMtuBytes === null ? [] : [knownMtuBytes];
  const sizes = new Set([topBytes, floorBytes, ...known, ...usualMtus]);
  return [...sizes].filter((size) => size <= topBytes && size >= floorBytes).sort((left, right) => right - left);
}

/** Whether the search is over: the next larger size is proved not to pass, or there is none. */
export function isExact({ answeredBytes, topBytes, unanswered }: Knowledge): boolean {
  return answeredBytes >= topBytes || (unanswered.get(answeredBytes + 1) ?? 0) >= copiesForTooBig;
}

/** The sizes of the next round of a search that is not over; a size that stands there twice is sent twice. */
export function nextRound(knowledge: Knowledge): readonly number[] {
  const { answeredBytes, topBytes, unanswered, knownMtuBytes } = knowledge;
  const control = repeat(answeredBytes, controlCopies);
  const missing = (size: number): number => copiesForTooBig - (unanswered.get(size) ?? 0);
  if (knownMtuBytes !== null && knownMtuBytes >= answeredBytes && knownMtuBytes < topBytes) {
    const hintHolds = (unanswered.get(knownMtuBytes) ?? 0) < copiesForHint;
    const hint = knownMtuBytes === answeredBytes ? [] : repeat(knownMtuBytes, copiesForHint);
    if (hintHolds) return [...repeat(knownMtuBytes + 1, missing(knownMtuBytes + 1)), ...hint, ...control];
  }
  const next = answeredBytes + 1;
  const above = [...unanswered.keys()]
    .filter((size) => size > next && size <= topBytes)
    .sort((left, right) => left - right);
  return [
    ...above.slice(0, retestedSizes),
    ...splits(next, above[0] ?? topBytes + 1),
    ...repeat(next, missing(next)),
    ...control,
  ];
}

/** At most `splitsPerRound` sizes between the two, both excluded, evenly spread and largest first. */
function splits(low: number, high: number): readonly number[] {
  const inside = high - low - 1;
  const count = Math.min(inside, splitsPerRound);
  return Array.from({ length: count }, (_, index) => high - Math.round(((index + 1) * (inside + 1)) / (count + 1)));
}

function repeat(size: number, copies: number): readonly number[] {
  return Array.from({ length: Math.max(0, copies) }, () => size);
}
