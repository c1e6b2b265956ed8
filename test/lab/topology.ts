/*
 * A small internet of four network namespaces, with the real kernel's routing, conntrack NAT and ICMP in it:
 *
 *   client          home router          provider router         gateway
 *   192.0.2.10 ---- 192.0.2.1
 *                   198.51.100.2 ------- 198.51.100.1
 *     (line: lan/wan)  NAT                203.0.113.1 ---------- 203.0.113.10
 *                                                                203.0.113.129  (office network 203.0.113.128/25)
 *
 * Every namespace calls its link towards the client `inside` and its link towards the gateway `outside`. All addresses
 * are from the documentation ranges of RFC 5737. Topologies are independent of each other, so several may exist at once.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun, run, type CommandOptions, type CommandResult } from "./commands.ts";

const roles = ["client", "home", "provider", "gateway"] as const;
export type Role = (typeof roles)[number];

export const addresses = {
  client: "192.0.2.10",
  clientLater: "192.0.2.20",
  homeInside: "192.0.2.1",
  homeOutside: "198.51.100.2",
  providerInside: "198.51.100.1",
  providerOutside: "203.0.113.1",
  gateway: "203.0.113.10",
  office: "203.0.113.129",
} as const;

/** The network behind the gateway, and the part of it that clients get their virtual addresses from. */
export const officeNetwork = "203.0.113.128/25";
export const virtualAddressPool = "203.0.113.192/26";

export interface Topology {
  /** Prefix of its namespaces' names. */
  readonly id: string;
  /** Configuration, sockets and logs of its daemons; removed with it. */
  readonly directory: string;
}

const namePrefix = "tdlab";
const namePattern = /^tdlab-(\d+)-\d+/;

/** Name of the namespace that plays `role`. */
export function namespaceOf(topology: Topology, role: Role): string {
  return `${topology.id}-${role}`;
}

/** Runs a command in the namespace of `role`. */
export function runIn(
  topology: Topology,
  role: Role,
  command: readonly [string, ...string[]],
  options?: CommandOptions,
): Promise<CommandResult> {
  return run("ip", ["netns", "exec", namespaceOf(topology, role), ...command], options);
}

/** Like `runIn`, but throws unless the exit code is 0. */
export function mustRunIn(
  topology: Topology,
  role: Role,
  command: readonly [string, ...string[]],
  options?: CommandOptions,
): Promise<string> {
  return mustRun("ip", ["netns", "exec", namespaceOf(topology, role), ...command], options);
}

/** From now on the namespace of `role` drops what `match` (in nft's own language) describes, where `hook` sees it. */
export async function addDropRule(
  topology: Topology,
  role: Role,
  hook: "input" | "forward" | "output",
  match: string,
): Promise<void> {
  const rules = `table ip faults {\n chain ${hook}-faults {\n type filter hook ${hook} priority filter;\n ${match} drop\n}\n}\n`;
  await mustRunIn(topology, role, ["nft", "-f", "-"], { input: rules });
}

/** Sets kernel parameters in the namespace of `role`. */
export async function setKernel(
  topology: Topology,
  role: Role,
  values: Readonly<Record<string, number>>,
): Promise<void> {
  const settings = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  await mustRunIn(topology, role, ["sysctl", "-q", "-w", ...settings]);
}

const links: readonly (readonly [Role, Role])[] = [
  ["client", "home"],
  ["home", "provider"],
  ["provider", "gateway"],
];

const configuration: Readonly<Record<Role, readonly string[]>> = {
  client: [`addr add ${addresses.client}/24 dev outside`, "link set outside up"],
  home: [
    `addr add ${addresses.homeInside}/24 dev inside`,
    `addr add ${addresses.homeOutside}/24 dev outside`,
    "link set inside up",
    "link set outside up",
  ],
  provider: [
    `addr add ${addresses.providerInside}/24 dev inside`,
    `addr add ${addresses.providerOutside}/25 dev outside`,
    "link set inside up",
    "link set outside up",
  ],
  gateway: [
    `addr add ${addresses.gateway}/25 dev inside`,
    `addr add ${addresses.office}/32 dev lo`,
    "link set inside up",
    `route add default via ${addresses.providerOutside}`,
  ],
};

/** Routes that need the other end of the link to be up. */
const defaultRoutes: readonly (readonly [Role, string])[] = [
  ["client", addresses.homeInside],
  ["home", addresses.providerInside],
];

/** What a home router does by default: translate what goes out, drop what was not asked for. */
const homeRouterRules = `
table ip home {
  chain translate { type nat hook postrouting priority srcnat; oifname "outside" masquerade; }
  chain guard { type filter hook input priority filter; iifname "outside" ct state new meta l4proto udp drop; }
}`;

let created = 0;

/** Builds a healthy small internet. `removeTopology` takes it down again; so does the end of this process. */
export async function createTopology(): Promise<Topology> {
  created += 1;
  const id = `${namePrefix}-${process.pid}-${created}`;
  const topology: Topology = { id, directory: join(tmpdir(), id) };
  mkdirSync(topology.directory, { mode: 0o700 });
  for (const role of roles) await mustRun("ip", ["netns", "add", namespaceOf(topology, role)]);
  for (const [near, far] of links) {
    await mustRun("ip", [
      ...["link", "add", "outside", "netns", namespaceOf(topology, near), "type", "veth"],
      ...["peer", "name", "inside", "netns", namespaceOf(topology, far)],
    ]);
  }
  for (const role of roles) {
    // IPv6 link-local addresses that appear a second later would look like a network change to the daemons.
    await setKernel(topology, role, { "net.ipv6.conf.all.disable_ipv6": 1, "net.ipv6.conf.default.disable_ipv6": 1 });
    const input = ["link set lo up", ...configuration[role], ""].join("\n");
    await mustRun("ip", ["-n", namespaceOf(topology, role), "-batch", "-"], { input });
  }
  for (const [role, via] of defaultRoutes) {
    await mustRun("ip", ["-n", namespaceOf(topology, role), "route", "add", "default", "via", via]);
  }
  for (const router of ["home", "provider"] as const) await setKernel(topology, router, { "net.ipv4.ip_forward": 1 });
  await mustRunIn(topology, "home", ["nft", "-f", "-"], { input: homeRouterRules });
  return topology;
}

/** Ends every process in the namespaces whose names start with `idPrefix`, and removes them and their directories. */
function remove(idPrefix: string): void {
  const output = (args: readonly string[]): string => execFileSync("ip", args, { encoding: "utf8" });
  const names = output(["netns", "list"])
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "")
    .filter((name) => name.startsWith(idPrefix));
  for (const name of names) {
    for (const processId of output(["netns", "pids", name]).split("\n").filter(Boolean)) {
      try {
        process.kill(Number(processId), "SIGKILL");
      } catch {
        // It ended between the listing and here.
      }
    }
    output(["netns", "delete", name]);
  }
  for (const entry of readdirSync(tmpdir()).filter((name) => name.startsWith(idPrefix))) {
    rmSync(join(tmpdir(), entry), { recursive: true, force: true });
  }
}

/** Takes one topology down, with its daemons and files. */
export function removeTopology(topology: Topology): void {
  remove(`${topology.id}-`);
  rmSync(topology.directory, { recursive: true, force: true });
}

/** Takes down everything that this process built; safe to call at any time, also while it ends. */
export function removeOwnTopologies(): void {
  if (created > 0) remove(`${namePrefix}-${process.pid}-`);
}

/** Takes down what runs that were killed left behind: namespaces and directories of processes that are gone. */
export function removeLeftovers(): void {
  const names = [...execFileSync("ip", ["netns", "list"], { encoding: "utf8" }).split("\n"), ...readdirSync(tmpdir())];
  const owners = new Set(names.flatMap((name) => namePattern.exec(name)?.[1] ?? []));
  for (const owner of owners) if (!isRunning(Number(owner))) remove(`${namePrefix}-${owner}-`);
}

function isRunning(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
