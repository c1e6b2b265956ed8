import { addIpv6, addIpv6DropRule, ipv6Gateway, limitIpv6PathMtu } from "../ipv6.ts";
import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";
import type { Topology } from "../topology.ts";

/** A gateway of both families. */
async function startGateway(topology: Topology): Promise<void> {
  await addIpv6(topology);
  const connections = gatewayConnections({ connection: { local_addrs: "%any" } });
  await startCharon(topology, "gateway", { connections });
}

const shared = { programs: [], gateway: ipv6Gateway } as const;
const answered = { "reach-udp-500": "answered", "reach-udp-4500": "answered", "reach-icmp": "answered" } as const;

export const healthyIpv6: Scenario = {
  ...shared,
  name: "healthy-ipv6",
  truth: "Everything works, over IPv6 and without a NAT.",
  prepare: async (topology) => {
    await startGateway(topology);
    return noLogs;
  },
  expected: {
    verdict: "healthy",
    findings: [],
    forbidden: [...pathFindings, ...tunnelFindings],
    measurements: { ...answered, "path-mtu": 1500, "fragments-out": true, "nat-present": false },
  },
};

export const pathMtu1400Ipv6: Scenario = {
  ...shared,
  name: "path-mtu-1400-ipv6",
  truth: "Over IPv6 a link in the middle carries 1400 bytes, and its router says so.",
  prepare: async (topology) => {
    await startGateway(topology);
    await limitIpv6PathMtu(topology, 1400);
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["path-mtu-too-small"],
    forbidden: [...without(pathFindings, "path-mtu-too-small"), ...tunnelFindings],
    measurements: { ...answered, "path-mtu": 1400, "icmp-too-big": true, "fragments-out": true },
  },
};

export const mtuBlackHole1380Ipv6: Scenario = {
  ...shared,
  name: "mtu-black-hole-1380-ipv6",
  truth: "Over IPv6 a link in the middle carries 1380 bytes, and its router's word of it is lost.",
  prepare: async (topology) => {
    await startGateway(topology);
    await addIpv6DropRule(topology, "home", "output", "icmpv6 type packet-too-big");
    await limitIpv6PathMtu(topology, 1380);
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["mtu-black-hole"],
    forbidden: [...without(pathFindings, "mtu-black-hole"), ...tunnelFindings],
    measurements: { ...answered, "path-mtu": 1380, "icmp-too-big": false },
  },
};

export const fragmentsDroppedIpv6: Scenario = {
  ...shared,
  name: "fragments-dropped-ipv6",
  truth: "A firewall on the way drops IPv6 packets with a fragment header; whole packets pass up to 1500 bytes.",
  prepare: async (topology) => {
    await startGateway(topology);
    await addIpv6DropRule(topology, "provider", "forward", "exthdr frag exists");
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["fragments-dropped"],
    forbidden: [...without(pathFindings, "fragments-dropped"), ...tunnelFindings],
    measurements: { ...answered, "path-mtu": 1500, "fragments-out": false },
  },
};
