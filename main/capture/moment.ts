/** The last moment of the year 9999, the last one that has a text. */
const lastMs = 253_402_300_799_999;

/** A time of a capture as text under its key; nothing where there is none, or one that no clock shows. */
export function moment<Key extends string>(key: Key, atMs: number | undefined): Partial<Record<Key, string>> {
  if (atMs === undefined || !(atMs >= 0 && atMs <= lastMs)) return {};
  return { [key]: new Date(atMs).toISOString() } as Partial<Record<Key, string>>;
}
