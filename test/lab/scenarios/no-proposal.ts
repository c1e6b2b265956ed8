import { waitForLogLines } from "../daemons.ts";
import { pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { clientConnection, gatewayConnections, logTimeFormats, startCharon, type IkeVersion } from "../strongswan.ts";

function noProposal(version: IkeVersion): Scenario {
  return {
    name: `no-proposal-ikev${version}`,
    truth: "Gateway and path are fine; the client offers only encryption that the gateway does not allow.",
    programs: [],
    prepare: async (topology) => {
      await startCharon(topology, "gateway", { connections: gatewayConnections() });
      const client = await startCharon(topology, "client", {
        connections: clientConnection(version, { connection: { proposals: "aes128-sha1-modp1536" } }),
        timeFormat: logTimeFormats.iso,
      });
      await client.initiate("office", 5);
      await waitForLogLines(client.logFile, /received NO_PROPOSAL_CHOSEN/, 1, 5000);
      await client.stop();
      return { logFiles: [client.logFile] };
    },
    expected: {
      verdict: "problem-found",
      findings: ["proposal-mismatch"],
      forbidden: [...pathFindings, ...without(tunnelFindings, "proposal-mismatch")],
      measurements: { "reach-udp-500": "answered", "reach-udp-4500": "answered" },
    },
  };
}

export const noProposalIkev1 = noProposal(1);
export const noProposalIkev2 = noProposal(2);
