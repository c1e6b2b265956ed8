import { waitForLogLines } from "../daemons.ts";
import { pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { clientConnection, gatewayConnections, logTimeFormats, startCharon } from "../strongswan.ts";

/** Lifetimes of hours, shortened so that a tunnel reaches the end of its keys within the run. */
const rekeyAfterSeconds = 4;
const expiresAfterSeconds = 20;

export const rekeyFailure: Scenario = {
  name: "rekey-failure",
  truth:
    "The client wants perfect forward secrecy when keys are renewed, the gateway does not: every rekey is refused.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    const client = await startCharon(topology, "client", {
      connections: clientConnection(2, {
        child: {
          esp_proposals: "aes256-sha256-modp2048",
          rekey_time: rekeyAfterSeconds,
          rand_time: 0,
          life_time: expiresAfterSeconds,
        },
      }),
      timeFormat: logTimeFormats.iso,
    });
    await client.initiate("office", 10);
    await waitForLogLines(client.logFile, /closing expired CHILD_SA/, 1, (expiresAfterSeconds + 15) * 1000);
    await client.stop();
    return { logFiles: [client.logFile] };
  },
  expected: {
    verdict: "problem-found",
    findings: ["ike-rekey-failure"],
    forbidden: [...pathFindings, ...without(tunnelFindings, "ike-rekey-failure")],
    measurements: { "reach-udp-500": "answered", "reach-udp-4500": "answered" },
  },
};
