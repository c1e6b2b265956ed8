import os from "node:os";
import type { Client } from "../model/client.ts";
import type { RunCommand } from "./run-command.ts";
import { readSystemFacts } from "./system-facts/read-system-facts.ts";
import { findVpnClients } from "./vpn-clients.ts";
import { readWindowsRevision } from "./windows-build.ts";
import { withinTime } from "./within-time.ts";

const slowestReaderMs = 5_000;

/** The operating system of this machine, in the vocabulary of the report. Every Unix but macOS counts as Linux. */
export function currentOs(platform: NodeJS.Platform = process.platform): Client["os"] {
  if (platform === "win32") return "windows";
  return platform === "darwin" ? "macos" : "linux";
}

/** What this computer is and which VPN software it has. Where the system tells nothing, Node's own facts stand in. */
export async function readClient(run: RunCommand, signal?: AbortSignal): Promise<Client> {
  const client = currentOs();
  const [info, vpnClients, system, revision] = await Promise.all([
    withinTime(
      import("systeminformation").then(({ osInfo }) => osInfo()),
      slowestReaderMs,
      "The operating system's version",
    ),
    findVpnClients(run, client, { timeoutMs: slowestReaderMs, signal }),
    readSystemFacts(run, client, { timeoutMs: slowestReaderMs, signal }),
    client === "windows" ? readWindowsRevision(run, { timeoutMs: slowestReaderMs, signal }) : undefined,
  ]);
  const known = info.ok ? info.value : undefined;
  const kernel = os.release();
  const build = [known?.build ?? kernel, ...(revision === undefined ? [] : [revision])].join(".");
  return {
    os: client,
    osName: known?.distro ?? os.type(),
    osVersion: known?.release ?? kernel,
    // Linux distributions have no build number; the kernel is what differs between two machines of one release.
    osBuild: client === "linux" ? kernel : build,
    arch: os.arch(),
    vpnClients: [...vpnClients],
    system,
  };
}
