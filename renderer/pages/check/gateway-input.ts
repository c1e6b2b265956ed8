import type { VpnProfile } from "../../../main/api/contract.ts";

/** A profile that says which gateway it connects to. */
export type ProfileWithGateway = VpnProfile & { readonly gateway: string };

/** The profiles that a check can be about. */
export function profilesWithGateway(profiles: readonly VpnProfile[]): readonly ProfileWithGateway[] {
  return profiles.filter((profile): profile is ProfileWithGateway => profile.gateway !== undefined);
}

/** What a person means who pastes a web address: `https://vpn.example.com/login` is about `vpn.example.com`. */
export function normaliseGateway(text: string): string {
  return text
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/[/?#].*$/, "");
}

/** The same rule as the contract's: a host name or an address, without a scheme, port or path. */
export function isGatewayName(text: string): boolean {
  return text.length <= 253 && /^[\p{L}\p{N}._:%-]+$/u.test(text) && (!/^[\d.]+$/.test(text) || isIpv4(text));
}

/** A name of digits and dots only is an address: no top-level domain is a number (RFC 3696 section 2). */
function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.|$)){4}$/.test(text) && !text.endsWith(".");
}
