import { blockUdpPort } from "../faults.ts";
import { noLogs, pathFindings, tunnelFindings, without, type Scenario } from "../scenario.ts";
import { gatewayConnections, startCharon } from "../strongswan.ts";
import type { Topology } from "../topology.ts";

/** charon.port and charon.port_nat_t of strongswan.conf. */
const ports = { port: 501, port_nat_t: 4501 };
const checkOptions = ["--ike-port", String(ports.port), "--natt-port", String(ports.port_nat_t)];

const startGateway = async (topology: Topology) => {
  await startCharon(topology, "gateway", { connections: gatewayConnections(), settings: ports });
};

export const otherPorts: Scenario = {
  name: "other-ports",
  truth: "The gateway has IKE on other ports than 500 and 4500, and everything works.",
  programs: [],
  checkOptions: [...checkOptions, "--profile", "deep"],
  prepare: async (topology) => {
    await startGateway(topology);
    return noLogs;
  },
  expected: {
    verdict: "healthy",
    findings: [],
    forbidden: [...pathFindings, ...tunnelFindings],
    measurements: {
      "reach-udp-500": "answered",
      "reach-udp-4500": "answered",
      "nat-present": true,
      "path-mtu": 1500,
      "fragments-out": true,
      dpi: "none",
      "esp-in-udp": true,
    },
  },
};

export const otherPortsBlocked: Scenario = {
  name: "other-ports-blocked",
  truth: "The gateway has IKE on other ports than 500 and 4500, and a firewall drops packets to the first of them.",
  programs: [],
  checkOptions,
  prepare: async (topology) => {
    await startGateway(topology);
    await blockUdpPort(topology, ports.port);
    return noLogs;
  },
  expected: {
    verdict: "problem-found",
    findings: ["udp-500-blocked"],
    forbidden: [...without(pathFindings, "udp-500-blocked"), ...tunnelFindings],
    measurements: { "reach-udp-500": "silent", "reach-udp-4500": "answered", "path-mtu": 1500, "fragments-out": true },
  },
};
