import type { LogLine } from "../model/ports/logs.ts";
import type { RandomSource } from "../model/ports/random.ts";
import { randomInteger } from "./chance.ts";
import type { CharonLine } from "./charon-lines.ts";
import type { PracticeFault } from "./fault.ts";
import { createPracticeNetwork } from "./network.ts";
import type { Delivery, IpPacket } from "./packet.ts";
import { createVpnClient } from "./vpn-client.ts";

export interface ClientLogOptions {
  readonly faults: readonly PracticeFault[];
  readonly random: RandomSource;
  /** Where the log ends, in ms since 1970 UTC. */
  readonly endMs: number;
  /** How much time is simulated; 6 hours when left out. */
  readonly durationMs?: number;
}

/** What log lines of the simulated client give as their source. */
export const practiceLogSource = "practice";

const defaultDurationMs = 6 * 3_600_000;
/** A lost clock cannot make the simulation run for ever. */
const maximumEvents = 200_000;

/**
 * The log of a VPN client that tried to keep its tunnel up over a network with these faults. Nothing is canned: client,
 * router and gateway exchange packets in simulated time, and the lines follow from what became of them.
 */
export function simulateClientLog(options: ClientLogOptions): readonly LogLine[] {
  const { faults, random, endMs, durationMs = defaultDurationMs } = options;
  const network = createPracticeNetwork({ faults, random });
  const lines: LogLine[] = [];
  const inFlight: { readonly atMs: number; readonly packet: IpPacket }[] = [];
  const processId = randomInteger(random, 700, 9000);
  let events = 0;

  const expect = (deliveries: readonly Delivery[], nowMs: number) => {
    for (const delivery of deliveries) {
      // A daemon that sends from one socket to several peers is not told about ICMP errors.
      if (delivery.kind === "datagram") inFlight.push({ atMs: nowMs + delivery.afterMs, packet: delivery.packet });
    }
    inFlight.sort((left, right) => left.atMs - right.atMs);
  };
  const log = (charonLines: readonly CharonLine[], nowMs: number) => {
    for (const { subsystem, text } of charonLines) {
      lines.push({
        text: `${threadOf(events)}[${subsystem}] ${text}`,
        source: practiceLogSource,
        lineNumber: lines.length + 1,
        structured: { atMs: Math.round(nowMs), identifier: "charon", processId },
      });
    }
  };
  const client = createVpnClient({
    random,
    startAtMs: endMs - durationMs,
    send: (packet, nowMs) => expect(network.fromClient(packet, nowMs), nowMs),
    log,
  });

  for (; events < maximumEvents; events += 1) {
    const arrivesAtMs = inFlight[0]?.atMs ?? Infinity;
    const nowMs = Math.min(arrivesAtMs, client.nextWakeMs(), network.nextWakeMs());
    if (nowMs > endMs) break;
    if (arrivesAtMs === nowMs) {
      const arrival = inFlight.shift();
      if (arrival !== undefined) client.receive(arrival.packet, nowMs);
    } else if (client.nextWakeMs() === nowMs) client.wake(nowMs);
    else expect(network.wake(nowMs), nowMs);
  }
  return lines;
}

/** charon numbers its worker threads; 5 to 16 take packets and jobs in turn. */
function threadOf(event: number): string {
  return `${5 + (event % 12)}`.padStart(2, "0");
}
