import { mustRun } from "./commands.ts";
import {
  addDropRule,
  addresses,
  mustRunIn,
  namespaceOf,
  runIn,
  setKernel,
  type Role,
  type Topology,
} from "./topology.ts";

/*
 * Faults, each injected for real: by the kernel's own firewall, link settings and connection tracking. Faults of the
 * daemons themselves (wrong secret, other proposals) are settings of the connections in strongswan.ts.
 */

/** Makes the link between the home router and the provider carry at most `mtuBytes`; the home router says so by ICMP. */
export async function limitPathMtu(topology: Topology, mtuBytes: number): Promise<void> {
  const ends: readonly (readonly [Role, string])[] = [
    ["home", "outside"],
    ["provider", "inside"],
  ];
  for (const [role, link] of ends) {
    await mustRun("ip", ["-n", namespaceOf(topology, role), "link", "set", link, "mtu", String(mtuBytes)]);
  }
  await confirmPathMtu(topology, mtuBytes);
}

/** IPv4 header without options and ICMP echo header. */
const echoOverheadBytes = 20 + 8;

/** Throws unless the system's own ping finds the same path MTU from the client, to the byte. */
async function confirmPathMtu(topology: Topology, mtuBytes: number): Promise<void> {
  const passes = async (sizeBytes: number): Promise<boolean> => {
    const dataSizeBytes = String(sizeBytes - echoOverheadBytes);
    const ping = await runIn(topology, "client", [
      ...(["ping", "-n", "-q", "-M", "do", "-c", "1", "-W", "1", "-s", dataSizeBytes, addresses.gateway] as const),
    ]);
    return ping.exitCode === 0;
  };
  const fits = await passes(mtuBytes);
  const isTooLarge = !(await passes(mtuBytes + 1));
  if (!fits || !isTooLarge) throw new Error(`ping does not confirm a path MTU of ${mtuBytes} bytes`);
  // The client heard "fragmentation needed" of this very ping; the check shall start without that knowledge.
  await mustRunIn(topology, "client", ["ip", "route", "flush", "cache"]);
}

/** Like `limitPathMtu`, but nobody hears of it: "fragmentation needed" (ICMP type 3 code 4) never leaves the router. */
export async function makeMtuBlackHole(topology: Topology, mtuBytes: number): Promise<void> {
  await addDropRule(topology, "home", "output", "icmp type destination-unreachable icmp code frag-needed");
  await limitPathMtu(topology, mtuBytes);
}

/** The provider drops UDP to this port, as a hotel's or a company's firewall does. */
export async function blockUdpPort(topology: Topology, port: number): Promise<void> {
  await addDropRule(topology, "provider", "forward", `udp dport ${port}`);
}

/** The gateway's own firewall drops all UDP; the host itself still answers ping. */
export async function silenceGateway(topology: Topology): Promise<void> {
  await addDropRule(topology, "gateway", "input", "meta l4proto udp");
}

/** The provider drops every fragment but the first of a packet: those have no UDP header that a firewall could judge. */
export async function dropFragments(topology: Topology): Promise<void> {
  await addDropRule(topology, "provider", "forward", "ip frag-off & 0x1fff != 0");
}

/** The provider loses this share of all packets, each way. */
export async function losePackets(topology: Topology, percent: number): Promise<void> {
  await addDropRule(topology, "provider", "forward", `numgen random mod 100 < ${percent}`);
}

/** The home router forgets an idle UDP mapping after `timeoutSeconds`, replied or not. */
export async function shortenNatTimeout(topology: Topology, timeoutSeconds: number): Promise<void> {
  await setKernel(topology, "home", {
    "net.netfilter.nf_conntrack_udp_timeout": timeoutSeconds,
    "net.netfilter.nf_conntrack_udp_timeout_stream": timeoutSeconds,
  });
}

/** The client loses its address and gets another one of the same network, as after a new DHCP lease or a change of access point. */
export async function changeClientAddress(topology: Topology): Promise<void> {
  const lines = [
    `addr del ${addresses.client}/24 dev outside`,
    `addr add ${addresses.clientLater}/24 dev outside`,
    `route replace default via ${addresses.homeInside}`,
  ];
  await mustRun("ip", ["-n", namespaceOf(topology, "client"), "-batch", "-"], { input: `${lines.join("\n")}\n` });
}
