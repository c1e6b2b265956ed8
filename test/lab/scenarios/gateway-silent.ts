import { silenceGateway } from "../faults.ts";
import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";

export const gatewaySilent: Scenario = {
  name: "gateway-silent",
  truth: "The gateway's own firewall drops all UDP; the host answers ping.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await silenceGateway(topology);
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["gateway-silent"],
    forbidden: [...without(pathFindings, "gateway-silent"), ...tunnelFindings],
    measurements: { "reach-udp-500": "silent", "reach-udp-4500": "silent", "reach-icmp": "answered" },
  },
};
