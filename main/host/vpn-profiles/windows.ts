import { z } from "zod";
import type { TunnelType, VpnProfilesFound } from "../../model/vpn-profile.ts";
import { parseJson } from "../json.ts";
import { powershellArgs } from "../route.ts";
import { runForText, type CommandOptions, type RunCommand } from "../run-command.ts";
import { gatewayProperty, pickSettings } from "./profile-parts.ts";

const typeByTunnel: ReadonlyMap<string, TunnelType> = new Map<string, TunnelType>([
  ["L2tp", "l2tp-ipsec"],
  ["Ikev2", "ikev2"],
  ["Pptp", "pptp"],
]);

const wanted: ReadonlySet<string> = new Set([
  ...["TunnelType", "L2tpIPsecAuth", "AuthenticationMethod", "EncryptionLevel", "SplitTunneling"],
  ...["IdleDisconnectSeconds", "AssumeUDPEncapsulationContextOnSendRule", "ProhibitIpSec"],
]);

/**
 * The connections of this user and of all users, and the two registry values that decide whether L2TP/IPsec works
 * through NAT (Microsoft's articles on AssumeUDPEncapsulationContextOnSendRule and ProhibitIpSec).
 */
const script = `
$ErrorActionPreference = 'SilentlyContinue'
$services = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services'
$rule = (Get-ItemProperty "$services\\PolicyAgent").AssumeUDPEncapsulationContextOnSendRule
$noIpsec = (Get-ItemProperty "$services\\RasMan\\Parameters").ProhibitIpSec
$connections = @(Get-VpnConnection) + @(Get-VpnConnection -AllUserConnection)
ConvertTo-Json -Compress @($connections | Where-Object { $_ } | ForEach-Object { @{
  Name = "$($_.Name)"; ServerAddress = "$($_.ServerAddress)"; TunnelType = "$($_.TunnelType)"
  L2tpIPsecAuth = "$($_.L2tpIPsecAuth)"; AuthenticationMethod = "$($_.AuthenticationMethod)"
  EncryptionLevel = "$($_.EncryptionLevel)"; SplitTunneling = "$($_.SplitTunneling)"
  IdleDisconnectSeconds = "$($_.IdleDisconnectSeconds)"
  AssumeUDPEncapsulationContextOnSendRule = "$rule"; ProhibitIpSec = "$noIpsec" } })`;

const connectionSchema = z.looseObject({ Name: z.string(), ServerAddress: z.string(), TunnelType: z.string() });

/** Reads the JSON of the script; null when it is something else. The registry values count for L2TP only. */
export function parseWindowsConnections(text: string): VpnProfilesFound["profiles"] | null {
  const connections = parseJson(z.array(connectionSchema), text);
  return (
    connections?.map((connection) => {
      const type = typeByTunnel.get(connection.TunnelType) ?? "unknown";
      const entries = Object.entries(connection).flatMap(([key, value]): [string, string][] =>
        typeof value === "string" && (type === "l2tp-ipsec" || !registryValues.has(key)) ? [[key, value]] : [],
      );
      return {
        name: connection.Name,
        type,
        ...gatewayProperty(connection.ServerAddress),
        origin: "Windows VPN connections",
        settings: pickSettings(entries, wanted),
      };
    }) ?? null
  );
}

const registryValues: ReadonlySet<string> = new Set(["AssumeUDPEncapsulationContextOnSendRule", "ProhibitIpSec"]);

/** Finds the VPN connections of Windows; any user may ask for their own and those of all users. */
export async function findWindowsProfiles(run: RunCommand, options?: CommandOptions): Promise<VpnProfilesFound> {
  const printed = await runForText(run, "powershell", powershellArgs(script), options);
  const profiles = printed.ok ? parseWindowsConnections(printed.value) : null;
  if (profiles !== null) return { profiles, unreadable: [] };
  const reason = printed.ok ? "Windows printed no list of VPN connections." : printed.error.message;
  return { profiles: [], unreadable: [{ origin: "Get-VpnConnection", reason }] };
}
