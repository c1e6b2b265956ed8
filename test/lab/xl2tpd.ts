import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon, type Daemon } from "./daemons.ts";
import { addresses, type Role, type Topology } from "./topology.ts";

/**
 * Stands in for pppd, which needs /dev/ppp: it keeps its end of the session open and is silent, so that a tunnel stays
 * up until L2TP itself loses it.
 */
const silentPppd = "#!/bin/sh\nexec sleep infinity\n";

const configurations: Readonly<Record<"client" | "gateway", string>> = {
  gateway: `[global]
listen-addr = ${addresses.gateway}
access control = no
[lns default]
ip range = 203.0.113.200-203.0.113.210
local ip = ${addresses.office}
require authentication = no
`,
  client: `[global]
access control = no
[lac work]
lns = ${addresses.gateway}
autodial = yes
require authentication = no
`,
};

/** Starts a real xl2tpd: as LNS on the gateway, as LAC that dials at once on the client. L2TP goes in clear, without IPsec. */
export function startXl2tpd(topology: Topology, role: Extract<Role, "client" | "gateway">): Daemon {
  const at = (suffix: string): string => join(topology.directory, `${role}-xl2tpd.${suffix}`);
  writeFileSync(at("conf"), configurations[role]);
  writeFileSync(at("secrets"), "", { mode: 0o600 });
  writeFileSync(at("pppd"), silentPppd);
  chmodSync(at("pppd"), 0o755);
  return startDaemon(topology, role, {
    command: ["xl2tpd", "-D", "-c", at("conf"), "-s", at("secrets"), "-p", at("pid"), "-C", at("control")],
    logFile: at("log"),
    logging: "syslog",
    replacedFiles: { "/usr/sbin/pppd": at("pppd") },
  });
}
