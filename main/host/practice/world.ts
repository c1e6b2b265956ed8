import { failure, success, type Outcome } from "../../model/failure.ts";
import type { Clock } from "../../model/ports/clock.ts";
import type { Echo } from "../../model/ports/echo.ts";
import type { LogReader } from "../../model/ports/logs.ts";
import type { Machine } from "../../model/ports/machine.ts";
import type { NameResolver } from "../../model/ports/names.ts";
import type { RandomSource } from "../../model/ports/random.ts";
import type { UdpNetwork } from "../../model/ports/udp.ts";
import type { World } from "../../model/ports/world.ts";
import { practiceAddresses, practiceAddressOf, practiceGatewayName } from "../../practice/addresses.ts";
import { practiceLogSource, simulateClientLog } from "../../practice/client-log.ts";
import { createClientStack, practiceTcp, practiceWeb } from "../../practice/client-stack.ts";
import type { PracticeFault } from "../../practice/fault.ts";
import { practiceInterface, practiceProfile, practiceRoute } from "../../practice/machine-facts.ts";
import { createPracticeLink } from "./link.ts";

export interface PracticeWorldOptions {
  /** Where `startPracticeRouter` listens. */
  readonly routerPort: number;
  /** The real machine: its clock, its chance, and what it knows about itself. */
  readonly base: World;
  /** The faults of that router, for the log of the simulated VPN client; without them there is no such log. */
  readonly faults?: readonly PracticeFault[];
}

/** A world whose network is the practice network: no packet and no name leaves this machine. */
export function createPracticeWorld({ routerPort, base, faults }: PracticeWorldOptions): World {
  const { clock, random } = base;
  const link = createPracticeLink(routerPort, (arrived) => stack.receive(arrived));
  const stack = createClientStack({ clock, random, transmit: link.transmit });

  const udp: UdpNetwork = {
    open: async (options) => {
      const linked = await link.acquire();
      if (!linked.ok) return linked;
      const opened = await stack.udp.open(options);
      if (!opened.ok) {
        link.release();
        return opened;
      }
      let closed = false;
      const close = () => {
        if (closed) return;
        closed = true;
        opened.value.close();
        link.release();
      };
      return success({ ...opened.value, close });
    },
  };

  const overLink = async <Value>(use: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> => {
    const linked = await link.acquire();
    if (!linked.ok) return linked;
    try {
      return await use();
    } finally {
      link.release();
    }
  };
  const echo: Echo = {
    ping: (...request) => overLink(() => stack.echo.ping(...request)),
    pingWithSize: (...request) => overLink(() => stack.echo.pingWithSize(...request)),
  };

  const logs = faults === undefined ? base.logs : practiceLogs(base.logs, clock, random, faults);
  return {
    clock,
    random,
    udp,
    echo,
    tcp: practiceTcp,
    web: practiceWeb,
    logs,
    names: practiceNames,
    machine: practiceMachine(base.machine),
  };
}

/** Knows the practice gateway and nobody else. */
const practiceNames: NameResolver = {
  resolve: async (host) => {
    const address = practiceAddressOf(host);
    return address === null
      ? failure(
          "name-not-resolved",
          `The practice network knows no host but "${practiceGatewayName}" and its responder.`,
        )
      : success({ addresses: [{ address, family: "ipv4" }], durationMs: 0 });
  },
};

/** The machine as it is, with the practice network's interface, VPN profile and route added. */
function practiceMachine(base: Machine): Machine {
  return {
    client: async (signal) => {
      // What else runs on this machine has no part in the practice network.
      const { os, osName, osVersion, osBuild, arch, vpnClients } = await base.client(signal);
      return { os, osName, osVersion, osBuild, arch, vpnClients };
    },
    network: async (signal) => {
      const snapshot = await base.network(signal);
      const dnsServers = [practiceAddresses.router];
      return { ...snapshot, interfaces: [...snapshot.interfaces, practiceInterface], dnsServers };
    },
    profiles: async (signal) => {
      const found = await base.profiles(signal);
      return { ...found, profiles: [practiceProfile, ...found.profiles] };
    },
    route: async (address, signal) =>
      address === practiceAddresses.gateway ? success(practiceRoute) : base.route(address, signal),
  };
}

/** The simulated client's log in place of the machine's own, and the files that the person gave, if any. */
function practiceLogs(
  base: LogReader,
  clock: Clock,
  random: RandomSource,
  faults: readonly PracticeFault[],
): LogReader {
  return {
    utcOffsetMinutes: base.utcOffsetMinutes,
    read: async function* (query, signal) {
      if (query.systemLogs) {
        const lines = simulateClientLog({ faults, random, endMs: clock.wallMs() });
        yield { kind: "lines", lines };
        const linesRead = lines.length;
        yield { kind: "source", result: { source: practiceLogSource, outcome: "read", linesRead } };
      }
      if (query.paths.length > 0) yield* base.read({ ...query, systemLogs: false }, signal);
    },
  };
}
