import type { Measurement, MeasurementKind } from "../model/measurement.ts";
import type { RandomSource } from "../model/ports/random.ts";
import type { UdpSocketOptions } from "../model/ports/udp.ts";
import type { Failure } from "../model/failure.ts";
import type { GatewayTarget, ProbeContext } from "./context.ts";
import { converse } from "./conversation.ts";
import { type IkePort, ikePortOf } from "./ike/non-esp-marker.ts";
import { answerName } from "./ike/reply.ts";
import { type Bait, futureVersionBait, invalidKeBait, randomSpi, weakMainModeBait } from "./ike/baits.ts";
import {
  cancelledReason,
  endpointText,
  measured,
  roundedMs,
  type MeasurementSubject,
  notMeasured,
  notTried,
} from "./measured.ts";
import {
  answeredBait,
  controlTries,
  ikeTries,
  reachMachine,
  type ReachRequest,
  type ReachState,
  type ReachTry,
} from "./reach-schedule.ts";

const method = "ike-bait";
/** The first port of traceroute, above which hosts listen on nothing and say so by ICMP. */
const firstControlPort = 33_434;
const controlPorts = 64;
/** How much longer the control may take than both IKE ports: then it could only confirm what they have shown. */
const controlGraceMs = 250;

/** One port that is asked, and what became of it. */
interface Lane {
  readonly kind: MeasurementKind;
  readonly port: IkePort;
  readonly tries: readonly ReachTry[];
}
type LaneResult = { readonly lane: Lane } & (
  { readonly ok: true; readonly state: ReachState } | { readonly ok: false; readonly error: Failure }
);

/**
 * Asks UDP 500, UDP 4500 and a control port at the same time whether they answer. Ends with the first answers, at the
 * latest 3 s after the first packet. Where IKE is not on 500, it is asked with and without the non-ESP marker. Gives `reach-udp-500`, `reach-udp-4500` and `reach-udp-control` (values of
 * `ReachValue`), `ike-version` (`ikev1`, `ikev2`, `both`) and `rtt` (ms). At most 21 packets (30 where IKE is not on 500), no half-open SA on gateways
 * that refuse weak proposals, one for each port on those that take any.
 */
export async function measureReach(context: ProbeContext, target: GatewayTarget): Promise<readonly Measurement[]> {
  const { natTraversal } = target.ports;
  const controlPort = target.ports.control ?? firstControlPort + ((context.random.bytes(1)[0] ?? 0) % controlPorts);
  const lane = (kind: MeasurementKind, port: IkePort, tries: readonly ReachTry[]): Lane => ({ kind, port, tries });
  const stopControl = new AbortController();
  const controlSignal = AbortSignal.any([
    stopControl.signal,
    ...(context.signal === undefined ? [] : [context.signal]),
  ]);
  const control = runLane(
    { ...context, signal: controlSignal },
    target,
    lane("reach-udp-control", { number: controlPort, marked: false }, controlTries),
  );
  // One message for both ports: to a gateway that takes it, the second is a repetition, and makes no second half-open SA.
  const ikev1Spi = randomSpi(context.random);
  const ike = await Promise.all([
    firstToAnswer(
      context,
      target,
      ikePorts(target).map((port) => lane("reach-udp-500", port, ikeTries)),
      ikev1Spi,
    ),
    runLane(context, target, lane("reach-udp-4500", ikePortOf(target.ports, natTraversal), ikeTries), ikev1Spi),
  ]);
  if (ike.some((result) => result.ok && result.state.reply?.answer.kind === "main-mode")) {
    context.halfOpen.take(context.clock.monotonicMs());
  }
  if (ike.every((result) => result.ok && result.state.value === "answered")) {
    await Promise.race([control, context.clock.sleep(controlGraceMs, controlSignal)]);
    stopControl.abort();
  }
  const controlResult = await control;
  stopControl.abort();
  const stopReason = context.signal?.aborted === true ? cancelledReason : "not waited for: both IKE ports answered";
  return [
    ...ike.map((result) => reachMeasurement(target, result, cancelledReason)),
    reachMeasurement(target, controlResult, stopReason),
    ikeVersionMeasurement(target, ike),
    roundTripMeasurement(target, ike),
  ];
}

/** RFC 7296 section 2: where nobody carries a marker. */
const usualPort = 500;

/**
 * The port for IKE, as it may be asked. Where another one is forwarded to port 500, IKE is bare there; strongSwan and libreswan
 * themselves want the marker on every port but 500 (strongSwan's src/libcharon/network/receiver.c).
 */
function ikePorts({ ports }: GatewayTarget): readonly [IkePort, ...IkePort[]] {
  const { ike, natTraversal } = ports;
  const port = ikePortOf(ports, ike);
  return ike === usualPort || ike === natTraversal ? [port] : [port, { ...port, marked: !port.marked }];
}

/** The first lane that is answered, with which the others end; the first of them where none is. */
async function firstToAnswer(
  context: ProbeContext,
  target: GatewayTarget,
  lanes: readonly Lane[],
  ikev1Spi: Uint8Array,
): Promise<LaneResult> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(context.signal === undefined ? [] : [context.signal])]);
  const isAnswered = (result: LaneResult) => result.ok && result.state.value === "answered";
  const results = await Promise.all(
    lanes.map(async (lane) => {
      const result = await runLane({ ...context, signal }, target, lane, ikev1Spi);
      if (isAnswered(result)) stop.abort();
      return result;
    }),
  );
  const result = results.find(isAnswered) ?? results[0];
  if (result === undefined) throw new RangeError("There is no lane to ask.");
  return result;
}

async function runLane(
  context: ProbeContext,
  target: GatewayTarget,
  lane: Lane,
  ikev1Spi: Uint8Array = randomSpi(context.random),
): Promise<LaneResult> {
  const { address, family, bindAddress } = target;
  const options: UdpSocketOptions = {
    remoteAddress: address,
    family,
    fragmentation: "system",
    connectToPort: lane.port.number,
    ...(bindAddress === undefined ? {} : { bindAddress }),
  };
  const opened = await context.udp.open(options);
  if (!opened.ok) return { lane, ...opened };
  const socket = opened.value;
  const encode = baitMaker(context.random, lane.port, ikev1Spi);
  const state = await converse(context, socket, lane.port, reachMachine(lane.tries), encode);
  socket.close();
  return { lane, ok: true, state };
}

/**
 * The IKEv1 message stays the same octet for octet in one lane: to a gateway that takes it, its repetitions are
 * retransmissions and make no second half-open SA.
 */
function baitMaker(random: RandomSource, port: IkePort, ikev1Spi: Uint8Array): (request: ReachRequest) => Bait {
  const ikev1 = weakMainModeBait({ bytes: () => ikev1Spi }, port);
  return (request) => {
    switch (request) {
      case "ikev2":
        return invalidKeBait(random, port);
      case "ikev1":
        return ikev1;
      case "future-version":
        return futureVersionBait(random, port);
    }
  };
}

function reachMeasurement(target: GatewayTarget, result: LaneResult, stopReason: string): Measurement {
  const { kind } = result.lane;
  const { number: port, marked } = result.lane.port;
  const subject = { kind, method, target: endpointText(target.address, target.family, port) };
  if (!result.ok) return notTried(subject, result.error);
  const { state } = result;
  const bait = answeredBait(state);
  const details = {
    port,
    ...(marked && kind === "reach-udp-500" ? { nonEspMarker: true } : {}),
    ...(bait === null ? {} : { bait }),
    packets: state.packetsLeft,
    ...(state.reply === null ? {} : { answeredWith: answerName(state.reply.answer) }),
    ...(state.roundTripMs === null ? {} : { roundTripMs: roundedMs(state.roundTripMs) }),
    ...(state.unreachableHeard ? { unreachableHeard: true } : {}),
  };
  if (state.value === null) return notMeasured(subject, "unknown", stopReason, details);
  if (state.sendFailure !== null) {
    return notMeasured(
      subject,
      "failed",
      `The system sent no packet to UDP port ${port}: ${state.sendFailure}.`,
      details,
    );
  }
  return measured(subject, state.value, { details });
}

/**
 * Which versions were heard. A version that nobody asked for is "not-asked", never "silent"; one that the gateway names in
 * its answer to another is "claimed".
 */
function ikeVersionMeasurement(target: GatewayTarget, lanes: readonly LaneResult[]): Measurement {
  const subject: MeasurementSubject = { kind: "ike-version", method, target: target.address };
  const states = lanes.flatMap((result) => (result.ok ? [result.state] : []));
  const heard = (majorVersion: number): boolean => states.some(({ reply }) => reply?.majorVersion === majorVersion);
  const asked = (request: ReachRequest): boolean => states.some((state) => state.asked.includes(request));
  const answered = (request: ReachRequest): boolean => states.some((state) => state.answeredRequest === request);
  const said = (majorVersion: number, request: ReachRequest): string => {
    if (answered(request)) return "answered";
    if (heard(majorVersion)) return "claimed";
    return asked(request) ? "silent" : "not-asked";
  };
  const details = { ikev1: said(1, "ikev1"), ikev2: said(2, "ikev2") };
  if (heard(1) && heard(2)) return measured(subject, "both", { details });
  if (heard(1) || heard(2)) return measured(subject, heard(1) ? "ikev1" : "ikev2", { details });
  return notMeasured(subject, "unknown", "no IKE port of the gateway answered", details);
}

function roundTripMeasurement(target: GatewayTarget, lanes: readonly LaneResult[]): Measurement {
  const subject: MeasurementSubject = { kind: "rtt", method, target: target.address };
  const times = lanes.flatMap((result) =>
    result.ok && result.state.roundTripMs !== null ? [result.state.roundTripMs] : [],
  );
  return times.length === 0
    ? notMeasured(subject, "unknown", "no answer could be matched to one packet")
    : measured(subject, roundedMs(Math.min(...times)), { unit: "ms" });
}
