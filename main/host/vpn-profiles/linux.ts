import path from "node:path";
import type { VpnProfile, VpnProfilesFound } from "../../model/vpn-profile.ts";
import { runForText, type CommandOptions, type RunCommand } from "../run-command.ts";
import { matchingFiles, maxConfigBytes, readWithIncludes, type ProfileFiles } from "./includes.ts";
import { parseNetworkManagerFile, parseNmcliConnections, parseNmcliVpn } from "./linux/networkmanager.ts";
import { parseOpenvpnConf } from "./linux/openvpn.ts";
import { parseIpsecConf } from "./linux/strongswan-ipsec-conf.ts";
import { parseSwanctlConf } from "./linux/strongswan-swanctl.ts";
import { parseWireguardConf } from "./linux/wireguard.ts";
import { parsePppOptions, parseXl2tpdConf } from "./linux/xl2tpd.ts";

type ParseFile = (text: string, name: string, origin: string) => readonly VpnProfile[];

/** Configuration that is one file with includes. Libreswan's main file includes its `ipsec.d` by itself. */
const includingFiles: readonly (readonly [string, (text: string, origin: string) => readonly VpnProfile[]])[] = [
  ["/etc/ipsec.conf", parseIpsecConf],
  ["/etc/strongswan/ipsec.conf", parseIpsecConf],
  ["/etc/swanctl/swanctl.conf", parseSwanctlConf],
  ["/etc/strongswan/swanctl/swanctl.conf", parseSwanctlConf],
  ["/etc/xl2tpd/xl2tpd.conf", parseXl2tpdConf],
];

/** Configuration that is one file per connection; the file's name is the connection's. */
const filePatterns: readonly (readonly [string, ParseFile])[] = [
  ["/etc/wireguard/*.conf", parseWireguardConf],
  ["/etc/openvpn/*.conf", parseOpenvpnConf],
  ["/etc/openvpn/client/*.conf", parseOpenvpnConf],
  ["/etc/openvpn/client/*.ovpn", parseOpenvpnConf],
];

const networkManagerFolder = "/etc/NetworkManager/system-connections";

/** Finds the VPN profiles of a Linux machine. What exists and may not be read is listed as unreadable. */
export async function findLinuxProfiles(
  run: RunCommand,
  files: ProfileFiles,
  options?: CommandOptions,
): Promise<VpnProfilesFound> {
  const found = await Promise.all([
    networkManagerProfiles(run, files, options),
    ...includingFiles.map(async ([filePath, parse]): Promise<VpnProfilesFound> => {
      const { text, unreadable } = await readWithIncludes(filePath, files);
      return { profiles: [...parse(text, filePath)], unreadable: [...unreadable] };
    }),
    ...filePatterns.map(([pattern, parse]) => profilesOfFiles(pattern, parse, files)),
  ]);
  const profiles = await Promise.all(found.flatMap((each) => each.profiles).map((each) => withPppOptions(each, files)));
  return { profiles, unreadable: found.flatMap((each) => each.unreadable) };
}

async function profilesOfFiles(pattern: string, parse: ParseFile, files: ProfileFiles): Promise<VpnProfilesFound> {
  const folder = path.posix.dirname(pattern);
  const listed = await files.listFolder(folder);
  if (!listed.ok) {
    const missing = listed.error.code === "not-found";
    return { profiles: [], unreadable: missing ? [] : [{ origin: folder, reason: listed.error.message }] };
  }
  const found: VpnProfilesFound = { profiles: [], unreadable: [] };
  for (const filePath of await matchingFiles(pattern, files)) {
    const content = await files.readText(filePath, maxConfigBytes);
    const name = path.posix.basename(filePath, path.posix.extname(filePath));
    if (content.ok) found.profiles.push(...parse(content.value, name, filePath));
    else found.unreadable.push({ origin: filePath, reason: content.error.message });
  }
  return found;
}

/**
 * NetworkManager's own files, which only root may read; without that right nmcli tells the same, but for WireGuard's
 * peers.
 */
async function networkManagerProfiles(
  run: RunCommand,
  files: ProfileFiles,
  options?: CommandOptions,
): Promise<VpnProfilesFound> {
  const parse: ParseFile = (text, _name, origin) => parseNetworkManagerFile(text, origin);
  const fromFiles = await profilesOfFiles(`${networkManagerFolder}/*.nmconnection`, parse, files);
  if (fromFiles.unreadable.length === 0) return fromFiles;
  const listed = await runForText(run, "nmcli", ["-t", "-f", "NAME,TYPE,UUID", "connection", "show"], options);
  if (!listed.ok) return fromFiles;
  const profiles = await Promise.all(
    parseNmcliConnections(listed.value).map(async ({ name, type, uuid }): Promise<VpnProfile[]> => {
      if (type === "wireguard") return [{ name, type, origin: "NetworkManager", settings: {} }];
      const args = ["-t", "-f", "vpn.data,vpn.service-type", "connection", "show", uuid];
      const shown = await runForText(run, "nmcli", args, options);
      return shown.ok ? [parseNmcliVpn(shown.value, name)] : [];
    }),
  );
  return { profiles: profiles.flat(), unreadable: [] };
}

/** The echo and MTU settings of an L2TP profile stand in the pppd options file that it names. */
async function withPppOptions(profile: VpnProfile, files: ProfileFiles): Promise<VpnProfile> {
  const optionsPath = profile.settings["pppoptfile"];
  if (optionsPath?.startsWith("/") !== true) return profile;
  const content = await files.readText(optionsPath, maxConfigBytes);
  return content.ok ? { ...profile, settings: { ...profile.settings, ...parsePppOptions(content.value) } } : profile;
}
