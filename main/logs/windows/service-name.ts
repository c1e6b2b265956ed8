/** Services without which no VPN of Windows works, by their key name and by their name in an English Windows. */
const serviceNames: Readonly<Record<string, string>> = {
  IKEEXT: "IKE and AuthIP IPsec Keying Modules",
  PolicyAgent: "IPsec Policy Agent",
  RasMan: "Remote Access Connection Manager",
  RasAuto: "Remote Access Auto Connection Manager",
  RemoteAccess: "Routing and Remote Access",
  SstpSvc: "Secure Socket Tunneling Protocol Service",
  BFE: "Base Filtering Engine",
  WlanSvc: "WLAN AutoConfig",
  Dhcp: "DHCP Client",
  Dnscache: "DNS Client",
  NlaSvc: "Network Location Awareness",
};

const keyNames = new Map(
  Object.entries(serviceNames).flatMap(([key, englishName]) => [
    [key.toLowerCase(), key],
    [englishName.toLowerCase(), key],
  ]),
);

/** The key name of a VPN service by its key name or its English name, in any case of letters; undefined for others. */
export function vpnServiceOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : keyNames.get(name.trim().toLowerCase());
}

export interface ServiceBinary {
  readonly service: string;
  /** SERVICE_STATUS.dwCurrentState (winsvc.h), where the event tells it. */
  readonly state?: number;
}

/**
 * Reads the binary data of an event of the Service Control Manager: the key name of the service in UTF-16LE, with
 * `/` and the number of its state in event 7036, written in hexadecimal. Unlike the names in the event's other data it is
 * the same in every language. Null when it is something else.
 */
export function readServiceBinary(hex: string | undefined): ServiceBinary | null {
  if (hex === undefined || hex.length > 1_024 || !/^(?:[\dA-Fa-f]{4})+$/.test(hex)) return null;
  const units = hex.match(/.{4}/g) ?? [];
  const text = units
    .map((unit) => String.fromCharCode(Number.parseInt(unit.slice(2) + unit.slice(0, 2), 16)))
    .join("")
    .replace(/\0.*$/su, "");
  const match = /^([\w.-]{1,80})(?:\/(\d{1,2}))?$/.exec(text);
  if (match?.[1] === undefined) return null;
  return { service: match[1], ...(match[2] === undefined ? {} : { state: Number(match[2]) }) };
}
