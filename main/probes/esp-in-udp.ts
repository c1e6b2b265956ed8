import type { Measurement } from "../model/measurement.ts";
import type { RandomSource } from "../model/ports/random.ts";
import type { UdpSocketOptions } from "../model/ports/udp.ts";
import type { GatewayTarget, ProbeContext } from "./context.ts";
import { converse, type ProbeMachine } from "./conversation.ts";
import { type Bait, type BaitKind, buildBait, randomSpi } from "./ike/baits.ts";
import { ikePortOf } from "./ike/non-esp-marker.ts";
import { concatOctets, uint32Octets } from "./ike/octets.ts";
import { cancelledReason, endpointText, measured, notMeasured, notTried } from "./measured.ts";
import { reachMachine, type ReachState, type ReachTry } from "./reach-schedule.ts";

/** Six tries: at 10 % loss in each direction all of them fail by chance once in 20 000 times. */
const tries: readonly ReachTry[] = [0, 300, 700, 1_200, 1_700, 2_200].map((atMs) => ({ atMs, requests: ["ikev2"] }));

const espPackets = 20;
const espSpacingMs = 20;
const smallestEspBytes = 100;

interface EspBurstState {
  readonly sent: number;
  readonly lastSentMs: number;
}

/** Numbered packets, one after the other; nobody answers them. */
const espBurst: ProbeMachine<EspBurstState, number> = {
  initial: { sent: 0, lastSentMs: -espSpacingMs },
  next: ({ sent, lastSentMs }, nowMs) => {
    if (sent === espPackets) return { kind: "done" };
    const dueMs = lastSentMs + espSpacingMs;
    return nowMs >= dueMs ? { kind: "send", request: sent + 1 } : { kind: "listen", forMs: Math.ceil(dueMs - nowMs) };
  },
  after: (state, event, nowMs) => (event.kind === "sent" ? { sent: event.request, lastSentMs: nowMs } : state),
};

/**
 * Whether a flow on the NAT traversal port that carries IKE goes on when it carries what looks like ESP (RFC 3948): asks,
 * sends 20 such packets, and asks again, from the same socket and from a fresh one. Gives `esp-in-udp`: true, false (only
 * the fresh one is answered), or unknown. At most 38 packets of up to `largestBytes`, of which none makes state: gateways
 * drop packets of unknown SPIs in silence.
 */
export async function measureEspInUdp(
  context: ProbeContext,
  target: GatewayTarget,
  bait: BaitKind,
  largestBytes: number,
): Promise<readonly Measurement[]> {
  const { address, family, ports, bindAddress } = target;
  const port = ikePortOf(ports, ports.natTraversal);
  const subject = {
    kind: "esp-in-udp",
    method: "esp-like-flow",
    target: endpointText(address, family, port.number),
  } as const;
  // Not connected: a gateway whose system knows no ESP answers it with ICMP errors, which say nothing about the way.
  const options: UdpSocketOptions = {
    remoteAddress: address,
    family,
    fragmentation: "system",
    ...(bindAddress === undefined ? {} : { bindAddress }),
  };
  const flow = await context.udp.open(options);
  if (!flow.ok) return [notTried(subject, flow.error)];
  const fresh = await context.udp.open(options);
  if (!fresh.ok) {
    flow.value.close();
    return [notTried(subject, fresh.error)];
  }
  const ask = (socket: typeof flow.value): Promise<ReachState> =>
    converse(context, socket, port, reachMachine(tries), () => buildBait(bait, context.random, port));
  const before = await ask(flow.value);
  const answeredBefore = before.value === "answered";
  if (answeredBefore) await converse(context, flow.value, port, espBurst, espLike(context.random, largestBytes));
  const [after, control] = answeredBefore ? await Promise.all([ask(flow.value), ask(fresh.value)]) : [null, null];
  flow.value.close();
  fresh.value.close();
  if (context.signal?.aborted === true) return [notMeasured(subject, "unknown", cancelledReason)];
  if (after === null) return [notMeasured(subject, "unknown", "the gateway did not answer on this port")];
  if (after.value === "answered") return [measured(subject, true, { details: { espPackets } })];
  return control.value === "answered"
    ? [measured(subject, false, { details: { espPackets } })]
    : [notMeasured(subject, "unknown", "the gateway stopped answering, also to a fresh socket", { espPackets })];
}

/** RFC 4303 section 2: an SPI above 255, a sequence number that counts up, and noise. */
function espLike(random: RandomSource, largestBytes: number): (number: number) => Bait {
  const spi = randomSpi(random).slice(0, 4);
  return (number) => {
    const span = Math.max(0, largestBytes - smallestEspBytes);
    const sizeBytes = smallestEspBytes + Math.floor((span * (number % 5)) / 4);
    const udpPayload = concatOctets([spi, uint32Octets(number), random.bytes(sizeBytes - 8)]);
    return { initiatorSpi: randomSpi(random), udpPayload };
  };
}
