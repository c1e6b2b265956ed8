import { waitForLogLines } from "../daemons.ts";
import { pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { clientConnection, gatewayConnections, logTimeFormats, startCharon, type IkeVersion } from "../strongswan.ts";

/** How the client's log shows that the gateway did not accept its authentication. */
const rejection: Readonly<Record<IkeVersion, RegExp>> = {
  1: /received AUTHENTICATION_FAILED|ignore malformed INFORMATIONAL|invalid HASH_V1|could not decrypt/,
  2: /received AUTHENTICATION_FAILED notify error/,
};

function wrongPsk(version: IkeVersion): Scenario {
  return {
    name: `wrong-psk-ikev${version}`,
    truth: "Gateway and path are fine; the client's pre-shared key differs from the gateway's.",
    programs: [],
    prepare: async (topology) => {
      await startCharon(topology, "gateway", { connections: gatewayConnections() });
      const client = await startCharon(topology, "client", {
        connections: clientConnection(version, { secret: "a key that was mistyped" }),
        timeFormat: logTimeFormats.syslog,
      });
      await client.initiate("office", 5);
      await waitForLogLines(client.logFile, rejection[version], 1, 5000);
      await client.stop();
      return { logFiles: [client.logFile] };
    },
    expected: {
      verdict: "problem-found",
      findings: ["psk-mismatch"],
      forbidden: [...pathFindings, ...without(tunnelFindings, "psk-mismatch")],
      measurements: { "reach-udp-500": "answered", "reach-udp-4500": "answered" },
    },
  };
}

export const wrongPskIkev1 = wrongPsk(1);
export const wrongPskIkev2 = wrongPsk(2);
