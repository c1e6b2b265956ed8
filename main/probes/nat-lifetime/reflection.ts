import type { UdpSocket, UdpSocketOptions } from "../../model/ports/udp.ts";
import { type GatewayTarget, isAborted, type ProbeContext } from "../context.ts";
import { type IkeReply, readIkeReply } from "../ike/reply.ts";
import { type IkePort, ikePortOf } from "../ike/non-esp-marker.ts";
import { equalOctets } from "../ike/octets.ts";
import { type Bait, futureVersionBait, invalidKeBait, weakMainModeBait } from "../ike/baits.ts";
import { mainModeRequests } from "../main-mode-request.ts";
import type { ReflectionResult } from "./gateway-search.ts";

/** Between the first exchange and the one that makes a mapping a stream (nf_conntrack_proto_udp.c: 2 s). */
const streamAfterMs = 2_300;
const askAgainAfterMs = [0, 500, 1_500];
const lastWaitMs = 1_500;
const settleMs = 700;
const triggers = 4;
const triggerGapMs = 350;

/** From the end of a silence to the answer of its last question: it belongs to the upper bound of a lifetime. */
export const triggersMs = triggers * triggerGapMs;
/** Packets that break one silence. */
export const mostRefreshPackets = 12;
/** Between two copies of one packet outwards. */
const copyGapMs = 40;

/** Questions that make no state. */
const statelessPackets = 6;

/** Three questions of three tries each, the triggers, what breaks the silence, and whether the gateway is there. */
export const silencePacketBudget = 3 * askAgainAfterMs.length + triggers + mostRefreshPackets + statelessPackets;

/** A time in which a socket sends nothing but what is told here. */
export interface Silence {
  readonly idleMs: number;
  /** Packets that break it, in ms from its begin: outwards, or from the gateway, which another socket asks for them. */
  readonly refresh?: {
    readonly direction: "outbound" | "inbound";
    readonly atMs: readonly number[];
    /** Of each packet, because one may get lost. */
    readonly copies: number;
  };
}

/**
 * One silence against a port of the gateway. Leaves one half-open SA on a gateway that takes the message; the
 * caller has the right to it. Sends at most `silencePacketBudget` packets.
 */
export async function keepSilence(
  context: ProbeContext,
  target: GatewayTarget,
  portNumber: number,
  silence: Silence,
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
    return await reflect(context, { silent, other, port, bait }, silence);
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

async function reflect(context: ProbeContext, pair: Pair, silence: Silence): Promise<ReflectionResult> {
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
  const disturbed = await keepQuiet(context, pair, silence, clock.monotonicMs() - settleMs);
  if (disturbed !== null) return disturbed;
  for (let trigger = 0; trigger < triggers && signal?.aborted !== true; trigger += 1) {
    await send(context, other, port, bait);
    if ((await hear(context, silent, port, bait, triggerGapMs)) !== null) return "alive";
    if ((await hear(context, other, port, bait, 0)) !== null) return "answered-elsewhere";
  }
  // Was it the NAT, or is the gateway gone?
  if (await answersStateless(context, pair)) return "expired";
  return (await ask(context, silent, port, bait)) === null ? "void" : "expired";
}

/** Waits the silence out, and breaks it where it is to be broken. Null, or why it was no silence. */
async function keepQuiet(
  context: ProbeContext,
  pair: Pair,
  { idleMs, refresh }: Silence,
  beganAtMs: number,
): Promise<ReflectionResult | null> {
  const { clock } = context;
  const { silent, port, bait } = pair;
  const waitUntil = async (atMs: number): Promise<boolean> =>
    (await hear(context, silent, port, bait, beganAtMs + atMs - clock.monotonicMs())) === null;
  for (const atMs of refresh?.atMs ?? []) {
    if (!(await waitUntil(atMs))) return "self-repeating";
    if (isAborted(context)) return "void";
    if (refresh?.direction === "inbound" && !(await letIn(context, pair, refresh.copies))) return "void";
    if (refresh?.direction === "outbound") await sendKeepalive(context, pair, refresh.copies);
  }
  return (await waitUntil(idleMs)) ? null : "self-repeating";
}

/** RFC 3948 section 2.3: what no gateway answers. */
const keepaliveOctets = Uint8Array.of(0xff);

async function sendKeepalive(context: ProbeContext, { silent, port }: Pair, copies: number): Promise<void> {
  for (let copy = 0; copy < copies; copy += 1) {
    if (copy > 0) await context.clock.sleep(copyGapMs, context.signal);
    if (isAborted(context)) return;
    context.countPacket();
    await silent.send(keepaliveOctets, port.number);
  }
}

/** Has the gateway send to the silent socket. False where nothing got in. */
async function letIn(context: ProbeContext, pair: Pair, copies: number): Promise<boolean> {
  const { silent, other, port, bait } = pair;
  for (let copy = 0; copy < copies && !isAborted(context); copy += 1) {
    await send(context, other, port, bait);
    if ((await hear(context, silent, port, bait, triggerGapMs)) === null) continue;
    return settle(context, silent, port, bait);
  }
  return false;
}

/** Lets answers to earlier copies pass by: true as soon as nothing came for `settleMs`. */
async function settle(context: ProbeContext, socket: UdpSocket, port: IkePort, bait: Bait): Promise<boolean> {
  for (let answers = 0; answers < askAgainAfterMs.length * 2; answers += 1) {
    if ((await hear(context, socket, port, bait, settleMs)) === null) return true;
  }
  return false;
}

/** What makes no half-open SA, and what some gateway or other answers. */
const stateless = [futureVersionBait, weakMainModeBait, invalidKeBait];
const statelessTries = 2;

/**
 * Whether the gateway is there. The silent socket is not the one to ask: behind a NAT that does not keep ports it has
 * another port by now, and the gateway answers to the old one; and a gateway that has forgotten it would begin anew.
 */
async function answersStateless(context: ProbeContext, { other, port }: Pair): Promise<boolean> {
  for (const makeBait of stateless) {
    const bait = makeBait(context.random, port);
    for (let attempt = 0; attempt < statelessTries && !isAborted(context); attempt += 1) {
      await send(context, other, port, bait);
      if ((await hear(context, other, port, bait, triggerGapMs)) !== null) return true;
    }
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
  { clock, signal, countIgnored }: ProbeContext,
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
    if (arrival.kind !== "datagram") continue;
    const reply = arrival.from.port === port.number ? readIkeReply(arrival.payload, port) : null;
    if (reply !== null && equalOctets(reply.initiatorSpi, bait.initiatorSpi)) return reply;
    countIgnored();
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
