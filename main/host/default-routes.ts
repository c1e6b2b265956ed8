import type { Client } from "../model/client.ts";
import { z } from "zod";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { NetworkSnapshot } from "../model/network.ts";
import type { AddressFamily } from "../model/ports/udp.ts";
import { parseJson } from "./json.ts";
import { parseMacosRoute, powershellArgs } from "./route.ts";
import { runForText, type CommandOptions, type RunCommand } from "./run-command.ts";

type DefaultRoutes = NetworkSnapshot["defaultRoutes"];

const linuxRoutesSchema = z.array(
  z.object({ dev: z.string(), gateway: z.string().optional(), metric: z.number().int().optional() }),
);

/** Reads `ip -j [-6] route show default`; null when it is something else. Nothing printed means no default route. */
export function parseLinuxDefaultRoutes(text: string, family: AddressFamily): DefaultRoutes | null {
  const routes = text.trim() === "" ? [] : parseJson(linuxRoutesSchema, text);
  return (
    routes?.map(({ dev, gateway, metric }) => ({
      family,
      interfaceName: dev,
      ...(gateway === undefined ? {} : { gatewayAddress: gateway }),
      ...(metric === undefined ? {} : { metric }),
    })) ?? null
  );
}

const windowsRouteSchema = z.object({
  InterfaceAlias: z.string(),
  NextHop: z.string(),
  DestinationPrefix: z.string(),
  Metric: z.number().int(),
});

/** What Windows compares is the sum of the route's and the interface's metric. */
const windowsScript =
  "ConvertTo-Json -Compress @(Get-NetRoute -DestinationPrefix '0.0.0.0/0','::/0' -ErrorAction SilentlyContinue | " +
  "Select-Object InterfaceAlias, NextHop, DestinationPrefix, " +
  "@{n='Metric';e={[int]$_.RouteMetric + [int]$_.InterfaceMetric}})";

/** Reads the JSON of `windowsScript`; null when it is something else. */
export function parseWindowsDefaultRoutes(text: string): DefaultRoutes | null {
  const routes = parseJson(z.array(windowsRouteSchema), text);
  return (
    routes?.map((route) => ({
      family: route.DestinationPrefix.includes(":") ? "ipv6" : "ipv4",
      interfaceName: route.InterfaceAlias,
      ...(route.NextHop === "0.0.0.0" || route.NextHop === "::" ? {} : { gatewayAddress: route.NextHop }),
      metric: route.Metric,
    })) ?? null
  );
}

/** The default routes of this machine, of both families. */
export async function readDefaultRoutes(
  run: RunCommand,
  os: Client["os"],
  options?: CommandOptions,
): Promise<Outcome<DefaultRoutes>> {
  switch (os) {
    case "linux":
      return bothFamilies(async (family) => {
        const args = family === "ipv4" ? ["-j"] : ["-j", "-6"];
        const printed = await runForText(run, "ip", [...args, "route", "show", "default"], options);
        return printed.ok ? known(parseLinuxDefaultRoutes(printed.value, family)) : printed;
      });
    case "macos":
      return bothFamilies(async (family) => {
        const args = family === "ipv4" ? ["-n", "get", "default"] : ["-n", "get", "-inet6", "default"];
        const printed = await runForText(run, "/sbin/route", args, options);
        // Without a default route the program fails, which is an answer.
        if (!printed.ok) return printed.error.code === "command-failed" ? success([]) : printed;
        const route = parseMacosRoute(printed.value);
        if (route === null) return success([]);
        const { interfaceName, gatewayAddress } = route;
        return success([{ family, interfaceName, ...(gatewayAddress === undefined ? {} : { gatewayAddress }) }]);
      });
    case "windows": {
      const printed = await runForText(run, "powershell", powershellArgs(windowsScript), options);
      return printed.ok ? known(parseWindowsDefaultRoutes(printed.value)) : printed;
    }
  }
}

async function bothFamilies(
  read: (family: AddressFamily) => Promise<Outcome<DefaultRoutes>>,
): Promise<Outcome<DefaultRoutes>> {
  const [ipv4, ipv6] = await Promise.all([read("ipv4"), read("ipv6")]);
  if (!ipv4.ok) return ipv4;
  // A machine without IPv6 is healthy.
  return success([...ipv4.value, ...(ipv6.ok ? ipv6.value : [])]);
}

const known = (routes: DefaultRoutes | null): Outcome<DefaultRoutes> =>
  routes === null ? failure("unreadable", "The default routes of this machine could not be read.") : success(routes);
