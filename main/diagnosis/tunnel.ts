import type { TunnelType, VpnProfile } from "../model/vpn-profile.ts";
import type { Facts } from "./facts.ts";

/** The profile of the gateway that was checked, or the only profile there is. */
export function profileInQuestion(facts: Facts): VpnProfile | undefined {
  const { profiles, gateway } = facts.observations;
  const named = profiles.find(
    (profile) =>
      profile.gateway !== undefined &&
      gateway !== undefined &&
      [gateway.host, ...gateway.addresses].includes(profile.gateway),
  );
  return named ?? (profiles.length === 1 ? profiles[0] : undefined);
}

/** What kind of tunnel this is about: by the profile, else by which daemons speak in the logs, else unknown. */
export function tunnelType(facts: Facts): TunnelType {
  const profile = profileInQuestion(facts);
  if (profile !== undefined && profile.type !== "unknown") return profile.type;
  if (facts.eventsNamed("l2tp_start", "l2tp_tunnel_up", "l2tp_session_up").length > 0) return "l2tp-ipsec";
  return "unknown";
}

/** A setting of the profile as a duration: `30s`, `2m`, `1h` or plain seconds; undefined when absent or unreadable. */
export function settingSeconds(profile: VpnProfile | undefined, ...names: readonly string[]): number | undefined {
  const unitSeconds: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 };
  for (const name of names) {
    const match = /^(\d{1,9})\s*([smhd]?)$/.exec(profile?.settings[name]?.trim() ?? "");
    if (match !== null) return Number(match[1]) * (unitSeconds[match[2] ?? ""] ?? 1);
  }
  return undefined;
}

/** A setting of the profile as a whole number of bytes; undefined when absent or unreadable. */
export function settingBytes(profile: VpnProfile | undefined, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const text = profile?.settings[name]?.trim() ?? "";
    if (/^\d{3,5}$/.test(text)) return Number(text);
  }
  return undefined;
}
