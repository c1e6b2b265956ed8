/** Texts that bytes are compared with in place, before any of them becomes a string. */
export interface PrefixSet {
  /** True where one of the texts stands at `start`. Nothing at or after `end` is looked at. */
  readonly hasPrefix: (bytes: Uint8Array, start: number, end: number) => boolean;
  /** The text that fills the bytes from `start` up to `end`, or null. */
  readonly findWhole: (bytes: Uint8Array, start: number, end: number) => string | null;
}

interface KnownText {
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** Makes a set of texts of at least two bytes. It is asked for every line of a log, so that its loops make no closures. */
export function createPrefixSet(texts: readonly string[]): PrefixSet {
  const encoder = new TextEncoder();
  const known = texts.map((text): KnownText => ({ text, bytes: encoder.encode(text) }));
  const longest = Math.max(0, ...known.map(({ bytes }) => bytes.length));
  const byFirstByte = Array.from({ length: 256 }, (_, first) => known.filter(({ bytes }) => bytes[0] === first));
  const byFirstTwoBytes = new Map<number, Uint8Array[]>();
  for (const { bytes } of known) {
    const key = twoBytes(bytes, 0);
    byFirstTwoBytes.set(key, [...(byFirstTwoBytes.get(key) ?? []), bytes]);
  }
  const byFirstByteAndLength = byFirstByte.flatMap((group) =>
    Array.from({ length: longest + 1 }, (_, length) => group.filter(({ bytes }) => bytes.length === length)),
  );
  return {
    hasPrefix: (bytes, start, end) => {
      const length = end - start;
      const group = length < 2 ? undefined : byFirstTwoBytes.get(twoBytes(bytes, start));
      if (group === undefined) return false;
      for (const text of group) if (text.length <= length && standsAt(text, bytes, start)) return true;
      return false;
    },
    findWhole: (bytes, start, end) => {
      const length = end - start;
      if (length <= 0 || length > longest) return null;
      const group = byFirstByteAndLength[(bytes[start] ?? 0) * (longest + 1) + length];
      if (group === undefined) return null;
      for (const entry of group) if (standsAt(entry.bytes, bytes, start)) return entry.text;
      return null;
    },
  };
}

const twoBytes = (bytes: Uint8Array, start: number) => ((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0);

function standsAt(text: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let offset = 1; offset < text.length; offset += 1) {
    if (text[offset] !== bytes[start + offset]) return false;
  }
  return true;
}
