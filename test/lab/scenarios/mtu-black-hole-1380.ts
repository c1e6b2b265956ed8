import { makeMtuBlackHole } from "../faults.ts";
import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";

export const mtuBlackHole1380: Scenario = {
  name: "mtu-black-hole-1380",
  truth: "A link in the middle carries 1380 bytes, and larger packets vanish without a word.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await makeMtuBlackHole(topology, 1380);
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["mtu-black-hole"],
    forbidden: [...without(pathFindings, "mtu-black-hole"), ...tunnelFindings],
    measurements: { "path-mtu": 1380, "icmp-too-big": false },
  },
};
