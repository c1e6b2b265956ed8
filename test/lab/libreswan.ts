import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, run } from "./commands.ts";
import { startDaemon, waitForLogLines, type Daemon } from "./daemons.ts";
import type { IkeVersion } from "./strongswan.ts";
import { addresses, officeNetwork, type Role, type Topology } from "./topology.ts";

export interface Pluto extends Daemon {
  /** Asks for the connection and returns when pluto says how it went, after `timeoutSeconds` at the latest. */
  readonly initiate: (timeoutSeconds: number) => Promise<void>;
}

/** Settings of a section of ipsec.conf (ipsec.conf(5)). */
type Settings = Readonly<Record<string, string | number>>;

export interface PlutoOptions {
  readonly connection: Settings;
  readonly secret?: string;
}

/**
 * Where `.ci/run` unpacks Debian's libreswan, whose package cannot be installed beside strongSwan's. Every pluto sees
 * this /usr/libexec in place of the system's, because it starts programs of its own by their full path.
 */
const unpacked = "/var/cache/tunnel-doctor-lab/libreswan";
const programs = "/usr/libexec/ipsec";
const whack = `${unpacked}${programs}/whack`;

/** What a scenario with pluto needs besides the programs of every scenario. */
export const plutoPrograms: readonly string[] = [`${unpacked}${programs}/pluto`, whack, "certutil"];

/** Pluto warns in every exchange of a key shorter than 32 bytes, half of what its strongest PRF gives. */
const labSecret = "a pre-shared key of the lab that is long enough for a pseudo-random function of 512 bits";

/** `work` is the connection of both ends. */
const connectionName = "work";

function configuration(connection: Settings): string {
  const section = (head: string, settings: Settings): string =>
    [head, ...Object.entries(settings).map(([name, value]) => `  ${name}=${value}\n`)].join("\n");
  return (
    section("config setup", { "ikev1-policy": "accept" }) +
    section(`conn ${connectionName}`, { authby: "secret", auto: "add", leftupdown: "%disabled", ...connection })
  );
}

/** Starts a real pluto in the namespace of `role`, with its own configuration, keys and log, and its connection loaded. */
export async function startPluto(topology: Topology, role: Role, options: PlutoOptions): Promise<Pluto> {
  const at = (name: string): string => join(topology.directory, `${role}-pluto`, name);
  mkdirSync(at("nss"), { recursive: true });
  writeFileSync(at("ipsec.conf"), configuration(options.connection));
  writeFileSync(at("ipsec.secrets"), `: PSK "${options.secret ?? labSecret}"\n`, { mode: 0o600 });
  await mustRun("certutil", ["-N", "-d", `sql:${at("nss")}`, "--empty-password"]);
  const logFile = at("pluto.log");
  const daemon = startDaemon(topology, role, {
    command: [
      ...([`${programs}/pluto`, "--nofork", "--no-dnssec", "--nhelpers", "1", "--logfile", logFile] as const),
      ...["--config", at("ipsec.conf"), "--secretsfile", at("ipsec.secrets")],
      ...["--ipsecdir", at("."), "--nssdir", at("nss"), "--rundir", at(".")],
    ],
    logFile,
    logging: "own",
    replacedFiles: { "/usr/libexec": `${unpacked}/usr/libexec` },
  });
  await waitForLogLines(logFile, /: "work": added /, 1, 10_000);
  await waitForLogLines(logFile, /: loading secrets from /, 1, 10_000);
  return {
    ...daemon,
    initiate: async (timeoutSeconds) => {
      const args = ["--ctlsocket", at("pluto.ctl"), "--initiate", "--name", connectionName];
      await run(whack, args, { timeoutMs: timeoutSeconds * 1000 });
    },
  };
}

const identities = { client: "roadwarrior@example.org", gateway: "@vpn.example.org" } as const;
const versionSetting: Readonly<Record<IkeVersion, string>> = { 1: "no", 2: "insist" };

/** What a gateway with pluto serves: the office network, to clients with the pre-shared key. */
export function plutoGateway(version: IkeVersion, connection: Settings = {}): Settings {
  return {
    ...{ ikev2: versionSetting[version], leftsubnet: officeNetwork },
    ...{ left: addresses.gateway, leftid: identities.gateway, right: "%any", rightid: identities.client },
    ...connection,
  };
}

/** What a client with pluto dials; it gives up an exchange after 5 s and tries once, where the default never ends. */
export function plutoClient(version: IkeVersion, connection: Settings = {}): Settings {
  return {
    ...{ ikev2: versionSetting[version], rightsubnet: officeNetwork, "retransmit-timeout": "5s", keyingtries: 1 },
    ...{ left: "%defaultroute", leftid: identities.client, right: addresses.gateway, rightid: identities.gateway },
    ...connection,
  };
}
