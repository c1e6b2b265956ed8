import { mustRun } from "./commands.ts";
import { mustRunIn, namespaceOf, runIn, setKernel, type Role, type Topology } from "./topology.ts";

/*
 * The small internet with IPv6 beside IPv4: one prefix of the documentation range (RFC 3849) for each link, and no
 * translation of addresses anywhere.
 */

const ipv6Addresses = {
  client: "2001:db8:1::10",
  homeInside: "2001:db8:1::1",
  homeOutside: "2001:db8:2::2",
  providerInside: "2001:db8:2::1",
  providerOutside: "2001:db8:3::1",
} as const;

/** The gateway's address. */
export const ipv6Gateway = "2001:db8:3::10";

const configuration: readonly (readonly [Role, readonly string[]])[] = [
  ["client", [`addr add ${ipv6Addresses.client}/64 dev outside nodad`]],
  [
    "home",
    [
      `addr add ${ipv6Addresses.homeInside}/64 dev inside nodad`,
      `addr add ${ipv6Addresses.homeOutside}/64 dev outside nodad`,
    ],
  ],
  [
    "provider",
    [
      `addr add ${ipv6Addresses.providerInside}/64 dev inside nodad`,
      `addr add ${ipv6Addresses.providerOutside}/64 dev outside nodad`,
    ],
  ],
  ["gateway", [`addr add ${ipv6Gateway}/64 dev inside nodad`]],
];

/** Routes that need all addresses to be there. */
const routes: readonly (readonly [Role, string])[] = [
  ["client", `route add default via ${ipv6Addresses.homeInside}`],
  ["home", `route add default via ${ipv6Addresses.providerInside}`],
  ["provider", `route add 2001:db8:1::/64 via ${ipv6Addresses.homeOutside}`],
  ["gateway", `route add default via ${ipv6Addresses.providerOutside}`],
];

/** Gives every host of the topology IPv6 as well; to be called before the daemons start. */
export async function addIpv6(topology: Topology): Promise<void> {
  for (const [role, lines] of configuration) {
    await setKernel(topology, role, {
      "net.ipv6.conf.all.disable_ipv6": 0,
      "net.ipv6.conf.default.disable_ipv6": 0,
      "net.ipv6.conf.all.forwarding": role === "home" || role === "provider" ? 1 : 0,
    });
    await batch(topology, role, lines);
  }
  for (const [role, line] of routes) await batch(topology, role, [line]);
  const answered = await runIn(topology, "client", ["ping", "-n", "-q", "-6", "-c", "2", "-W", "2", ipv6Gateway]);
  if (answered.exitCode !== 0) throw new Error(`no ping gets to the gateway over IPv6: ${answered.stdout}`);
}

async function batch(topology: Topology, role: Role, lines: readonly string[]): Promise<void> {
  const command = ["-6", "-n", namespaceOf(topology, role), "-batch", "-"];
  await mustRun("ip", command, { input: `${lines.join("\n")}\n` });
}

/** Makes the link between the home router and the provider carry at most `mtuBytes`, which is 1280 or more. */
export async function limitIpv6PathMtu(topology: Topology, mtuBytes: number): Promise<void> {
  const ends: readonly (readonly [Role, string])[] = [
    ["home", "outside"],
    ["provider", "inside"],
  ];
  for (const [role, link] of ends) {
    await mustRun("ip", ["-n", namespaceOf(topology, role), "link", "set", link, "mtu", String(mtuBytes)]);
  }
}

/** From now on the namespace of `role` drops the IPv6 packets that `match` describes, where `hook` sees them. */
export async function addIpv6DropRule(
  topology: Topology,
  role: Role,
  hook: "forward" | "output",
  match: string,
): Promise<void> {
  const rules = `table ip6 faults {\n chain ${hook}-faults {\n type filter hook ${hook} priority filter;\n ${match} drop\n}\n}\n`;
  await mustRunIn(topology, role, ["nft", "-f", "-"], { input: rules });
}
