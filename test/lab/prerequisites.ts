import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { charonPath } from "./strongswan.ts";

/** Programs that every scenario needs. */
const programs = ["ip", "nft", "sysctl", "unshare", "mount", "ping", "swanctl", charonPath];
/** ESP in user space needs it. */
const tunDevice = "/dev/net/tun";

/** Why a scenario that also needs `extraPrograms` cannot run on this machine; undefined when it can. */
export function whyNotHere(extraPrograms: readonly string[]): string | undefined {
  if (process.platform !== "linux") return `network namespaces are a feature of Linux, and this is ${process.platform}`;
  if (process.getuid?.() !== 0) return "making network namespaces needs root";
  const missing = [...programs, ...extraPrograms].filter((program) => !isExecutable(program));
  if (missing.length > 0) return `not installed: ${missing.join(", ")}`;
  if (!isAccessible(tunDevice, constants.R_OK)) return `there is no ${tunDevice}`;
  return undefined;
}

function isExecutable(program: string): boolean {
  const candidates = program.startsWith("/")
    ? [program]
    : (process.env["PATH"] ?? "").split(delimiter).map((directory) => join(directory, program));
  return candidates.some((path) => isAccessible(path, constants.X_OK));
}

function isAccessible(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
