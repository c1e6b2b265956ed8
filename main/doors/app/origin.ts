/*
 * Whose page it is. Every guard of this door asks here, so that there is one answer. Custom schemes have the origin
 * "null" in the URL standard, therefore addresses are compared by their normalised text.
 */

/** The scheme that the page is loaded with; it is registered as standard and secure, so it has an origin of its own. */
export const pageScheme = "app";

/** Origin of the page, as Chromium writes it. */
export const pageOrigin = `${pageScheme}://tunnel-doctor`;

/** Address of the page. */
export const pageUrl = `${pageOrigin}/`;

/** True for an address below our origin: same scheme, same host, no port, no user name. */
export function isOwnUrl(url: string): boolean {
  return URL.canParse(url) && new URL(url).href.startsWith(pageUrl);
}

/** True for a blob that our page has made: its address carries the origin of its maker. */
export function isOwnBlobUrl(url: string): boolean {
  const scheme = "blob:";
  return url.startsWith(scheme) && isOwnUrl(url.slice(scheme.length));
}
