import { failure, success } from "../../main/model/failure.ts";
import type { Client } from "../../main/model/client.ts";
import type { LogReader } from "../../main/model/ports/logs.ts";
import type { Machine } from "../../main/model/ports/machine.ts";
import type { NameResolver } from "../../main/model/ports/names.ts";
import type { World } from "../../main/model/ports/world.ts";
import type { VpnProfile } from "../../main/model/vpn-profile.ts";
import { practiceAddresses, practiceAddressOf } from "../../main/practice/addresses.ts";
import { createClientStack, practiceTcp, practiceWeb } from "../../main/practice/client-stack.ts";
import type { PracticeFault } from "../../main/practice/fault.ts";
import type { GatewayPorts } from "../../main/practice/gateway.ts";
import { practiceInterface, practiceRoute } from "../../main/practice/machine-facts.ts";
import { createPracticeNetwork } from "../../main/practice/network.ts";
import type { Delivery, IpPacket } from "../../main/practice/packet.ts";
import type { RouterOptions } from "../../main/practice/router.ts";
import { createSeededRandom } from "./seeded-random.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

export interface SimulatedWorldOptions extends RouterOptions {
  readonly faults?: readonly PracticeFault[];
  readonly seed?: number;
  readonly rttMs?: number;
  /** Where the gateway answers IKE. */
  readonly gatewayPorts?: GatewayPorts;
  /** Whether the client has IPv6 as well. */
  readonly hasIpv6?: boolean;
  /** What the system's log says, one line each. */
  readonly logLines?: readonly string[];
  readonly profiles?: readonly VpnProfile[];
}

export interface SimulatedWorld {
  readonly world: World;
  readonly clock: VirtualClock;
  /** Everything that left the client, in order. */
  readonly sent: readonly { readonly atMs: number; readonly packet: IpPacket }[];
}

const client: Client = {
  os: "linux",
  osName: "Simulated Linux",
  osVersion: "1",
  osBuild: "1",
  arch: "x64",
  vpnClients: [],
};

/** A whole world in memory: the practice network, a clock that jumps, chance that repeats. */
export function createSimulatedWorld(options: SimulatedWorldOptions = {}): SimulatedWorld {
  const { faults = [], seed = 1, rttMs = 20, hasIpv6 = false, logLines = [], profiles = [] } = options;
  const clock = createVirtualClock();
  const random = createSeededRandom(seed);
  const networkRandom = createSeededRandom(seed + 0x5eed);
  const network = createPracticeNetwork({ ...options, faults, random: networkRandom, roundTripMs: rttMs });
  const sent: { readonly atMs: number; readonly packet: IpPacket }[] = [];

  const stack = createClientStack({
    clock,
    random,
    hasIpv6,
    transmit: (packet) => {
      sent.push({ atMs: clock.monotonicMs(), packet });
      deliver(network.fromClient(packet, clock.monotonicMs()));
    },
  });

  let wakeAtMs = Infinity;
  function deliver(deliveries: readonly Delivery[]): void {
    for (const { afterMs, ...arrived } of deliveries) void clock.sleep(afterMs).then(() => stack.receive(arrived));
    // Hosts on the outside may have something to send by themselves later.
    const nextMs = network.nextWakeMs();
    if (nextMs >= wakeAtMs) return;
    wakeAtMs = nextMs;
    void clock.sleep(nextMs - clock.monotonicMs()).then(() => {
      if (wakeAtMs !== nextMs) return;
      wakeAtMs = Infinity;
      deliver(network.wake(clock.monotonicMs()));
    });
  }

  const world: World = {
    clock,
    random,
    udp: stack.udp,
    echo: stack.echo,
    tcp: practiceTcp,
    web: practiceWeb,
    names: simulatedNames,
    logs: logReader(logLines),
    machine: simulatedMachine(clock, profiles),
  };
  return { world, clock, sent };
}

const simulatedNames: NameResolver = {
  resolve: async (host) => {
    if (host === practiceAddresses.gatewayIpv6) {
      return success({ addresses: [{ address: host, family: "ipv6" }], durationMs: 1 });
    }
    const address = practiceAddressOf(host);
    return address === null
      ? failure("name-not-resolved", `There is no host ${host} in this simulation.`)
      : success({ addresses: [{ address, family: "ipv4" }], durationMs: 1 });
  },
};

function logReader(logLines: readonly string[]): LogReader {
  return {
    utcOffsetMinutes: () => 0,
    read: async function* () {
      const source = "simulated";
      yield { kind: "lines", lines: logLines.map((text, index) => ({ text, source, lineNumber: index + 1 })) };
      const outcome = logLines.length === 0 ? "empty" : "read";
      yield { kind: "source", result: { source, outcome, linesRead: logLines.length } };
    },
  };
}

function simulatedMachine(clock: VirtualClock, profiles: readonly VpnProfile[]): Machine {
  return {
    client: async () => client,
    network: async () => ({
      takenAt: new Date(clock.wallMs()).toISOString(),
      interfaces: [practiceInterface],
      defaultRoutes: [
        { family: "ipv4", interfaceName: practiceInterface.name, gatewayAddress: practiceAddresses.router },
      ],
      dnsServers: [practiceAddresses.router],
      wifi: [],
      notes: [],
    }),
    profiles: async () => ({ profiles: [...profiles], unreadable: [] }),
    route: async () => success(practiceRoute),
  };
}
