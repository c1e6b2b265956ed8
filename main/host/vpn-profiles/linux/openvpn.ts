import type { VpnProfile } from "../../../model/vpn-profile.ts";
import { configLines, gatewayProperty, pickSettings } from "../profile-parts.ts";

/** Options of openvpn(8) that matter for drops. */
const wanted: ReadonlySet<string> = new Set([
  ...["remote", "proto", "port", "rport", "dev", "ping", "ping-restart", "ping-exit", "keepalive", "reneg-sec"],
  ...["reneg-bytes", "tran-window", "hand-window", "tun-mtu", "link-mtu", "mssfix", "fragment", "mtu-disc", "float"],
  ...["persist-tun", "persist-key", "resolv-retry", "connect-retry", "connect-timeout", "explicit-exit-notify"],
  ...["inactive", "cipher", "data-ciphers", "comp-lzo", "compress", "nobind", "lport", "auth-nocache", "remote-random"],
]);

/**
 * Reads an OpenVPN client configuration; a server's gives no profile. Inline blocks (`<key>` and the like) hold secrets
 * and are skipped, up to the end of the file when they are not closed.
 */
export function parseOpenvpnConf(text: string, name: string, origin: string): readonly VpnProfile[] {
  const options = readOptions(text);
  const remotes = options.filter(([option]) => option === "remote");
  const isClient = remotes.length > 0 || options.some(([option]) => option === "client");
  if (!isClient) return [];
  return [
    {
      name,
      type: "openvpn",
      ...gatewayProperty(remotes[0]?.[1].split(/\s+/u, 1)[0]),
      origin,
      // The first `remote` is the one that is tried first; further ones would overwrite it.
      settings: pickSettings([...options].reverse(), wanted),
    },
  ];
}

function readOptions(text: string): readonly (readonly [string, string])[] {
  const options: [string, string][] = [];
  let block: string | null = null;
  for (const rawLine of configLines(text)) {
    const line = rawLine.trim();
    if (block !== null) {
      if (line === `</${block}>`) block = null;
      continue;
    }
    const opened = /^<([\w-]+)>/u.exec(line)?.[1];
    // A <connection> block holds options, not secrets.
    if (opened !== undefined && opened !== "connection") {
      block = opened;
      continue;
    }
    const [option, value = ""] = line.split(/\s+(.*)/su);
    if (option !== undefined && /^[a-z]/u.test(option))
      options.push([option, value.replace(/\s+[#;].*$/u, "") || "yes"]);
  }
  return options;
}
