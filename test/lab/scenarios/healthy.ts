import { noLogs, pathFindings, tunnelFindings, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";

export const healthy: Scenario = {
  name: "healthy",
  truth:
    "The gateway answers on both ports, the path carries 1500 bytes, the NAT keeps mappings as long as Linux does.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    return noLogs;
  },
  expected: {
    verdict: "healthy",
    findings: [],
    forbidden: [...pathFindings, ...tunnelFindings],
    measurements: {
      "reach-udp-500": "answered",
      "reach-udp-4500": "answered",
      "nat-present": true,
      "path-mtu": 1500,
    },
  },
};
