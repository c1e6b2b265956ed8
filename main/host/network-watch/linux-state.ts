import { readdir, readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import path from "node:path";
import type { NetworkSnapshot } from "../../model/network.ts";
import type { TunnelCounters } from "../../model/vpn-state.ts";
import type { RawInterface } from "../../network/snapshot.ts";
import { parseNameServers } from "../network-snapshot.ts";

/*
 * What the kernel shows of the network in files, read without starting a program: it is looked at often. `/proc/net` and,
 * below `ip netns exec`, `/sys` are those of the own network namespace.
 */

type DefaultRoutes = NetworkSnapshot["defaultRoutes"];

/** `linux/if_arp.h`: PPP, and IP without a link layer below (TUN, WireGuard, XFRM). */
const linkTypes: ReadonlyMap<number, string> = new Map([
  [512, "ppp"],
  [65534, "none"],
  [768, "ipip"],
  [776, "sit"],
  [778, "gre"],
]);
/** `linux/if.h`: IFF_UP, IFF_LOOPBACK. */
const flagUp = 0x1;
const flagLoopback = 0x8;

async function text(filePath: string): Promise<string> {
  return readFile(filePath, "utf8").catch(() => "");
}

/** The interfaces; those that are up and have a carrier with their addresses. */
export async function readInterfaces(sys = "/sys/class/net"): Promise<readonly RawInterface[]> {
  const addresses = networkInterfaces();
  const names = await readdir(sys).catch(() => Object.keys(addresses));
  return Promise.all(
    names.sort().map(async (name): Promise<RawInterface> => {
      const at = (file: string): Promise<string> => text(path.join(sys, name, file));
      const [flagsText, carrier, mtu, type, uevent, tunFlags] = await Promise.all(
        ["flags", "carrier", "mtu", "type", "uevent", "tun_flags"].map(at),
      );
      const flags = Number.parseInt(flagsText?.trim() ?? "", 16);
      const deviceType = /^DEVTYPE=(\w+)$/mu.exec(uevent ?? "")?.[1];
      const linkKind = tunFlags === "" ? (deviceType ?? linkTypes.get(Number(type))) : "tun";
      return {
        name,
        internal: (flags & flagLoopback) !== 0,
        up: (flags & flagUp) !== 0 && carrier?.trim() === "1",
        linkKind: deviceType === "wlan" ? undefined : linkKind,
        mtuBytes: Number(mtu),
        addresses: (addresses[name] ?? []).map(({ address, cidr }) => ({
          address,
          prefixLength: Number(cidr?.split("/")[1] ?? NaN),
        })),
      };
    }),
  );
}

/** `linux/route.h`: RTF_UP, RTF_GATEWAY, RTF_REJECT. */
const routeUp = 0x1;
const routeGateway = 0x2;
const routeReject = 0x200;

/** Reads `/proc/net/route` (net/ipv4/fib_trie.c): numbers in hexadecimal, addresses in the order of the machine's bytes. */
export function parseRoutes4(content: string): DefaultRoutes {
  return content
    .split("\n")
    .slice(1)
    .flatMap((line): DefaultRoutes => {
      const [name, destination, gateway, flagsText, , , metric, mask] = line.split(/\s+/u);
      const flags = Number.parseInt(flagsText ?? "", 16);
      if (name === undefined || destination !== "00000000" || mask !== "00000000") return [];
      if ((flags & routeUp) === 0 || (flags & routeReject) !== 0) return [];
      const bytes = [6, 4, 2, 0].map((from) => Number.parseInt((gateway ?? "").slice(from, from + 2), 16));
      const via = (flags & routeGateway) === 0 ? {} : { gatewayAddress: bytes.join(".") };
      return [{ family: "ipv4", interfaceName: name, ...via, metric: Number(metric) }];
    });
}

/** Reads `/proc/net/ipv6_route` (net/ipv6/route.c, rt6_info_route). */
export function parseRoutes6(content: string): DefaultRoutes {
  return content.split("\n").flatMap((line): DefaultRoutes => {
    const [destination, length, , , gateway, metric, , , flagsText, name] = line.split(/\s+/u);
    const flags = Number.parseInt(flagsText ?? "", 16);
    if (name === undefined || !/^0{32}$/u.test(destination ?? "") || length !== "00") return [];
    if ((flags & routeUp) === 0 || (flags & routeReject) !== 0) return [];
    const groups = (gateway ?? "").match(/.{4}/gu) ?? [];
    const via = (flags & routeGateway) === 0 ? {} : { gatewayAddress: groups.join(":") };
    return [{ family: "ipv6", interfaceName: name, ...via, metric: Number.parseInt(metric ?? "", 16) }];
  });
}

/** The default routes of both families. */
export async function readRoutes(proc = "/proc/net"): Promise<DefaultRoutes> {
  const [ipv4, ipv6] = await Promise.all([text(path.join(proc, "route")), text(path.join(proc, "ipv6_route"))]);
  return [...parseRoutes4(ipv4), ...parseRoutes6(ipv6)];
}

/** systemd-resolved's file of the servers behind its stub, where there is one, and what the C library reads. */
const resolverFiles = ["/run/systemd/resolve/resolv.conf", "/etc/resolv.conf"];

/** The name servers that are set now; Node remembers those of its start. */
export async function readNameServers(files = resolverFiles): Promise<readonly string[]> {
  for (const file of files) {
    const servers = parseNameServers(await text(file));
    if (servers.length > 0) return servers;
  }
  return [];
}

/** Reads `/proc/net/dev` (net/core/net-procfs.c): bytes received are the first number, bytes sent the ninth. */
export function parseCounters(content: string, interfaceNames: readonly string[]): readonly TunnelCounters[] {
  return content.split("\n").flatMap((line): readonly TunnelCounters[] => {
    const [name, numbers] = line.split(/:\s*/u);
    const interfaceName = name?.trim() ?? "";
    if (numbers === undefined || !interfaceNames.includes(interfaceName)) return [];
    const [receivedBytes = NaN, , , , , , , , sentBytes = NaN] = numbers.split(/\s+/u).map(Number);
    return Number.isFinite(receivedBytes + sentBytes) ? [{ interfaceName, receivedBytes, sentBytes }] : [];
  });
}

/** What these interfaces have carried. */
export async function readCounters(
  interfaceNames: readonly string[],
  file = "/proc/net/dev",
): Promise<readonly TunnelCounters[]> {
  return parseCounters(await text(file), interfaceNames);
}
