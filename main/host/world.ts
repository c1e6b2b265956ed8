import type { World } from "../model/ports/world.ts";
import { createSystemClock } from "./clock.ts";
import { createLogReader } from "./log-sources/log-reader.ts";
import { createMachine } from "./machine.ts";
import { createNameResolver } from "./name-resolver.ts";
import { createEcho } from "./ping.ts";
import { systemRandom } from "./random.ts";
import { systemTcp } from "./tcp.ts";
import { createUdpNetwork } from "./udp.ts";
import { systemWeb } from "./web.ts";

/** All ports on this machine, with one clock for all of them. A caller may put its own in place of any. */
export function createHostWorld(overrides: Partial<World> = {}): World {
  const clock = overrides.clock ?? createSystemClock();
  return {
    clock,
    random: systemRandom,
    udp: createUdpNetwork(clock),
    names: createNameResolver(clock),
    echo: createEcho(clock),
    tcp: systemTcp,
    web: systemWeb,
    logs: createLogReader(),
    machine: createMachine(clock),
    ...overrides,
  };
}
