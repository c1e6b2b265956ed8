import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, waitFor, type CommandResult } from "./commands.ts";
import { startDaemon, type Daemon } from "./daemons.ts";
import { addresses, officeNetwork, virtualAddressPool, type Role, type Topology } from "./topology.ts";

/** A section of strongSwan's configuration language: settings and sections by name. */
export interface Section {
  readonly [name: string]: string | number | Section;
}

export interface Charon extends Daemon {
  /** Where its control interface listens. */
  readonly controlUri: string;
  /** Starts a CHILD_SA; the exit code tells whether it came up within `timeoutSeconds`. */
  readonly initiate: (child: string, timeoutSeconds: number) => Promise<CommandResult>;
}

export const logTimeFormats = { iso: "%Y-%m-%dT%H:%M:%S%z", syslog: "%b %e %T" } as const;

export interface CharonOptions {
  /** What swanctl loads: connections, secrets, pools. */
  readonly connections: Section;
  /** Settings of charon itself, over the ones that the lab needs. */
  readonly settings?: Section;
  readonly timeFormat?: (typeof logTimeFormats)[keyof typeof logTimeFormats];
}

export const charonPath = "/usr/lib/ipsec/charon";

/** ESP in user space over a TUN device (kernel-libipsec), because a container's kernel may have no ESP of its own. */
const plugins = [
  ...["random", "nonce", "openssl", "kdf", "aes", "sha1", "sha2", "hmac", "gmp", "pem", "pkcs1", "pubkey", "x509"],
  ...["kernel-libipsec", "kernel-netlink", "socket-default", "updown", "vici"],
].join(" ");

/** Writes a section in the syntax of strongswan.conf and swanctl.conf. */
function sectionText(section: Section, indent = ""): string {
  return Object.entries(section)
    .map(([name, value]) =>
      typeof value === "object"
        ? `${indent}${name} {\n${sectionText(value, `${indent}  `)}${indent}}\n`
        : `${indent}${name} = ${value}\n`,
    )
    .join("");
}

/** Starts a real charon in the namespace of `role`, with its own configuration, socket and log, and loads it. */
export async function startCharon(topology: Topology, role: Role, options: CharonOptions): Promise<Charon> {
  const at = (suffix: string): string => join(topology.directory, `${role}-charon.${suffix}`);
  const socket = at("vici");
  const logFile = at("log");
  const log = { path: logFile, time_format: options.timeFormat ?? logTimeFormats.iso, ike_name: "yes" };
  const settings: Section = {
    charon: {
      load: plugins,
      filelog: { lab: { ...log, default: 1, flush_line: "yes" } },
      syslog: { daemon: { default: -1 }, auth: { default: -1 } },
      plugins: { vici: { socket: `unix://${socket}` } },
      ...options.settings,
    },
  };
  writeFileSync(at("strongswan.conf"), sectionText(settings));
  writeFileSync(at("swanctl.conf"), sectionText(options.connections), { mode: 0o600 });
  const daemon = startDaemon(topology, role, {
    command: [charonPath],
    environment: { STRONGSWAN_CONF: at("strongswan.conf") },
    logFile,
    logging: "own",
  });
  const swanctl = (args: readonly string[], timeoutMs?: number): Promise<CommandResult> =>
    run("swanctl", [...args, "--uri", `unix://${socket}`], timeoutMs === undefined ? {} : { timeoutMs });
  await waitFor(`charon of the ${role} listening`, 10_000, async () =>
    (await swanctl(["--stats"])).exitCode === 0 ? true : undefined,
  );
  const loaded = await swanctl(["--load-all", "--noprompt", "--file", at("swanctl.conf")]);
  if (loaded.exitCode !== 0) throw new Error(`charon of the ${role}: ${loaded.stdout}${loaded.stderr}`);
  return {
    ...daemon,
    controlUri: `unix://${socket}`,
    initiate: (child, timeoutSeconds) =>
      swanctl(["--initiate", "--child", child, "--timeout", String(timeoutSeconds)], (timeoutSeconds + 10) * 1000),
  };
}

const labSecret = "a pre-shared key of the lab";

/** Names under which both ends know each other. */
const identities = { client: "roadwarrior@example.org", gateway: "vpn.example.org" } as const;

/** Proposals that every current client offers. */
const ikeProposals = "aes256-sha256-modp2048";
const espProposals = "aes256-sha256";

const preSharedKey = (secret: string): Section => ({
  "ike-lab": { "id-1": identities.client, "id-2": identities.gateway, secret: `"${secret}"` },
});

export type IkeVersion = 1 | 2;

export interface ConnectionOptions {
  readonly connection?: Section;
  readonly child?: Section;
  readonly secret?: string;
}

/** What a gateway of the lab serves: the same pool over IKEv1 and IKEv2, authenticated by a pre-shared key. */
export function gatewayConnections(options: ConnectionOptions = {}): Section {
  const connection = (version: IkeVersion): Section => ({
    version,
    local_addrs: addresses.gateway,
    proposals: ikeProposals,
    pools: "office",
    local: { auth: "psk", id: identities.gateway },
    remote: { auth: "psk", id: identities.client },
    ...options.connection,
    children: { office: { local_ts: officeNetwork, esp_proposals: espProposals, ...options.child } },
  });
  return {
    connections: { ikev1: connection(1), ikev2: connection(2) },
    pools: { office: { addrs: virtualAddressPool } },
    secrets: preSharedKey(options.secret ?? labSecret),
  };
}

/** What the client of the lab dials; its connection is called `work`, its CHILD_SA `office`. */
export function clientConnection(version: IkeVersion, options: ConnectionOptions = {}): Section {
  return {
    connections: {
      work: {
        version,
        remote_addrs: addresses.gateway,
        proposals: ikeProposals,
        vips: "0.0.0.0",
        local: { auth: "psk", id: identities.client },
        remote: { auth: "psk", id: identities.gateway },
        ...options.connection,
        children: { office: { remote_ts: officeNetwork, esp_proposals: espProposals, ...options.child } },
      },
    },
    secrets: preSharedKey(options.secret ?? labSecret),
  };
}
