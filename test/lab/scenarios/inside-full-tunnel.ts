import { mustRun } from "../commands.ts";
import { limitPathMtu } from "../faults.ts";
import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";
import { namespaceOf } from "../topology.ts";

/** A tunnel that takes everything, in the way that OpenVPN sets it up: two halves of the Internet beat the default route. */
const tunnelLines = [
  "tuntap add dev tun9 mode tun",
  "addr add 198.18.0.2/24 dev tun9",
  "link set tun9 up mtu 1300",
  "route add 0.0.0.0/1 dev tun9",
  "route add 128.0.0.0/1 dev tun9",
];

export const insideFullTunnel: Scenario = {
  name: "inside-full-tunnel",
  truth: "Another tunnel takes all traffic and loses it; outside of it the gateway answers over a path of 1400 bytes.",
  programs: [],
  prepare: async (topology) => {
    await startCharon(topology, "gateway", { connections: gatewayConnections() });
    await limitPathMtu(topology, 1400);
    const input = `${tunnelLines.join("\n")}\n`;
    await mustRun("ip", ["-n", namespaceOf(topology, "client"), "-batch", "-"], { input });
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["path-mtu-too-small"],
    forbidden: [...without(pathFindings, "path-mtu-too-small"), ...tunnelFindings],
    measurements: { "reach-udp-500": "answered", "path-mtu": 1400, "route-to-gateway": "tun9" },
  },
};
