import { blockUdpPort } from "../faults.ts";
import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";

export const udp500Blocked: Scenario = {
  name: "udp-500-blocked",
  truth: "A firewall on the way drops UDP to port 500; port 4500 passes.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await blockUdpPort(topology, 500);
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["udp-500-blocked"],
    forbidden: [...without(pathFindings, "udp-500-blocked"), ...tunnelFindings],
    measurements: { "reach-udp-500": "silent", "reach-udp-4500": "answered", "path-mtu": 1500 },
  },
};
