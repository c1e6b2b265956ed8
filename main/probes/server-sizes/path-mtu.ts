import type { Measurement } from "../../model/measurement.ts";
import type { AddressFamily, UdpSocket } from "../../model/ports/udp.ts";
import type { ProbeContext } from "../context.ts";
import { converseIn } from "../conversation.ts";
import { cancelledReason, endpointText, measured, notMeasured, notTried } from "../measured.ts";
import { udpOverheadBytes } from "../overhead.ts";
import { floorBytes, silenceReason, upperBoundBytes, widestBytes } from "../path-mtu/bounds.ts";
import { pathMtuSearch, type PathMtuState, type SizedRequest } from "../path-mtu/search.ts";
import { tooBigMeasurement } from "../path-mtu/too-big.ts";
import type { KnownPathMtu } from "../stun/known-path-mtu.ts";
import { sizeLanguage, type SizedQuestion } from "./language.ts";
import { askService, type SizeServer, type SizeService, silentServerReason } from "./server.ts";

const method = "stun-sized-df";
const noLargeAnswers = Number.POSITIVE_INFINITY;
/** A plain server is asked in multiples of four bytes. */
const plainStepBytes = 4;

/**
 * Finds the largest packets that reach a STUN server whole, and that come back from it whole. Gives `path-mtu` (bytes of
 * the IP packet) and `icmp-too-big` for the way out; for the way back `path-mtu-reverse` and `icmp-too-big-reverse` (whether
 * the server heard "packet too big"), which only a responder of ours can tell. An answer is never asked larger than its
 * request: where the way back carries all that the way out does, the value is a lower bound and `details.atLeast` true. At
 * most 245 packets.
 */
export async function measureServerPathMtu(
  context: ProbeContext,
  server: SizeServer,
  linkMtuBytes: number,
): Promise<readonly Measurement[]> {
  const { address, family, port, bindAddress } = server;
  const target = endpointText(address, family, port);
  const forward = { kind: "path-mtu", method, target } as const;
  const reverse = { kind: "path-mtu-reverse", method, target } as const;
  const heard = { kind: "icmp-too-big", method, target } as const;
  const heardThere = { kind: "icmp-too-big-reverse", method, target } as const;
  const all = [forward, reverse, heard, heardThere];
  const opened = await context.udp.open({
    remoteAddress: address,
    family,
    fragmentation: "never",
    ...(bindAddress === undefined ? {} : { bindAddress }),
  });
  if (!opened.ok) return all.map((subject) => notTried(subject, opened.error));
  const socket = opened.value;
  try {
    const service = await askService(context, socket, server);
    if (service === null) {
      const reason = context.signal?.aborted === true ? cancelledReason : silentServerReason;
      return all.map((subject) => notMeasured(subject, "unknown", reason));
    }
    const asking = { server, service, asked: new Set<string>() };
    const out = await search(context, socket, { ...asking, topBytes: linkMtuBytes, direction: "forward" });
    const up = forwardPathMtu(forward, out.state, service, linkMtuBytes);
    const tooBig = tooBigMeasurement(heard, out.state);
    const uplinkBytes = out.state.answeredBytes;
    if (up.outcome !== "measured" || uplinkBytes === null) {
      const reason = up.reason ?? silentServerReason;
      return [up, notMeasured(reverse, "unknown", reason), tooBig, notMeasured(heardThere, "unknown", reason)];
    }
    const cannot = whyNotReverse(service);
    if (cannot !== null) {
      return [up, notMeasured(reverse, "unknown", cannot), tooBig, notMeasured(heardThere, "unknown", cannot)];
    }
    const known = plausible(out.serverKnows, family);
    const limitBytes = Math.min(linkMtuBytes, known?.linkMtuBytes ?? linkMtuBytes);
    const topBytes = Math.min(uplinkBytes, limitBytes);
    const back = await search(context, socket, { ...asking, topBytes, direction: "reverse", known });
    const down = reversePathMtu(reverse, back, limitBytes);
    return [up, down, tooBig, tooBigThere(heardThere, back.state, down)];
  } finally {
    socket.close();
  }
}

interface Searching {
  readonly server: SizeServer;
  readonly service: SizeService;
  readonly asked: Set<string>;
  readonly topBytes: number;
  readonly direction: "forward" | "reverse";
  /** What the server said before of the way back. */
  readonly known?: KnownPathMtu | null;
}

interface Searched {
  readonly state: PathMtuState;
  /** Sizes of the IP packets that the server said it got. */
  readonly arrivedBytes: readonly number[];
  readonly serverKnows: KnownPathMtu | null;
}

async function search(
  context: ProbeContext,
  socket: UdpSocket,
  { server: { family, port }, service, asked, topBytes, direction, known = null }: Searching,
): Promise<Searched> {
  const overheadBytes = udpOverheadBytes[family];
  const questionOf = ({ sizeBytes }: SizedRequest): SizedQuestion => {
    const payloadSizeBytes = sizeBytes - overheadBytes;
    return { sizeBytes: payloadSizeBytes, answerSizeBytes: direction === "reverse" ? payloadSizeBytes : 0 };
  };
  const { random } = context;
  const options = { random, service, asked, dontFragment: true, largeFromBytes: noLargeAnswers };
  const language = sizeLanguage(options, questionOf);
  // What routers say to this computer is about the way out; of the way back they tell the server.
  const knownThere = () => (plausible(language.serverKnows(), family) ?? known)?.pathMtuBytes ?? null;
  const heard = direction === "forward" ? socket : { ...socket, knownPathMtuBytes: knownThere };
  const machine = pathMtuSearch(floorBytes[family], Math.min(topBytes, widestBytes));
  const state = await converseIn(context, heard, port, machine, language);
  return {
    state,
    arrivedBytes: language.arrived().map(({ sizeBytes }) => sizeBytes + overheadBytes),
    serverKnows: language.serverKnows(),
  };
}

/** A server's word that can be true: no path carries less than the floor of its family. */
function plausible(said: KnownPathMtu | null, family: AddressFamily): KnownPathMtu | null {
  return said !== null && said.pathMtuBytes >= floorBytes[family] ? said : null;
}

function forwardPathMtu(
  subject: Parameters<typeof measured>[0],
  state: PathMtuState,
  service: SizeService,
  linkMtuBytes: number,
): Measurement {
  const { end, answeredBytes, packets, rounds } = state;
  const details = { linkMtuBytes, packets, rounds };
  if (end === null) return notMeasured(subject, "unknown", cancelledReason, details);
  if (answeredBytes === null) return notMeasured(subject, "unknown", silenceReason(state), details);
  const bound = upperBoundBytes(state, answeredBytes, linkMtuBytes);
  const isRounded = service.kind === "plain" && answeredBytes < state.topBytes;
  const high = isRounded ? Math.min(linkMtuBytes, bound + plainStepBytes - 1) : bound;
  return measured(subject, answeredBytes, { unit: "bytes", low: answeredBytes, high, details });
}

/** Why that server cannot tell what comes back; null where it can. */
function whyNotReverse(service: SizeService): string | null {
  if (service.kind === "plain") return "only a tunnel-doctor responder answers in a size that is asked for";
  return service.keepsWhole ? null : "the responder's system cannot keep its answers from being fragmented";
}

function reversePathMtu(
  subject: Parameters<typeof measured>[0],
  { state, arrivedBytes }: Searched,
  limitBytes: number,
): Measurement {
  const { end, answeredBytes, topBytes, packets, rounds } = state;
  const details = { uplinkBytes: topBytes, packets, rounds, requestsArrived: arrivedBytes.length };
  if (end === null) return notMeasured(subject, "unknown", cancelledReason, details);
  if (answeredBytes === null) {
    const reason = "the responder's large answers did not come, of whatever size";
    return notMeasured(subject, "unknown", arrivedBytes.length > 0 ? reason : silenceReason(state), details);
  }
  if (answeredBytes >= topBytes) {
    const atLeast = topBytes < Math.min(limitBytes, widestBytes);
    return measured(subject, answeredBytes, {
      unit: "bytes",
      low: answeredBytes,
      ...(atLeast ? {} : { high: limitBytes }),
      details: { ...details, ...(atLeast ? { atLeast } : {}) },
    });
  }
  const high = upperBoundBytes(state, answeredBytes, limitBytes);
  // Without the word that larger requests arrived, the way out may have changed, and the way back is not to blame.
  if (!arrivedBytes.some((sizeBytes) => sizeBytes > answeredBytes && sizeBytes <= high + 1)) {
    const reason = "larger requests did not reach the responder any more";
    return { ...notMeasured(subject, "unknown", reason, details), low: answeredBytes };
  }
  return measured(subject, answeredBytes, { unit: "bytes", low: answeredBytes, high, details });
}

const serverDoesNotTell = "the responder's system does not tell what it heard of the way back";

/** Whether the server was told "packet too big": false is a black hole on the way back. */
function tooBigThere(
  subject: Parameters<typeof measured>[0],
  state: PathMtuState,
  { outcome, reason }: Measurement,
): Measurement {
  const heard = tooBigMeasurement(subject, state, serverDoesNotTell);
  // Where it is not known what the way back carries, silence about it proves nothing.
  return outcome !== "measured" && reason !== undefined && heard.value === false
    ? notMeasured(subject, "unknown", reason, heard.details)
    : heard;
}
