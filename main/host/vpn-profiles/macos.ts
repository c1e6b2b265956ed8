import type { TunnelType, VpnProfile, VpnProfilesFound } from "../../model/vpn-profile.ts";
import { runForText, type CommandOptions, type RunCommand } from "../run-command.ts";
import { configLines, gatewayProperty } from "./profile-parts.ts";

const scutil = "/usr/sbin/scutil";

/** The subtype in the last brackets of a line of `scutil --nc list`. */
const typeBySubtype: ReadonlyMap<string, TunnelType> = new Map<string, TunnelType>([
  ["PPP:L2TP", "l2tp-ipsec"],
  ["PPP:PPTP", "pptp"],
  ["IPSec", "ikev1"],
  ["VPN:com.wireguard.macos", "wireguard"],
  ["VPN:net.openvpn.connect.app", "openvpn"],
]);

export interface ScutilService {
  readonly id: string;
  readonly name: string;
  readonly type: TunnelType;
}

/**
 * Reads `scutil --nc list`, whose lines look like
 * `* (Disconnected)   0E1B5A4B-… PPP --> L2TP       "Office"                 [PPP:L2TP]`.
 */
export function parseScutilList(text: string): readonly ScutilService[] {
  return configLines(text).flatMap((line) => {
    const [, id, name, subtype] =
      /([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}) [^"]*"(.*)"\s+\[([^\]]+)\]/u.exec(line) ?? [];
    if (id === undefined || name === undefined || subtype === undefined) return [];
    // The system's own IKEv2 client is listed with its provider in place of a protocol.
    const type = typeBySubtype.get(subtype) ?? (/ikev2/iu.test(line) ? "ikev2" : "unknown");
    return [{ id, name, type }];
  });
}

/** The gateway in what `scutil --nc show ID` prints: `CommRemoteAddress` of PPP services, else the other two. */
export function parseScutilGateway(text: string): string | undefined {
  return /^\s*(?:CommRemoteAddress|RemoteAddress|ServerAddress)\s*:\s*(\S+)\s*$/mu.exec(text)?.[1];
}

/** Finds the VPN services of macOS; any user may ask. What a configuration profile hides is not listed. */
export async function findMacosProfiles(run: RunCommand, options?: CommandOptions): Promise<VpnProfilesFound> {
  const listed = await runForText(run, scutil, ["--nc", "list"], options);
  if (!listed.ok) return { profiles: [], unreadable: [{ origin: "scutil --nc", reason: listed.error.message }] };
  const profiles = await Promise.all(
    parseScutilList(listed.value).map(async ({ id, name, type }): Promise<VpnProfile> => {
      const shown = await runForText(run, scutil, ["--nc", "show", id], options);
      const gateway = shown.ok ? parseScutilGateway(shown.value) : undefined;
      return { name, type, ...gatewayProperty(gateway), origin: "macOS network services", settings: {} };
    }),
  );
  return { profiles, unreadable: [] };
}
