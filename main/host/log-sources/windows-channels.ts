/** Events of a Windows event log that have to do with a VPN or what is below it. */
export interface WindowsChannel {
  /** The name under which the outcome of reading it is told. */
  readonly source: string;
  readonly channel: string;
  /** Which events, as a condition on the element System (the XPath subset of the Windows Event Log). */
  readonly where: string;
}

const providers = (...names: readonly string[]) => `Provider[${names.map((name) => `@Name='${name}'`).join(" or ")}]`;
const eventIds = (...ids: readonly number[]) => `(${ids.map((id) => `EventID=${id}`).join(" or ")})`;
const idRange = (first: number, last: number) => `(EventID>=${first} and EventID<=${last})`;

/**
 * What is read of Windows. Each query stays below 20 conditions, because the Event Log refuses long ones. The Security log
 * is not asked for: IPsec audits are off by default, and an ordinary user may not read it.
 */
export const windowsChannels: readonly WindowsChannel[] = [
  { source: "Windows log: Application (RasClient)", channel: "Application", where: providers("RasClient") },
  {
    source: "Windows log: System (VPN services, DNS)",
    channel: "System",
    where: `(${providers("RasMan", "RasCfg", "RasSstp", "NdisWan", "RasAuto", "RemoteAccess", "Microsoft-Windows-DNS-Client", "Microsoft-Windows-WLAN-AutoConfig")} or (${providers("Service Control Manager")} and ${eventIds(7023, 7024, 7031, 7034, 7036, 7040)}))`,
  },
  {
    source: "Windows log: System (power)",
    channel: "System",
    where: `(${providers("Microsoft-Windows-Power-Troubleshooter")} or (${providers("Microsoft-Windows-Kernel-Power")} and ${eventIds(41, 42, 105, 107, 109, 172, 506, 507)}))`,
  },
  {
    source: "Windows log: System (wired network)",
    channel: "System",
    where: `${providers("e1cexpress", "e1dexpress", "e1iexpress", "e1kexpress", "e1qexpress", "e1rexpress", "e1yexpress", "e2fexpress", "e2fnexpress")} and ${eventIds(27, 32, 33)}`,
  },
  {
    source: "Windows log: WLAN-AutoConfig",
    channel: "Microsoft-Windows-WLAN-AutoConfig/Operational",
    where: `(${idRange(8000, 8004)} or ${idRange(11000, 11010)} or ${idRange(12011, 12014)})`,
  },
  {
    source: "Windows log: NetworkProfile",
    channel: "Microsoft-Windows-NetworkProfile/Operational",
    where: providers("Microsoft-Windows-NetworkProfile"),
  },
  {
    source: "Windows log: NCSI",
    channel: "Microsoft-Windows-NCSI/Operational",
    where: `(EventID=4042 or ${idRange(4009, 4012)})`,
  },
  {
    source: "Windows log: Dhcp-Client",
    channel: "Microsoft-Windows-Dhcp-Client/Admin",
    where: idRange(1000, 1005),
  },
  {
    source: "Windows log: VPN-Client",
    channel: "Microsoft-Windows-VPN-Client/Operational",
    where: idRange(10001, 10008),
  },
  {
    source: "Windows log: VPNPlugInPlatform",
    channel: "Microsoft-Windows-VPNPlugInPlatform/Operational",
    where: idRange(2001, 2032),
  },
];

/** The query for all events of a channel. */
export function everyEventQuery({ where }: WindowsChannel): string {
  return `*[System[${where}]]`;
}

/** The query for the events of a channel since a moment (wall ms). */
export function channelQuery({ where }: WindowsChannel, sinceMs: number): string {
  return `*[System[${where} and TimeCreated[@SystemTime>='${new Date(sinceMs).toISOString()}']]]`;
}
