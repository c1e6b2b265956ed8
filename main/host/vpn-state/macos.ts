import type { TunnelReport } from "../../model/vpn-state.ts";
import { parseScutilList, type ScutilService } from "../vpn-profiles/macos.ts";
import type { TunnelSource } from "./tunnel-source.ts";

const scutil = "/usr/sbin/scutil";
/** A Mac with more VPN services than this is managed by somebody else. */
const maxServices = 32;

/**
 * Reads `scutil --nc status ID`: the state on the first line, then the extended status as a dictionary, with the interface
 * and the addresses below `IPv4` (SCNetworkConnectionCopyExtendedStatus). Null where the service is not connected.
 */
export function parseScutilStatus({ name, type }: ScutilService, printed: string): TunnelReport | null {
  const [state = "", ...rest] = printed.split("\n");
  if (state.trim() !== "Connected") return null;
  const text = rest.join("\n");
  const value = (key: string): string | undefined => new RegExp(`^\\s*${key} : (\\S+)\\s*$`, "mu").exec(text)?.[1];
  const addresses = /Addresses : <array> \{([^}]*)\}/u.exec(text)?.[1] ?? "";
  const server = value("CommRemoteAddress") ?? value("RemoteAddress") ?? value("ServerAddress");
  const interfaceName = value("InterfaceName");
  return {
    connection: name,
    type,
    ...(server === undefined ? {} : { server }),
    ...(interfaceName === undefined ? {} : { interfaceName }),
    insideAddresses: [...addresses.matchAll(/\d+ : (\S+)/gu)].flatMap(([, address]) => address ?? []),
  };
}

/** The services of macOS that are connected. Any user may ask; other products' tunnels are interfaces only. */
export const macosTunnelSources: readonly TunnelSource[] = [
  async (ask) => {
    const services = parseScutilList(await ask(scutil, ["--nc", "list"])).slice(0, maxServices);
    const reports = await Promise.all(
      services.map(async (service) => parseScutilStatus(service, await ask(scutil, ["--nc", "status", service.id]))),
    );
    return reports.filter((report) => report !== null);
  },
];
