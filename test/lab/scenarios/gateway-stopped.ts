import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";

export const gatewayStopped: Scenario = {
  name: "gateway-stopped",
  truth: "The host of the gateway runs, its IKE service was stopped; its kernel says that the ports are closed.",
  programs: [],
  prepare: async (topology) => {
    const charon = await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await charon.stop();
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["gateway-silent"],
    forbidden: [...without(pathFindings, "gateway-silent"), ...tunnelFindings],
    measurements: { "reach-udp-500": "refused", "reach-udp-4500": "refused" },
  },
};
