const storageKey = "tunnel-doctor-token";

/**
 * The secret that stands behind the `#` of the page's address. It is kept for a reload of this tab and taken out of the
 * address bar, so that it does not end up in a screenshot or a bookmark.
 *
 * @returns an empty text where there is none
 */
export function takeToken(location: Location, history: History, storage: Storage): string {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return storage.getItem(storageKey) ?? "";
  storage.setItem(storageKey, token);
  history.replaceState(null, "", location.pathname);
  return token;
}
