import { limitPathMtu } from "../faults.ts";
import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";

export const pathMtu1400: Scenario = {
  name: "path-mtu-1400",
  truth: "A link in the middle carries 1400 bytes, and its router says so.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await limitPathMtu(topology, 1400);
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["path-mtu-too-small"],
    forbidden: [...without(pathFindings, "path-mtu-too-small"), ...tunnelFindings],
    measurements: { "path-mtu": 1400, "icmp-too-big": true, "fragments-out": true },
  },
};
