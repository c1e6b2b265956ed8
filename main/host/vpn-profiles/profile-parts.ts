import { isIP } from "node:net";
import type { VpnProfile } from "../../model/vpn-profile.ts";

/** No setting of a VPN is longer; a longer line would only make the patterns below slow. */
const maxLineLength = 1_024;

/** The lines of a configuration file, without those that are too long to be settings. */
export function configLines(text: string): readonly string[] {
  return text.split(/\r?\n/u).filter((line) => line.length <= maxLineLength);
}

/** Longer values are no settings that anybody typed. */
const maxValueLength = 200;

/**
 * Keeps the wanted settings of a profile, in the words of its origin. Only named settings ever get in, so that a
 * secret, wherever it stands, cannot.
 */
export function pickSettings(
  entries: Iterable<readonly [string, string]>,
  wanted: ReadonlySet<string>,
): VpnProfile["settings"] {
  const picked = [...entries].filter(([key, value]) => wanted.has(key) && value !== "");
  return Object.fromEntries(picked.map(([key, value]) => [key, value.slice(0, maxValueLength)]));
}

/** Addresses that stand for "whoever comes". */
const anyHost: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/** The gateway of a profile as a property that is there only when there is one: a host name or an IP address. */
export function gatewayProperty(host: string | undefined): { readonly gateway?: string } {
  const text = host?.trim().replace(/^\[(.*)\]$/u, "$1") ?? "";
  const isHost = isIP(text) !== 0 || /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,252}$/u.test(text);
  return isHost && !anyHost.has(text) ? { gateway: text } : {};
}

/** The host of `host:port`, `[address]:port`, `host` or a bare IPv6 address. */
export function hostOfEndpoint(endpoint: string): string {
  const text = endpoint.trim();
  if (isIP(text) !== 0) return text;
  return /^\[([^\]]*)\]/u.exec(text)?.[1] ?? text.split(":", 1)[0] ?? "";
}
