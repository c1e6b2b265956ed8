import type { Client } from "../../model/client.ts";
import type { TunnelReport } from "../../model/vpn-state.ts";
import { runForText, type RunCommand } from "../run-command.ts";
import { linuxTunnelSources } from "./linux.ts";
import { macosTunnelSources } from "./macos.ts";
import type { Ask, TunnelSource } from "./tunnel-source.ts";
import { windowsTunnelSources } from "./windows.ts";

const sourcesOf: Readonly<Record<Client["os"], readonly TunnelSource[]>> = {
  linux: linuxTunnelSources,
  macos: macosTunnelSources,
  windows: windowsTunnelSources,
};

const timeoutMs = 5_000;

/** The tunnels of this machine that are up, as the system and its daemons tell; null where one of them did not answer. */
export async function readTunnels(
  run: RunCommand,
  os: Client["os"],
  signal?: AbortSignal,
): Promise<readonly TunnelReport[] | null> {
  const late: string[] = [];
  const ask: Ask = async (program, args) => {
    const printed = await runForText(run, program, args, { timeoutMs, signal });
    if (printed.ok) return printed.value;
    if (printed.error.code === "timed-out" || printed.error.code === "cancelled") late.push(program);
    return "";
  };
  const reports = await Promise.all(sourcesOf[os].map((source) => source(ask)));
  return late.length > 0 ? null : reports.flat();
}
