import type { RunningSoftware } from "../../model/system-facts.ts";

interface KnownSoftware extends Pick<RunningSoftware, "name" | "kind"> {
  /** Names of its background processes, in lower case and without `.exe`. */
  readonly processes: readonly string[];
}

/** Linux keeps 15 characters of a process's name (proc(5), `comm`). */
const keptCharacters = 15;

/**
 * Software that comes into the way of another VPN while it runs. NetworkManager's `charon-nm` is not among it: it takes
 * ports of its own and leaves 500 and 4500 to others.
 */
export const knownSoftware: readonly KnownSoftware[] = [
  ike("strongSwan", "charon", "charon-systemd"),
  ike("Libreswan", "pluto"),
  ike("racoon", "racoon"),
  ike("Shrew Soft VPN", "iked", "ipsecd"),
  ike("Cisco VPN Client", "cvpnd"),
  ike("SonicWall Global VPN Client", "swgvcsvc"),
  ike("NCP Secure Client", "ncprwsnt", "ncpsec"),
  client("Cisco AnyConnect or Secure Client", "vpnagent", "vpnagentd"),
  client("GlobalProtect", "pangps"),
  client("FortiClient", "forticlient", "fctsched", "fortisslvpndaemon"),
  client("Check Point Endpoint Security VPN", "tracsrvwrapper"),
  client("Zscaler", "zsatunnel"),
  client("Netskope", "stagentsvc"),
  client("OpenVPN", "openvpn"),
  client("Tailscale", "tailscaled"),
  client("Cloudflare WARP", "warp-svc", "cloudflarewarp"),
  client("Mullvad", "mullvad-daemon"),
  client("NordVPN", "nordvpnd", "nordvpn-service"),
  client("Proton VPN", "protonvpnservice"),
  client("ExpressVPN", "expressvpnd", "expressvpnservice"),
  filter("Little Snitch", "at.obdev.littlesnitch.networkextension"),
  filter("OpenSnitch", "opensnitchd"),
  filter("Portmaster", "portmaster-core"),
  filter("GlassWire", "gwctlsrv"),
  filter("ESET", "ekrn"),
  filter("Kaspersky", "avp"),
  filter("Comodo", "cmdagent"),
];

/** The known software among the names of running processes, once each. */
export function softwareAmong(processNames: readonly string[]): RunningSoftware[] {
  const running = new Set(processNames.map(normalised));
  return knownSoftware.flatMap(({ name, kind, processes }) => {
    const process = processes.find((candidate) => running.has(candidate.slice(0, keptCharacters)));
    return process === undefined ? [] : [{ name, kind, process }];
  });
}

/** A process's name without its folder and ending. */
function normalised(processName: string): string {
  const name = processName.trim().split("/").at(-1) ?? "";
  return name
    .toLowerCase()
    .replace(/\.exe$/u, "")
    .slice(0, keptCharacters);
}

function ike(name: string, ...processes: readonly string[]): KnownSoftware {
  return { name, kind: "ike-service", processes };
}

function client(name: string, ...processes: readonly string[]): KnownSoftware {
  return { name, kind: "vpn-client", processes };
}

function filter(name: string, ...processes: readonly string[]): KnownSoftware {
  return { name, kind: "packet-filter", processes };
}
