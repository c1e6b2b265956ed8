import type { UdpSocket, UdpSocketOptions } from "../../model/ports.ts";
import type { GatewayTarget, ProbeContext } from "../context.ts";
import { type IkeReply, readIkeReply } from "../ike/reply.ts";
import { type IkePort, ikePortOf } from "../ike/non-esp-marker.ts";
import { equalOctets } from "../ike/octets.ts";
import type { Bait } from "../ike/baits.ts";
import { mainModeRequests } from "../main-mode-request.ts";
import type { ReflectionResult } from "./gateway-search.ts";

/** Between the first exchange and the one that makes a mapping a stream (nf_conntrack_proto_udp.c: 2 s). */
const streamAfterMs = 2_300;
const askAgainAfterMs = [0, 500, 1_500];
const lastWaitMs = 1_500;
const settleMs = 700;
const triggers = 4;
const triggerGapMs = 350;

/** Three questions of three tries each, and the triggers. */
export const silencePacketBudget = 3 * askAgainAfterMs.length + triggers;

/**
 * One silence of `idleMs` against a port of the gateway. Leaves one half-open SA on a gateway that takes the message; the
 * caller has the right to it. Sends at most `silencePacketBudget` packets.
 */
export async function keepSilence(
  context: ProbeContext,
  target: GatewayTarget,
  portNumber: number,
  idleMs: number,
): Promise<ReflectionResult> {
  const port = ikePortOf(target.ports, portNumber);
  const silent = await open(context, target);
  const other = await open(context, target);
  if (silent === null || other === null) {
    silent?.close();
    other?.close();
    return "void";
  }
  try {
    const gateway = { address: target.address, port: port.number };
    const ends = { local: silent.local, gateway, marked: port.marked };
    const bait = mainModeRequests(context.random, ends)({ kind: "proposals" });
    return await reflect(context, { silent, other, port, bait }, idleMs);
  } finally {
    silent.close();
    other.close();
  }
}

interface Pair {
  readonly silent: UdpSocket;
  readonly other: UdpSocket;
  readonly port: IkePort;
  readonly bait: Bait;
}

async function reflect(context: ProbeContext, pair: Pair, idleMs: number): Promise<ReflectionResult> {
  const { clock, signal } = context;
  const { silent, other, port, bait } = pair;
  const first = await ask(context, silent, port, bait);
  // From the answer on, because earlier attempts may not have reached every NAT on the way.
  const answeredMs = clock.monotonicMs();
  if (first === null) return "silent";
  if (first.answer.kind !== "main-mode") return "not-accepted";
  await clock.sleep(Math.max(0, answeredMs + streamAfterMs - clock.monotonicMs()), signal);
  if ((await ask(context, silent, port, bait)) === null) return "void";
  if (!(await settle(context, silent, port, bait))) return "self-repeating";
  if ((await hear(context, silent, port, bait, idleMs - settleMs)) !== null) return "self-repeating";
  for (let trigger = 0; trigger < triggers && signal?.aborted !== true; trigger += 1) {
    await send(context, other, port, bait);
    if ((await hear(context, silent, port, bait, triggerGapMs)) !== null) return "alive";
    if ((await hear(context, other, port, bait, 0)) !== null) return "answered-elsewhere";
  }
  // Was it the NAT, or is the gateway gone?
  return (await ask(context, silent, port, bait)) === null ? "void" : "expired";
}

/** Lets answers to earlier copies pass by: true as soon as nothing came for `settleMs`. */
async function settle(context: ProbeContext, socket: UdpSocket, port: IkePort, bait: Bait): Promise<boolean> {
  for (let answers = 0; answers < askAgainAfterMs.length * 2; answers += 1) {
    if ((await hear(context, socket, port, bait, settleMs)) === null) return true;
  }
  return false;
}

/** Sends until it is answered, three times at most. Null where it never is. */
async function ask(context: ProbeContext, socket: UdpSocket, port: IkePort, bait: Bait): Promise<IkeReply | null> {
  for (const [index, atMs] of askAgainAfterMs.entries()) {
    if (context.signal?.aborted === true) return null;
    await send(context, socket, port, bait);
    const nextMs = askAgainAfterMs[index + 1];
    const reply = await hear(context, socket, port, bait, nextMs === undefined ? lastWaitMs : nextMs - atMs);
    if (reply !== null) return reply;
  }
  return null;
}

async function send(context: ProbeContext, socket: UdpSocket, port: IkePort, bait: Bait): Promise<void> {
  context.countPacket();
  await socket.send(bait.udpPayload, port.number);
}

/** The first answer to the bait within `forMs`; what else comes in is noise. */
async function hear(
  { clock, signal }: ProbeContext,
  socket: UdpSocket,
  port: IkePort,
  bait: Bait,
  forMs: number,
): Promise<IkeReply | null> {
  const untilMs = clock.monotonicMs() + forMs;
  for (;;) {
    const leftMs = Math.max(0, untilMs - clock.monotonicMs());
    const arrival = await socket.receive(leftMs, signal);
    if (arrival === null) return null;
    if (arrival.kind !== "datagram" || arrival.from.port !== port.number) continue;
    const reply = readIkeReply(arrival.payload, port);
    if (reply !== null && equalOctets(reply.initiatorSpi, bait.initiatorSpi)) return reply;
  }
}

async function open({ udp }: ProbeContext, target: GatewayTarget): Promise<UdpSocket | null> {
  const { address, family, bindAddress } = target;
  const options: UdpSocketOptions = {
    remoteAddress: address,
    family,
    fragmentation: "system",
    ...(bindAddress === undefined ? {} : { bindAddress }),
  };
  const opened = await udp.open(options);
  return opened.ok ? opened.value : null;
}
