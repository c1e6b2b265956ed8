import { waitForLogLines } from "../daemons.ts";
import { shortenNatTimeout } from "../faults.ts";
import { pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import {
  clientConnection,
  gatewayConnections,
  logTimeFormats,
  startCharon,
  type IkeVersion,
  type Section,
} from "../strongswan.ts";

/*
 * The order of events that loses an idle tunnel: the home router forgets the mapping; the gateway's liveness check gets
 * no answer and it deletes the tunnel; the client's later check makes a new mapping, to a gateway that knows no tunnel.
 */
const natTimeoutSeconds = 3;
const gatewayDpdDelaySeconds = 6;
const clientDpdDelaySeconds = 14;
const drops = 3;
const secondsPerDrop = clientDpdDelaySeconds + 8;

/**
 * Liveness checks of one end. IKEv1 gives up when it heard nothing for the timeout, which must leave time for an answer
 * to the check; IKEv2 gives up by its retransmissions.
 */
const liveness = (delaySeconds: number): Section => ({ dpd_delay: delaySeconds, dpd_timeout: delaySeconds + 4 });

/** Gives up after 1 + 1 + 1 seconds, where the default takes 165. */
const impatient: Section = { retransmit_tries: 2, retransmit_timeout: 1, retransmit_base: 1 };

/** How the client's log says that the gateway is lost. */
const givesUp: Readonly<Record<IkeVersion, RegExp>> = {
  1: /DPD check timed out, enforcing DPD action/,
  2: /giving up after \d+ retransmits/,
};

function natTimeoutIdle(version: IkeVersion): Scenario {
  return {
    name: `nat-timeout-idle-ikev${version}`,
    truth: `The home router forgets idle UDP mappings after ${natTimeoutSeconds} s, and the client sends no keepalives.`,
    programs: [],
    prepare: async (topology) => {
      await shortenNatTimeout(topology, natTimeoutSeconds);
      await startCharon(topology, "gateway", {
        connections: gatewayConnections({ connection: liveness(gatewayDpdDelaySeconds) }),
        settings: impatient,
      });
      const client = await startCharon(topology, "client", {
        connections: clientConnection(version, {
          connection: liveness(clientDpdDelaySeconds),
          child: { dpd_action: "restart" },
        }),
        settings: { ...impatient, keep_alive: 0 },
        timeFormat: logTimeFormats.iso,
      });
      await client.initiate("office", 10);
      await waitForLogLines(client.logFile, givesUp[version], drops, drops * secondsPerDrop * 1000);
      await client.stop();
      return { logFiles: [client.logFile] };
    },
    expected: {
      verdict: "problem-found",
      findings: ["nat-udp-timeout"],
      forbidden: [...pathFindings, ...without(tunnelFindings, "nat-udp-timeout")],
      measurements: { "reach-udp-500": "answered", "reach-udp-4500": "answered", "nat-present": true },
    },
  };
}

export const natTimeoutIdleIkev1 = natTimeoutIdle(1);
export const natTimeoutIdleIkev2 = natTimeoutIdle(2);
