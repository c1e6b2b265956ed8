import { z } from "zod";
import type { TunnelReport } from "../../model/vpn-state.ts";
import type { TunnelType } from "../../model/vpn-profile.ts";
import { parseJson } from "../json.ts";
import { powershellArgs } from "../route.ts";
import type { TunnelSource } from "./tunnel-source.ts";

const connectionSchema = z.object({
  Name: z.string(),
  ServerAddress: z.string().nullable(),
  TunnelType: z.string(),
});
const interfaceSchema = z.object({
  Name: z.string(),
  ReceivedBytes: z.number().nonnegative(),
  SentBytes: z.number().nonnegative(),
});
const answerSchema = z.object({ Connections: z.array(connectionSchema), Interfaces: z.array(interfaceSchema) });

/**
 * The connections of the system that are up, of this user and of all, and what the interfaces carried. The values of both
 * enumerations are turned into text by the script, in no language (VpnConnection of the module VpnClient). A connection of
 * the system is an interface of its own name (NetworkInterfaceType Ppp, 23), which Get-NetAdapterStatistics does not list,
 * so that .NET is asked, which knows those of other products too (Tunnel, 131; PropVirtual, 53).
 */
const script = [
  "$ErrorActionPreference='SilentlyContinue'",
  "$c=@(Get-VpnConnection)+@(Get-VpnConnection -AllUserConnection)|Where-Object{[string]$_.ConnectionStatus -eq 'Connected'}" +
    "|Select-Object Name,ServerAddress,@{n='TunnelType';e={[string]$_.TunnelType}}",
  "$i=[System.Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()" +
    "|Where-Object{[string]$_.OperationalStatus -eq 'Up' -and @(23,53,131) -contains [int]$_.NetworkInterfaceType}" +
    "|ForEach-Object{$s=$_.GetIPStatistics();@{Name=$_.Name;ReceivedBytes=$s.BytesReceived;SentBytes=$s.BytesSent}}",
  "ConvertTo-Json -Compress -Depth 3 @{Connections=@($c);Interfaces=@($i)}",
].join(";");

/** The values of TunnelType of Get-VpnConnection. */
const tunnelTypes: ReadonlyMap<string, TunnelType> = new Map<string, TunnelType>([
  ["Ikev2", "ikev2"],
  ["L2tp", "l2tp-ipsec"],
  ["Pptp", "pptp"],
]);

/** Reads the JSON of the script: connections with their interfaces, which bear the same name, and their traffic. */
export function parseWindowsTunnels(printed: string): readonly TunnelReport[] {
  const answer = parseJson(answerSchema, printed);
  if (answer === null) return [];
  return answer.Connections.map(({ Name, ServerAddress, TunnelType: type }) => {
    const own = answer.Interfaces.find((entry) => entry.Name === Name);
    return {
      connection: Name,
      type: tunnelTypes.get(type) ?? "unknown",
      ...(ServerAddress === null || ServerAddress === "" ? {} : { server: ServerAddress }),
      interfaceName: Name,
      insideAddresses: [],
      ...(own === undefined ? {} : { receivedBytes: own.ReceivedBytes, sentBytes: own.SentBytes }),
    };
  });
}

/** The connections of Windows that are up; any user may ask. */
export const windowsTunnelSources: readonly TunnelSource[] = [
  async (ask) => parseWindowsTunnels(await ask("powershell", powershellArgs(script))),
];
