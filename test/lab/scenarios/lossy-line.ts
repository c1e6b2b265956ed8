import { losePackets } from "../faults.ts";
import { noLogs, pathFindings, tunnelFindings, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";

/** Each way, and independent for every packet. */
const lossPercent = 5;

export const lossyLine: Scenario = {
  name: "lossy-line",
  truth: `The line loses ${lossPercent} % of the packets each way; nothing is blocked and the path carries 1500 bytes.`,
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await losePackets(topology, lossPercent);
    return noLogs;
  },
  expected: {
    verdict: "healthy",
    findings: [],
    forbidden: [...pathFindings, ...tunnelFindings],
    measurements: { "reach-udp-500": "answered", "reach-udp-4500": "answered", "path-mtu": 1500 },
  },
};
