import { waitForLogLines } from "../daemons.ts";
import { changeClientAddress } from "../faults.ts";
import { pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { clientConnection, gatewayConnections, logTimeFormats, startCharon } from "../strongswan.ts";

export const clientAddressChange: Scenario = {
  name: "client-address-change",
  truth: "The client got another address while the tunnel was up, and its protocol (IKEv1) cannot follow that.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    const client = await startCharon(topology, "client", {
      connections: clientConnection(1, { connection: { dpd_delay: 4, dpd_timeout: 8 } }),
      timeFormat: logTimeFormats.iso,
    });
    await client.initiate("office", 10);
    await changeClientAddress(topology);
    await waitForLogLines(client.logFile, /DPD check timed out/, 1, 30_000);
    await client.stop();
    return { logFiles: [client.logFile] };
  },
  expected: {
    verdict: "problem-found",
    findings: ["client-mobility"],
    forbidden: [...pathFindings, ...without(tunnelFindings, "client-mobility")],
    measurements: { "reach-udp-500": "answered", "reach-udp-4500": "answered" },
  },
};
