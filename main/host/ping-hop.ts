import { isIPv4 } from "node:net";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { RunCommand } from "./run-command.ts";

const startingMs = 3_000;

/** The arguments of the system's ping for one echo request over IPv4 that goes `ttl` hops at most. */
export function hopArguments(
  platform: NodeJS.Platform,
  address: string,
  ttl: number,
  timeoutMs: number,
): readonly string[] | null {
  const hops = String(ttl);
  const seconds = String(Math.max(1, Math.ceil(timeoutMs / 1000)));
  if (platform === "linux") return ["-n", "-4", "-c", "1", "-W", seconds, "-t", hops, address];
  if (platform === "darwin") return ["-n", "-c", "1", "-W", String(timeoutMs), "-m", hops, address];
  return platform === "win32" ? ["-4", "-n", "1", "-w", String(timeoutMs), "-i", hops, address] : null;
}

/**
 * Who answered, as ping printed it; null where nobody did. Read by what no language changes: Linux "From ROUTER", macOS
 * "bytes from ROUTER:", Windows any other address before a colon; the target itself where it was reached.
 */
export function readHop(platform: NodeJS.Platform, output: string, target: string): string | null {
  const answered = platform === "win32" ? /\bTTL=\d/u : /\bbytes from \S+: icmp_seq=/u;
  if (answered.test(output)) return target;
  const routers =
    platform === "linux"
      ? /^From (\d+(?:\.\d+){3})\b.*Time to live exceeded/gmu
      : platform === "darwin"
        ? /\bbytes from (\d+(?:\.\d+){3}): Time to live exceeded/gu
        : /\b(\d+(?:\.\d+){3}):/gu;
  const found = [...output.matchAll(routers)].map(([, router = ""]) => router);
  return found.find((router) => isIPv4(router) && router !== target) ?? null;
}

/** Asks for the router at one hop, by the system's ping. `not-supported` where it cannot do that, or in IPv6. */
export async function pingOfHop(
  run: RunCommand,
  platform: NodeJS.Platform,
  address: string,
  { ttl, timeoutMs }: { readonly ttl: number; readonly timeoutMs: number },
  signal?: AbortSignal,
): Promise<Outcome<string | null>> {
  const args = isIPv4(address) ? hopArguments(platform, address, ttl, timeoutMs) : null;
  if (args === null) return failure("not-supported", "The ping of this system cannot ask for a router on the way.");
  const printed = await run("ping", args, { timeoutMs: timeoutMs + startingMs, signal });
  return printed.ok ? success(readHop(platform, printed.value.stdout, address)) : printed;
}
