import type { Clock } from "../model/ports/clock.ts";
import type { RandomSource } from "../model/ports/random.ts";
import type { AddressFamily, Endpoint, UdpNetwork } from "../model/ports/udp.ts";
import type { HalfOpenBudget } from "./half-open-budget.ts";

/** What every probe gets: the ports it works with, the stop button, and the counter of what it costs the network. */
export interface ProbeContext {
  readonly udp: UdpNetwork;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** When it aborts, no packet leaves any more and what was measured is kept. */
  readonly signal?: AbortSignal;
  /** Called once for every datagram that is handed to the system. */
  readonly countPacket: () => void;
  /** Called once for every datagram that came in but answers nothing that was asked: noise, or somebody who guesses. */
  readonly countIgnored: () => void;
  /** Every probe of a run takes from it before it opens a half-open SA on the gateway. */
  readonly halfOpen: HalfOpenBudget;
}

/** Whether the stop button was pressed; a function, because the compiler takes a property that it has seen once for one that stays. */
export function isAborted({ signal }: Pick<ProbeContext, "signal">): boolean {
  return signal?.aborted === true;
}

/** One address of the gateway that is probed. */
export interface GatewayTarget {
  readonly address: string;
  readonly family: AddressFamily;
  readonly ports: {
    readonly ike: number;
    readonly natTraversal: number;
    /** Whether IKE carries the non-ESP marker on `ike` too; `measureReach` finds out where that port is not 500. */
    readonly ikeMarked?: boolean;
    /** To compare with; absent: one that hosts listen on nothing. */
    readonly control?: number | undefined;
  };
  /** Local address to send from, so that probes stay outside a tunnel. */
  readonly bindAddress?: string;
}

/** The two ends of an exchange; `local` is null where the socket's address is not known. */
export interface NatEnds {
  readonly local: Endpoint | null;
  readonly gateway: Endpoint;
  /** Whether IKE carries the non-ESP marker on that port of the gateway. */
  readonly marked: boolean;
}
