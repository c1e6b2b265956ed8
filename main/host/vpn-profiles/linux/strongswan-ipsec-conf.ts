import type { TunnelType, VpnProfile } from "../../../model/vpn-profile.ts";
import { configLines, gatewayProperty, pickSettings } from "../profile-parts.ts";

/** Settings of ipsec.conf(5), of strongSwan and of Libreswan, that matter for drops. */
const wanted: ReadonlySet<string> = new Set([
  ...[
    "type",
    "auto",
    "keyexchange",
    "ikev2",
    "authby",
    "leftauth",
    "rightauth",
    "aggressive",
    "ike",
    "esp",
    "phase2alg",
  ],
  ...["ikelifetime", "lifetime", "keylife", "salifetime", "margintime", "rekeymargin", "rekeyfuzz", "rekey", "reauth"],
  ...["keyingtries", "dpdaction", "dpddelay", "dpdtimeout", "closeaction", "inactivity", "pfs", "dontrekey"],
  ...[
    "forceencaps",
    "encapsulation",
    "nat-keepalive",
    "nat-ikev1-method",
    "fragmentation",
    "mobike",
    "mtu",
    "narrowing",
  ],
  ...["left", "right", "leftprotoport", "rightprotoport", "leftsubnet", "rightsubnet", "leftsourceip"],
]);

type Settings = ReadonlyMap<string, string>;

/**
 * Reads the `conn` sections of an ipsec.conf whose includes are in place already. A section's own settings win over
 * those of `also`, and these over `%default`. Sections for nobody (`%default`, `auto=ignore` templates without a
 * peer) give no profile. Secrets live in another file, ipsec.secrets, which is never read.
 */
export function parseIpsecConf(text: string, origin: string): readonly VpnProfile[] {
  const sections = readSections(text);
  const defaults = sections.get("%default") ?? [];
  return [...sections].flatMap(([name, own]) => {
    if (name === "%default") return [];
    const settings: Settings = new Map([...defaults, ...withAlso(own, sections, new Set([name]))]);
    return settings.has("right") || settings.has("left") ? [profile(name, settings, origin)] : [];
  });
}

type Entries = readonly (readonly [key: string, value: string])[];

function readSections(text: string): ReadonlyMap<string, Entries> {
  const sections = new Map<string, [string, string][]>();
  let current: [string, string][] | null = null;
  for (const rawLine of configLines(text)) {
    const line = withoutComment(rawLine);
    if (line.trim() === "") continue;
    if (/^\S/u.test(line)) {
      const name = /^conn\s+("?)([^"\s]+)\1/u.exec(line)?.[2];
      current = name === undefined ? null : (sections.get(name) ?? []);
      if (name !== undefined && current !== null) sections.set(name, current);
      continue;
    }
    const [, key, value] = /^\s+([\w-]+)\s*=\s*(.*?)\s*$/u.exec(line) ?? [];
    if (key !== undefined && value !== undefined) current?.push([key, value.replace(/^"(.*)"$/u, "$1")]);
  }
  return sections;
}

/** A `#` begins a comment, but not inside quotes. */
function withoutComment(line: string): string {
  const hash = [...line.matchAll(/#/gu)].find(({ index }) => (line.slice(0, index).split('"').length - 1) % 2 === 0);
  return hash === undefined ? line : line.slice(0, hash.index);
}

/** Settings of a section after those it takes over by `also`. Each name is taken over once, so a circle ends. */
function withAlso(own: Entries, sections: ReadonlyMap<string, Entries>, seen: Set<string>): Entries {
  const inherited = own.flatMap(([key, name]) => {
    if (key !== "also" || seen.has(name)) return [];
    seen.add(name);
    return withAlso(sections.get(name) ?? [], sections, seen);
  });
  return [...inherited, ...own.filter(([key]) => key !== "also")];
}

function profile(name: string, settings: Settings, origin: string): VpnProfile {
  return {
    name,
    type: tunnelType(settings),
    // `%any`, `%defaultroute` and lists are no gateway that could be asked.
    ...gatewayProperty(settings.get("right")),
    origin,
    settings: pickSettings(settings, wanted),
  };
}

function tunnelType(settings: Settings): TunnelType {
  const ports = `${settings.get("leftprotoport") ?? ""} ${settings.get("rightprotoport") ?? ""}`;
  if (/\b(17|udp)\/(1701|l2tp|l2f)\b/u.test(ports)) return "l2tp-ipsec";
  const version = settings.get("keyexchange") ?? settings.get("ikev2") ?? "";
  return /^(ikev1|no|never)$/u.test(version) ? "ikev1" : "ikev2";
}
