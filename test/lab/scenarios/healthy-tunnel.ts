import { waitForLogLines } from "../daemons.ts";
import { pathFindings, tunnelFindings, type Scenario } from "../scenario.ts";
import { clientConnection, gatewayConnections, logTimeFormats, startCharon } from "../strongswan.ts";

/** The counterpart of all faults of tunnels: the same daemons, idle time, liveness checks and rekeys, and no fault. */
export const healthyTunnel: Scenario = {
  name: "healthy-tunnel",
  truth: "The tunnel was idle, its liveness checks were answered, its keys were renewed, and the person closed it.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    const client = await startCharon(topology, "client", {
      connections: clientConnection(2, {
        connection: { dpd_delay: 2 },
        child: { rekey_time: 8, rand_time: 0, life_time: 20 },
      }),
      timeFormat: logTimeFormats.iso,
    });
    await client.initiate("office", 10);
    await waitForLogLines(client.logFile, /sending DPD request/, 2, 15_000);
    await waitForLogLines(client.logFile, /CHILD_SA office\{2\} established/, 1, 15_000);
    await waitForLogLines(client.logFile, /CHILD_SA closed/, 1, 15_000);
    await client.stop();
    return { logFiles: [client.logFile] };
  },
  expected: {
    verdict: "healthy",
    findings: [],
    forbidden: [...pathFindings, ...tunnelFindings],
    measurements: { "reach-udp-500": "answered", "reach-udp-4500": "answered", "path-mtu": 1500 },
  },
};
