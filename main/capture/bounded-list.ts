/** A list that keeps the first entries and counts the others, so that no capture can fill the memory. */
export interface BoundedList<Entry> {
  readonly entries: readonly Entry[];
  readonly add: (entry: Entry) => void;
  readonly leftOut: () => number;
}

/** A list of at most `most` entries. */
export function createBoundedList<Entry>(most: number): BoundedList<Entry> {
  const entries: Entry[] = [];
  let leftOut = 0;
  return {
    entries,
    add: (entry) => {
      if (entries.length < most) entries.push(entry);
      else leftOut += 1;
    },
    leftOut: () => leftOut,
  };
}

/** A map that forgets its oldest entry when it is full, and hands it to `onForget`. */
export interface BoundedMap<Key, Value> {
  readonly get: (key: Key) => Value | undefined;
  readonly set: (key: Key, value: Value) => void;
  readonly delete: (key: Key) => void;
  readonly values: () => Iterable<Value>;
}

/** A map of at most `most` entries, in the order in which they came. */
export function createBoundedMap<Key, Value>(
  most: number,
  onForget: (value: Value) => void = () => undefined,
): BoundedMap<Key, Value> {
  const map = new Map<Key, Value>();
  return {
    get: (key) => map.get(key),
    set: (key, value) => {
      if (!map.has(key) && map.size >= most) {
        for (const [oldest, forgotten] of map) {
          map.delete(oldest);
          onForget(forgotten);
          break;
        }
      }
      map.set(key, value);
    },
    delete: (key) => void map.delete(key),
    values: () => map.values(),
  };
}
