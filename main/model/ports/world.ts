import type { Clock } from "./clock.ts";
import type { Echo } from "./echo.ts";
import type { HistoryReader } from "./history.ts";
import type { LogReader } from "./logs.ts";
import type { Machine } from "./machine.ts";
import type { NameResolver } from "./names.ts";
import type { RandomSource } from "./random.ts";
import type { TcpConnector } from "./tcp.ts";
import type { UdpNetwork } from "./udp.ts";
import type { WebClient } from "./web.ts";

/*
 * The ports of this folder are everything that the rooms without side effects may ask of the machine. `host` implements
 * them for real, `practice` over a simulated router, the tests in memory with a clock of their own.
 */

/** All ports together: what a check needs of the world. */
export interface World {
  /** Missing where nothing is kept. */
  readonly history?: HistoryReader;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly udp: UdpNetwork;
  readonly names: NameResolver;
  readonly echo: Echo;
  readonly tcp: TcpConnector;
  readonly web: WebClient;
  readonly logs: LogReader;
  readonly machine: Machine;
}
