import type { Client } from "../model/client.ts";
import { isIP } from "node:net";
import { z } from "zod";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { RouteToHost } from "../model/ports/machine.ts";
import { parseJson } from "./json.ts";
import { runForText, type CommandOptions, type RunCommand } from "./run-command.ts";

/*
 * Which way the system would send a packet. Every reader takes what the program of its system printed, and returns
 * null when that is no route.
 */

const linuxRoutesSchema = z.array(
  z.object({
    dev: z.string(),
    gateway: z.string().optional(),
    prefsrc: z.string().optional(),
    metrics: z.array(z.object({ mtu: z.number().int().positive().optional() })).optional(),
  }),
);

/** Reads `ip -j route get ADDRESS`. An MTU among the metrics is one that was learned, or set on the route. */
function parseLinuxRoute(text: string): RouteToHost | null {
  const [route] = parseJson(linuxRoutesSchema, text) ?? [];
  if (route === undefined) return null;
  const cachedPathMtuBytes = route.metrics?.find((metric) => metric.mtu !== undefined)?.mtu;
  return {
    interfaceName: route.dev,
    ...(route.prefsrc === undefined ? {} : { sourceAddress: route.prefsrc }),
    ...(route.gateway === undefined ? {} : { gatewayAddress: route.gateway }),
    ...(cachedPathMtuBytes === undefined ? {} : { cachedPathMtuBytes }),
  };
}

/** Reads `route -n get ADDRESS` of macOS: `key: value` lines, then a table whose `mtu` column is the route's MTU. */
export function parseMacosRoute(text: string): RouteToHost | null {
  const interfaceName = /^\s*interface: (\S+)$/mu.exec(text)?.[1];
  if (interfaceName === undefined) return null;
  const gatewayAddress = /^\s*gateway: (\S+)$/mu.exec(text)?.[1];
  const sourceAddress = /^\s*if ?address: (\S+)$/mu.exec(text)?.[1];
  const table = /^\s*recvpipe\s.*\n\s*([\d\s]+)/mu.exec(text)?.[1]?.trim().split(/\s+/u);
  // Columns: recvpipe sendpipe ssthresh rtt,msec rttvar hopcount mtu expire.
  const linkMtuBytes = Number(table?.[6]);
  return {
    interfaceName,
    ...(gatewayAddress !== undefined && isIP(gatewayAddress) !== 0 ? { gatewayAddress } : {}),
    ...(sourceAddress === undefined ? {} : { sourceAddress }),
    ...(linkMtuBytes > 0 ? { linkMtuBytes } : {}),
  };
}

const windowsRouteSchema = z.object({
  InterfaceAlias: z.string(),
  IPAddress: z.string().nullish(),
  NextHop: z.string().nullish(),
  NlMtu: z.number().int().nullish(),
});

/** Find-NetRoute gives the source address and the route as two objects; the MTU is the interface's. */
const windowsScript = (address: string) =>
  `$ErrorActionPreference='Stop'; $found = Find-NetRoute -RemoteIPAddress '${address}'; $route = $found[1]; ` +
  "$interface = Get-NetIPInterface -InterfaceIndex $route.InterfaceIndex -AddressFamily $route.AddressFamily; " +
  "@{InterfaceAlias=$route.InterfaceAlias; IPAddress=$found[0].IPAddress; NextHop=$route.NextHop; " +
  "NlMtu=$interface.NlMtu} | ConvertTo-Json -Compress";

/** Reads the JSON of `windowsScript`. A next hop of all zeros is a host on the link. */
export function parseWindowsRoute(text: string): RouteToHost | null {
  const route = parseJson(windowsRouteSchema, text);
  if (route === null) return null;
  const onLink = route.NextHop === "0.0.0.0" || route.NextHop === "::";
  return {
    interfaceName: route.InterfaceAlias,
    ...(route.IPAddress ? { sourceAddress: route.IPAddress } : {}),
    ...(route.NextHop && !onLink ? { gatewayAddress: route.NextHop } : {}),
    ...(route.NlMtu && route.NlMtu > 0 ? { linkMtuBytes: route.NlMtu } : {}),
  };
}

interface RouteCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly parse: (text: string) => RouteToHost | null;
}

function routeCommand(os: Client["os"], address: string): RouteCommand {
  switch (os) {
    case "linux":
      return { program: "ip", args: ["-j", "route", "get", address], parse: parseLinuxRoute };
    case "macos":
      return {
        program: "/sbin/route",
        args: isIP(address) === 6 ? ["-n", "get", "-inet6", address] : ["-n", "get", address],
        parse: parseMacosRoute,
      };
    case "windows":
      return { program: "powershell", args: powershellArgs(windowsScript(address)), parse: parseWindowsRoute };
  }
}

/** Arguments that run a PowerShell script without a profile, a prompt or a policy in the way. */
export const powershellArgs = (script: string) =>
  ["-NoLogo", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", script] as const;

/**
 * The interface, source and gateway that the system would use towards an address. Fails with `invalid-input` for
 * anything but an IP address, `unreachable` when there is no route, or as the command does.
 */
export async function readRoute(
  run: RunCommand,
  os: Client["os"],
  address: string,
  options?: CommandOptions,
): Promise<Outcome<RouteToHost>> {
  if (isIP(address) === 0 || address.includes("%")) {
    return failure("invalid-input", `${address} is not an IP address that a route can be asked for.`);
  }
  const command = routeCommand(os, address);
  const printed = await runForText(run, command.program, command.args, options);
  if (!printed.ok) {
    const noRoute = printed.error.code === "command-failed";
    return noRoute ? failure("unreachable", `This machine has no route to ${address}.`) : printed;
  }
  const route = command.parse(printed.value);
  if (route === null) return failure("unreachable", `This machine has no route to ${address}.`);
  if (os !== "linux") return success(route);
  const linkMtuBytes = await readLinuxLinkMtu(run, route.interfaceName, options);
  return success(linkMtuBytes === null ? route : { ...route, linkMtuBytes });
}

const linuxLinksSchema = z.array(z.object({ mtu: z.number().int().positive() }));

async function readLinuxLinkMtu(run: RunCommand, name: string, options?: CommandOptions): Promise<number | null> {
  const printed = await runForText(run, "ip", ["-j", "link", "show", "dev", name], options);
  return printed.ok ? (parseJson(linuxLinksSchema, printed.value)?.[0]?.mtu ?? null) : null;
}
