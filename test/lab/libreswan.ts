import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, run, waitFor } from "./commands.ts";
import { startDaemon, type Daemon } from "./daemons.ts";
import { addresses, officeNetwork, type Role, type Topology } from "./topology.ts";

export interface Pluto extends Daemon {
  /** Starts a connection; returns when pluto says how it ended, or after `timeoutSeconds`. */
  readonly initiate: (connection: string, timeoutSeconds: number) => Promise<void>;
}

export interface PlutoOptions {
  /** Sections of ipsec.conf by the name of their connection; every one is loaded. */
  readonly connections: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  readonly secret?: string;
}

const folder = "/tmp/pl/root/usr/libexec/ipsec";

export async function startPluto(topology: Topology, role: Role, options: PlutoOptions): Promise<Pluto> {
  const at = (suffix: string): string => join(topology.directory, `${role}-pluto.${suffix}`);
  const directory = at("d");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const logFile = at("log");
  writeFileSync(at("conf"), [
    "config setup",
    ...Object.entries(options.connections).flatMap(([name, settings]) => [
      `conn ${name}`,
      ...Object.entries(settings).map(([key, value]) => `  ${key}=${value}`),
    ]), ""
  ].join("\n"));
  writeFileSync(at("secrets"), `: PSK "${options.secret ?? "secret of the lab xyz"}"\n`, { mode: 0o600 });
  await mustRun("certutil", ["-N", "-d", `sql:${directory}`, "--empty-password"]);
  const socket = join(directory, "pluto.ctl");
  const daemon = startDaemon(topology, role, {
    command: [`${folder}/pluto`, "--nofork", "--logfile", logFile, "--config", at("conf"), "--secretsfile", at("secrets"),
     "--ipsecdir", directory, "--nssdir", directory, "--rundir", directory, "--no-dnssec", "--nhelpers", "1"],
    logFile, logging: "own",
  });
  const whack = (args: readonly string[], timeoutMs?: number) => run(`${folder}/whack`, ["--ctlsocket", socket, ...args], timeoutMs === undefined ? {} : { timeoutMs });
  await waitFor(`pluto`, 10_000, async () => (await whack(["--status"])).exitCode === 0 ? true : undefined);
  await whack(["--listen"]);
  for (const c of Object.keys(options.connections)) {
    const r = await run("ip", ["netns", "exec", `${topology.id}-${role}`, `${folder}/addconn`, "--ctlsocket", socket, "--config", at("conf"), c]);
    console.log(r);
  }
  return { ...daemon, initiate: async (c, s) => { console.log(await whack(["--initiate", "--name", c], s * 1000)); } };
}
void addresses; void officeNetwork;
