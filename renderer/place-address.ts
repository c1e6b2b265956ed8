/** The places of the window, in the order of their links. */
export const placeIds = ["check", "timeline", "measurements", "logs", "captures", "compare", "share", "fleet"] as const;
/** Pages about the program itself, apart from the others. */
export const programPageIds = ["settings", "about"] as const;
export type PlaceId = (typeof placeIds | typeof programPageIds)[number];

const allIds: readonly PlaceId[] = [...placeIds, ...programPageIds];

/**
 * The place that a URL's fragment names: `#/logs`; the first one where there is no fragment. Anything else, such as the
 * skip link's `#content`, names none.
 */
export function placeOf(fragment: string): PlaceId | undefined {
  if (fragment === "") return "check";
  return allIds.find((id) => fragment === `#/${id}` || fragment.startsWith(`#/${id}?`));
}

/** The address of a moment in a place: `#/timeline?at=1790000000000`. */
export function momentAddress(place: PlaceId, atMs: number): string {
  return `#/${place}?at=${String(atMs)}`;
}

/** The moment that a fragment asks a place to show; undefined when it names another place or no moment. */
export function momentOf(fragment: string, place: PlaceId): number | undefined {
  if (placeOf(fragment) !== place) return undefined;
  const text = new URLSearchParams(fragment.split("?")[1] ?? "").get("at");
  const atMs = Number(text);
  return text === null || text === "" || !Number.isFinite(atMs) ? undefined : atMs;
}
