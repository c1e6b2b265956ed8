import type { Endpoint, UdpSocket } from "../../model/ports/udp.ts";
import { type GatewayTarget, isAborted, type ProbeContext } from "../context.ts";
import { halfOpenWindowMs } from "../half-open-budget.ts";
import { type Bait, type BaitKind, buildBait } from "../ike/baits.ts";
import { recoverExternalPort } from "../ike/external-port.ts";
import { type IkePort, ikePortOf } from "../ike/non-esp-marker.ts";
import { equalOctets } from "../ike/octets.ts";
import { readIkeReply } from "../ike/reply.ts";
import { cancelledReason } from "../measured.ts";
import { type IkeVersion, type NatSighting, sightNat } from "../nat-sighting.ts";
import type { PortObstacle, PortResult } from "./port-search.ts";
import { noRationReason } from "./ration.ts";

/** Between the first exchange and the one that makes a mapping a stream (nf_conntrack_proto_udp.c: 2 s). */
const streamAfterMs = 2_300;
const askAtMs = [0, 500, 1_500];
const lastWaitMs = 1_500;
/** No late copy of an answer comes after so long. */
const settleMs = 700;
/** The two clocks may drift apart by this before it means sleep, or a clock that was set. */
const clockJumpMs = 2_000;

/** Between questions that keep a mapping: with what `exchange` waits, shorter than any silence that is tried. */
const holdGapMs = 1_500;
/** Longer than the ration lets anybody wait. */
const mostQuestions = Math.ceil(halfOpenWindowMs / (holdGapMs + settleMs)) + 2;

/** A sighting sends at most 9 packets, and as many silences begin as there are sightings. */
export const portSilencePacketBudget = 9 + mostQuestions * askAtMs.length;

/** The gateway whose hashes tell the port of this computer. */
export interface PortTeller {
  readonly target: GatewayTarget;
  readonly port: number;
  readonly version: IkeVersion;
  /** What it answers without opening a connection. */
  readonly bait: BaitKind;
  readonly publicAddress: string;
}

/** A socket's public port, and between which moments the gateway was asked for it; or why it is not known. */
export type PortSighting =
  | { readonly kind: "seen"; readonly port: number; readonly fromMs: number; readonly untilMs: number }
  | { readonly kind: "obstacle"; readonly obstacle: PortObstacle }
  | { readonly kind: "failed"; readonly reason: string };

/** Waits for the ration, and has the gateway tell the port of the socket. Opens one half-open SA; "failed", with the reason, without any left. */
export async function sightPort(
  context: ProbeContext,
  { target, port, version, publicAddress }: PortTeller,
  socket: UdpSocket,
  likelyPorts: readonly number[],
): Promise<PortSighting> {
  const { clock, halfOpen, signal } = context;
  // No other call may come between the last look at the ration and `sightNat`, which takes it.
  for (;;) {
    const waitMs = halfOpen.waitMs(clock.monotonicMs());
    if (isAborted(context)) return { kind: "failed", reason: cancelledReason };
    if (waitMs === null) return { kind: "failed", reason: noRationReason };
    if (waitMs === 0) break;
    await clock.sleep(Math.max(1, waitMs), signal);
  }
  const gateway = { address: target.address, port };
  const ends = { local: socket.local, gateway, marked: ikePortOf(target.ports, port).marked };
  const fromMs = clock.monotonicMs();
  const sighting = await sightNat(context, socket, ends, version);
  const untilMs = clock.monotonicMs();
  if (sighting.kind !== "seen") return unseen(sighting);
  const external = recoverExternalPort(sighting.client, publicAddress, [...likelyPorts, socket.local.port, ikePort]);
  return external === null
    ? { kind: "obstacle", obstacle: "address-differs" }
    : { kind: "seen", port: external, fromMs, untilMs };
}

/** RFC 7296 section 2.23: the port that old "IPsec passthrough" functions give to everybody. */
const ikePort = 500;

function unseen({ kind, refused, reason }: Exclude<NatSighting, { readonly kind: "seen" }>): PortSighting {
  const isRefused = kind === "unknown" && refused;
  return isRefused ? { kind: "obstacle", obstacle: "not-accepted" } : { kind: "failed", reason };
}

/** Whether that port says nothing when it stays: it is the local one, or one that is given to everybody. */
export function isKept(port: number, local: Endpoint): boolean {
  return port === local.port || port === ikePort;
}

export interface PortSilence {
  readonly result: PortResult;
  /** The sighting after the silence, from which the next one may begin; null where there was none. */
  readonly after: PortSighting | null;
}

interface PortSilenceAsked {
  readonly idleMs: number;
  readonly enough: AbortSignal;
  /** Whether anybody still wants to know; asked before a half-open SA is opened. */
  readonly isWanted: () => boolean;
}

const nothing: PortSilence = { result: { kind: "void" }, after: null };

/**
 * One silence of a socket whose port was seen a moment ago. The mapping is made one in use first. The idle time in the
 * result is a bound, whatever got lost or was late: counted from the last packet that came in to the first that went
 * out, or from the first question before the silence to the answer after it. Opens one half-open SA, and sends
 * `portSilencePacketBudget` packets at most. When `enough` aborts, the silence ends there; with `isWanted` false by then,
 * its end is not looked at.
 */
export async function keepPortSilence(
  context: ProbeContext,
  teller: PortTeller,
  socket: UdpSocket,
  before: PortSighting & { readonly kind: "seen" },
  { idleMs, enough, isWanted }: PortSilenceAsked,
): Promise<PortSilence> {
  const { clock, halfOpen } = context;
  const heeding = context.signal === undefined ? enough : AbortSignal.any([context.signal, enough]);
  const apartMs = clock.wallMs() - clock.monotonicMs();
  await clock.sleep(Math.max(0, before.untilMs + streamAfterMs - clock.monotonicMs()), context.signal);
  const held = await holdMapping(context, teller, socket, idleMs);
  if (held === null) return nothing;
  const { askedMs } = held;
  let heardMs = held.answeredMs;
  const dueMs = heardMs + idleMs;
  for (;;) {
    const nowMs = clock.monotonicMs();
    const waitMs = halfOpen.waitMs(nowMs);
    if (waitMs === null || isAborted(context) || !isWanted()) return nothing;
    const leftMs = Math.max(enough.aborted ? 0 : dueMs - nowMs, waitMs);
    if (leftMs <= 0) break;
    // Whatever comes in keeps the mapping: the silence counts from there.
    const arrival = await socket.receive(leftMs, enough.aborted ? context.signal : heeding);
    if (arrival !== null) heardMs = Math.max(heardMs, clock.monotonicMs());
  }
  const after = await sightPort(context, teller, socket, [before.port]);
  if (after.kind !== "seen") return { result: { kind: "void" }, after };
  if (Math.abs(clock.wallMs() - clock.monotonicMs() - apartMs) > clockJumpMs)
    return { result: { kind: "void" }, after };
  const result: PortResult =
    after.port === before.port
      ? { kind: "same", idleMs: Math.max(0, after.fromMs - heardMs) }
      : { kind: "changed", idleMs: after.untilMs - askedMs };
  return { result, after };
}

/**
 * Makes the mapping one in use, and keeps it until the ration allows a look at its end after `idleMs`. Between which
 * moments the last question was answered; null where none was.
 */
async function holdMapping(
  context: ProbeContext,
  { target, port: portNumber, bait }: PortTeller,
  socket: UdpSocket,
  idleMs: number,
): Promise<{ readonly askedMs: number; readonly answeredMs: number } | null> {
  const { clock, halfOpen, random, signal } = context;
  const port = ikePortOf(target.ports, portNumber);
  for (let questions = 0; questions < mostQuestions; questions += 1) {
    const askedMs = clock.monotonicMs();
    const answeredMs = await exchange(context, socket, port, buildBait(bait, random, port));
    const waitMs = halfOpen.waitMs(clock.monotonicMs());
    if (answeredMs === null || waitMs === null) return null;
    if (waitMs <= idleMs) return { askedMs, answeredMs };
    await clock.sleep(Math.min(holdGapMs, waitMs - idleMs), signal);
  }
  return null;
}

/** Three tries of a question that makes no state. When the last copy of its answer came; null where none did. */
async function exchange(context: ProbeContext, socket: UdpSocket, port: IkePort, bait: Bait): Promise<number | null> {
  let heardMs: number | null = null;
  for (const [index, atMs] of askAtMs.entries()) {
    if (isAborted(context)) return null;
    context.countPacket();
    await socket.send(bait.udpPayload, port.number);
    const nextMs = askAtMs[index + 1];
    if (!(await hears(context, socket, port, bait, nextMs === undefined ? lastWaitMs : nextMs - atMs))) continue;
    // Late answers to earlier copies: never more than there were questions.
    for (let copies = 0; copies <= index; copies += 1) {
      heardMs = context.clock.monotonicMs();
      if (!(await hears(context, socket, port, bait, settleMs))) break;
    }
    return heardMs;
  }
  return null;
}

async function hears(
  { clock, signal, countIgnored }: ProbeContext,
  socket: UdpSocket,
  port: IkePort,
  bait: Bait,
  forMs: number,
): Promise<boolean> {
  const untilMs = clock.monotonicMs() + forMs;
  for (;;) {
    const arrival = await socket.receive(Math.max(0, untilMs - clock.monotonicMs()), signal);
    if (arrival === null) return false;
    if (arrival.kind !== "datagram") continue;
    const reply = arrival.from.port === port.number ? readIkeReply(arrival.payload, port) : null;
    if (reply !== null && equalOctets(reply.initiatorSpi, bait.initiatorSpi)) return true;
    countIgnored();
  }
}
