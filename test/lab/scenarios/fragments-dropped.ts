import { dropFragments } from "../faults.ts";
import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";

export const fragmentsDropped: Scenario = {
  name: "fragments-dropped",
  truth: "A firewall on the way drops all fragments but the first; whole packets pass up to 1500 bytes.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await dropFragments(topology);
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["fragments-dropped"],
    forbidden: [...without(pathFindings, "fragments-dropped"), ...tunnelFindings],
    measurements: { "reach-udp-500": "answered", "path-mtu": 1500, "fragments-out": false },
  },
};
