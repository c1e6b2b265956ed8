/** Remembers the last `capacity` keys, and tells whether a key was among them. */
interface RecentSet {
  readonly add: (key: string) => "new" | "again";
}

export function createRecentSet(capacity: number): RecentSet {
  let young = new Set<string>();
  let old = new Set<string>();
  return {
    add: (key) => {
      if (young.has(key) || old.has(key)) return "again";
      young.add(key);
      // Two generations: dropping the older one costs nothing per key.
      if (young.size > capacity / 2) {
        old = young;
        young = new Set();
      }
      return "new";
    },
  };
}
