import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { waitFor } from "./commands.ts";
import { startDaemon } from "./daemons.ts";
import { addresses, namespaceOf, runIn, type Topology } from "./topology.ts";

/*
 * STUN servers at the gateway, with the two addresses of RFC 5780.
 */

export const stunPort = 3478;
const alternatePort = 3479;
/** A port of IPsec, where our responder answers as well. */
export const ipsecPort = 4500;

/** A busy machine takes its time to start Node. */
const startTimeoutMs = 30_000;
const responderAgent = fileURLToPath(new URL("responder-agent.ts", import.meta.url));

/** Starts our responder, and waits until it listens. */
export async function startOurResponder(topology: Topology): Promise<void> {
  const places = [addresses.gateway, addresses.office, String(stunPort), String(alternatePort), String(ipsecPort)];
  const command = [process.execPath, responderAgent, ...places];
  const child = spawn("ip", ["netns", "exec", namespaceOf(topology, "gateway"), ...command], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  await waitFor("our responder", startTimeoutMs, async () => (said.includes("ready") ? true : undefined));
}

/** Starts coturn as a plain STUN server, of one address or (RFC 5780) of two, and waits until it listens. */
export async function startCoturn(topology: Topology, own: 1 | 2 = 2): Promise<void> {
  const both = [addresses.gateway, addresses.office];
  const listening = own === 1 ? [addresses.gateway] : both;
  startDaemon(topology, "gateway", {
    command: [
      "turnserver",
      ...["-n", "--no-cli", "--no-tls", "--no-dtls", "--stun-only", "--simple-log"],
      ...listening.flatMap((address) => ["-L", address]),
      ...["-p", String(stunPort), "--alt-listening-port", String(alternatePort), "--log-file", "stdout"],
    ],
    logFile: join(topology.directory, "coturn.log"),
    logging: "syslog",
  });
  await waitFor("coturn", startTimeoutMs, async () => {
    const { stdout } = await runIn(topology, "gateway", ["ss", "-Huln", `sport = :${stunPort}`]);
    return listening.every((address) => stdout.includes(address)) ? true : undefined;
  });
}
