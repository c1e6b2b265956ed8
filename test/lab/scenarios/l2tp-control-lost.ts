import { waitForLogLines } from "../daemons.ts";
import { blockUdpPort } from "../faults.ts";
import { pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";
import { startXl2tpd } from "../xl2tpd.ts";

/** xl2tpd sends its first HELLO after 60 s, and gives up on any message after 31 s (1 + 2 + 4 + 8 + 16). */
const helloAfterMs = 60_000;
const giveUpAfterMs = 31_000;
const slackMs = 20_000;
const l2tpPort = 1701;
const gaveUp = /Connection \d+ closed to .*\(Timeout\)/;

const expected: Scenario["expected"] = {
  verdict: "problem-found",
  findings: ["l2tp-control-lost"],
  forbidden: [...pathFindings, ...without(tunnelFindings, "l2tp-control-lost")],
  measurements: { "reach-udp-500": "answered", "reach-udp-4500": "answered" },
};

export const l2tpControlLost: Scenario = {
  name: "l2tp-control-lost",
  truth: "The L2TP tunnel is up, then its packets are lost on the way; the gateway still answers IKE.",
  programs: ["xl2tpd"],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    const server = startXl2tpd(topology, "gateway");
    await waitForLogLines(server.logFile, /Listening on IP address/, 1, 10_000);
    const client = startXl2tpd(topology, "client");
    await waitForLogLines(client.logFile, /Call established/, 1, 10_000);
    await blockUdpPort(topology, l2tpPort);
    await waitForLogLines(client.logFile, gaveUp, 1, helloAfterMs + giveUpAfterMs + slackMs);
    await client.stop();
    return { logFiles: [client.logFile] };
  },
  expected,
};

export const l2tpNoAnswer: Scenario = {
  name: "l2tp-no-answer",
  truth: "The gateway answers IKE, but its L2TP service never answers the first message.",
  programs: ["xl2tpd"],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await blockUdpPort(topology, l2tpPort);
    const client = startXl2tpd(topology, "client");
    await waitForLogLines(client.logFile, gaveUp, 1, giveUpAfterMs + slackMs);
    await client.stop();
    return { logFiles: [client.logFile] };
  },
  expected,
};
