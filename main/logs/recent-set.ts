/** Remembers what was added last, and tells whether something was added before. */
interface RecentSet {
  readonly add: (atMs: number, kind: string, text: string) => "new" | "again";
}

/**
 * Makes a set that remembers between half of `capacity` and all of it, in constant memory: only hashes are kept, so that
 * long texts take no more room than short ones. Two of 50 000 meet by chance once in millions of runs.
 */
export function createRecentSet(capacity: number): RecentSet {
  const half = Math.ceil(capacity / 2);
  const slots = 2 ** Math.ceil(Math.log2(half * 3));
  let young = new Float64Array(slots);
  let old = new Float64Array(slots);
  let youngCount = 0;

  /** The slot that holds the hash, or the empty one where it belongs. */
  const find = (table: Float64Array, hash: number): number => {
    let slot = hash & (slots - 1);
    while (table[slot] !== 0 && table[slot] !== hash) slot = (slot + 1) & (slots - 1);
    return slot;
  };

  return {
    add: (atMs, kind, text) => {
      const hash = hashOf(atMs, kind, text);
      const slot = find(young, hash);
      if (young[slot] === hash || old[find(old, hash)] === hash) return "again";
      young[slot] = hash;
      youngCount += 1;
      // Two generations: the older one is dropped as a whole.
      if (youngCount >= half) {
        [young, old] = [old.fill(0), young];
        youngCount = 0;
      }
      return "new";
    },
  };
}

/** A whole number from 1 to 2^53 - 1, from two multiplicative hashes (FNV-1a with its prime, and one with another). */
function hashOf(atMs: number, kind: string, text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  const mix = (unit: number) => {
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x5bd1e995);
    // A multiplication carries upwards only; this brings what it made back down.
    high ^= high >>> 15;
  };
  mix(atMs % 2 ** 32);
  mix(atMs / 2 ** 32);
  for (let position = 0; position < kind.length; position += 1) mix(kind.charCodeAt(position));
  for (let position = 0; position < text.length; position += 1) mix(text.charCodeAt(position));
  return (high >>> 11) * 2 ** 32 + (low >>> 0) || 1;
}
