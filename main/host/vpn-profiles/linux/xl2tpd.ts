import type { VpnProfile } from "../../../model/vpn-profile.ts";
import { parseKeyfile, valueOf } from "../keyfile.ts";
import { configLines, gatewayProperty, pickSettings } from "../profile-parts.ts";

/** Settings of xl2tpd.conf(5) that matter for drops. */
const wanted: ReadonlySet<string> = new Set([
  ...["lns", "redial", "redial timeout", "max redials", "autodial", "length bit", "tunnel rws", "pppoptfile"],
  ...["max retries", "hello delay", "bps", "tx bps", "rx bps"],
]);

/** Options of pppd(8) that matter for drops; with their values where they have one. */
const wantedOfPpp: ReadonlySet<string> = new Set([
  ...["mtu", "mru", "idle", "maxconnect", "lcp-echo-interval", "lcp-echo-failure", "lcp-echo-adaptive", "persist"],
  ...[
    "maxfail",
    "holdoff",
    "noccp",
    "nobsdcomp",
    "nodeflate",
    "novj",
    "novjccomp",
    "defaultroute",
    "replacedefaultroute",
  ],
  ...["require-mschap-v2", "refuse-eap", "refuse-pap", "refuse-chap", "refuse-mschap", "require-mppe", "usepeerdns"],
]);

/** Reads the `[lac NAME]` sections of an xl2tpd.conf: the outgoing connections. `[lns ...]` is the server's side. */
export function parseXl2tpdConf(text: string, origin: string): readonly VpnProfile[] {
  return parseKeyfile(text).flatMap(({ name, entries }) => {
    const lac = /^lac\s+(.+)$/u.exec(name)?.[1];
    if (lac === undefined || lac === "default") return [];
    const lns = valueOf(entries, "lns");
    return [
      {
        name: lac,
        type: "l2tp-ipsec",
        ...gatewayProperty(lns),
        origin,
        settings: pickSettings(entries, wanted),
      } as const,
    ];
  });
}

/** Reads a file of pppd options; each becomes a setting `ppp OPTION`. `password` and `user` are never kept. */
export function parsePppOptions(text: string): VpnProfile["settings"] {
  const options = configLines(text).flatMap((line): [string, string][] => {
    const [option, ...values] = line.replace(/#.*$/u, "").trim().split(/\s+/u);
    if (option === undefined || !wantedOfPpp.has(option)) return [];
    return [[option, values.join(" ") || "yes"]];
  });
  return Object.fromEntries(
    Object.entries(pickSettings(options, wantedOfPpp)).map(([option, value]) => [`ppp ${option}`, value]),
  );
}
