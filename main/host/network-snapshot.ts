import type { Client } from "../model/client.ts";
import { getServers } from "node:dns";
import { networkInterfaces as nodeInterfaces } from "node:os";
import type { NetworkSnapshot } from "../model/network.ts";
import type { Clock } from "../model/ports/clock.ts";
import { success } from "../model/failure.ts";
import { networkSnapshot, type RawInterface } from "../network/snapshot.ts";
import { readDefaultRoutes } from "./default-routes.ts";
import { readText } from "./files.ts";
import { readConntrack } from "./kernel-counters.ts";
import { readWindowsWifi } from "./network-watch/windows-wifi.ts";
import { readLinuxInterfaces } from "./linux-interfaces.ts";
import { readPortalHint } from "./portal-hint.ts";
import type { RunCommand } from "./run-command.ts";
import { withinTime } from "./within-time.ts";

/** The Wi-Fi tools of some systems take seconds; a snapshot has to be quick more than it has to be whole. */
const slowestReaderMs = 4_000;
/** systemd-resolved's stub; the servers behind it are in the file that it writes for others. */
const resolvedStub = "127.0.0.53";
const resolvedServersPath = "/run/systemd/resolve/resolv.conf";

/**
 * Reads the network of this machine. It never fails: what cannot be read becomes a note of the snapshot.
 *
 * @param knownWifi the Wi-Fi connections as they were read before; absent: they are read now, which may take seconds
 */
export async function readNetworkSnapshot(
  run: RunCommand,
  clock: Clock,
  os: Client["os"],
  signal?: AbortSignal,
  knownWifi?: NetworkSnapshot["wifi"],
): Promise<NetworkSnapshot> {
  const options = { timeoutMs: slowestReaderMs, signal };
  const takenAtMs = clock.wallMs();
  const [linuxInterfaces, portable, routes, wifi, dnsServers, conntrack, portalHint] = await Promise.all([
    os === "linux" ? readLinuxInterfaces(run, options) : null,
    os === "linux" ? null : withinTime(readPortableInterfaces(), slowestReaderMs, "The interfaces"),
    readDefaultRoutes(run, os, options),
    knownWifi === undefined ? withinTime(readWifi(os), slowestReaderMs, "The Wi-Fi connections") : success(knownWifi),
    readDnsServers(),
    os === "linux" ? readConntrack(run, options) : null,
    readPortalHint(run, os, options),
  ]);
  const interfaces = linuxInterfaces ?? portable;
  const failed = [linuxInterfaces, portable, routes, wifi, conntrack].flatMap((outcome) =>
    outcome === null || outcome.ok ? [] : [outcome.error.message],
  );
  const snapshot = networkSnapshot({
    takenAtMs,
    interfaces: interfaces?.ok === true ? interfaces.value : nodeOnlyInterfacesOrNone(),
    defaultRoutes: routes.ok ? routes.value : [],
    dnsServers,
    wifi: wifi.ok ? wifi.value : [],
    conntrack: conntrack?.ok === true ? conntrack.value : undefined,
    notes: failed,
  });
  return portalHint === undefined ? snapshot : { ...snapshot, portalHint };
}

/** What Node itself knows of interfaces: only those that are up and have an address. */
function nodeOnlyInterfaces(): readonly RawInterface[] {
  return Object.entries(nodeInterfaces()).map(([name, addresses = []]) => ({
    name,
    internal: addresses.every((address) => address.internal),
    up: true,
    addresses: addresses.map(({ address, cidr }) => ({ address, prefixLength: Number(cidr?.split("/")[1] ?? NaN) })),
  }));
}

/** Windows can fail to tell its interfaces, and a snapshot never fails. */
function nodeOnlyInterfacesOrNone(): readonly RawInterface[] {
  try {
    return nodeOnlyInterfaces();
  } catch {
    return [];
  }
}

/** Interfaces with MTU and state by systeminformation, and all their addresses by Node. */
async function readPortableInterfaces(): Promise<readonly RawInterface[]> {
  // First: where the system fails to tell them, this is caught, and the same call in systeminformation ends the program.
  const nodeOnly = nodeOnlyInterfaces();
  const { networkInterfaces } = await import("systeminformation");
  const listed = await networkInterfaces();
  const details = new Map((Array.isArray(listed) ? listed : [listed]).map((entry) => [entry.iface, entry]));
  const known = nodeOnly.map((entry): RawInterface => {
    const detail = details.get(entry.name);
    return { ...entry, up: detail?.operstate !== "down", mtuBytes: detail?.mtu ?? undefined };
  });
  const names = new Set(known.map((entry) => entry.name));
  const others = [...details.values()]
    .filter((detail) => !names.has(detail.iface))
    .map((detail): RawInterface => {
      const up = detail.operstate === "up";
      return { name: detail.iface, internal: detail.internal, up, mtuBytes: detail.mtu ?? undefined, addresses: [] };
    });
  return [...known, ...others];
}

/** The Wi-Fi connections of this machine; takes seconds on some systems. */
export async function readWifi(os: Client["os"]): Promise<NetworkSnapshot["wifi"]> {
  if (os === "windows") return readWindowsWifi();
  // Loaded when it is asked: it takes much memory, and a watch over a wired Linux machine never asks.
  const { wifiConnections } = await import("systeminformation");
  const connections = await wifiConnections();
  return connections.map(({ iface, ssid, bssid, signalLevel, frequency }) => ({
    interfaceName: iface,
    ssid,
    ...(bssid === "" ? {} : { bssid: bssid.toLowerCase() }),
    ...(Number.isFinite(signalLevel) && signalLevel < 0 ? { signalDbm: signalLevel } : {}),
    ...(Number.isFinite(frequency) && frequency > 0 ? { frequencyMhz: frequency } : {}),
  }));
}

async function readDnsServers(): Promise<readonly string[]> {
  const servers = getServers();
  if (!servers.includes(resolvedStub)) return servers;
  const behind = await readText(resolvedServersPath, 64 * 1024);
  return behind.ok ? parseNameServers(behind.value) : servers;
}

/** The `nameserver` lines of a resolv.conf(5). */
export function parseNameServers(text: string): readonly string[] {
  return [...text.matchAll(/^\s*nameserver\s+(\S+)/gmu)].flatMap(([, server]) => server ?? []);
}
