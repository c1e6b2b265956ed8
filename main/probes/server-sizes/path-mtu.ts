import type { Measurement } from "../../model/measurement.ts";
import type { UdpSocket } from "../../model/ports.ts";
import type { ProbeContext } from "../context.ts";
import { converseIn } from "../conversation.ts";
import { cancelledReason, endpointText, measured, notMeasured, notTried } from "../measured.ts";
import { udpOverheadBytes } from "../overhead.ts";
import { floorBytes, silenceReason, upperBoundBytes, widestBytes } from "../path-mtu/bounds.ts";
import { pathMtuSearch, type PathMtuState, type SizedRequest } from "../path-mtu/search.ts";
import { tooBigMeasurement } from "../path-mtu/too-big.ts";
import { sizeLanguage, type SizedQuestion } from "./language.ts";
import { askService, type SizeServer, type SizeService, silentServerReason } from "./server.ts";

const method = "stun-sized-df";
const noLargeAnswers = Number.POSITIVE_INFINITY;
/** A plain server is asked in multiples of four bytes. */
const plainStepBytes = 4;

/**
 * Finds the largest packets that reach a STUN server whole, and that come back from it whole. Gives `path-mtu` (bytes of
 * the IP packet), `icmp-too-big` for the way out, and `path-mtu-reverse`, which only a responder of ours can tell. An answer is never asked larger than its
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
  const opened = await context.udp.open({
    remoteAddress: address,
    family,
    fragmentation: "never",
    ...(bindAddress === undefined ? {} : { bindAddress }),
  });
  if (!opened.ok) return [forward, reverse, heard].map((subject) => notTried(subject, opened.error));
  const socket = opened.value;
  try {
    const service = await askService(context, socket, server);
    if (service === null) {
      const reason = context.signal?.aborted === true ? cancelledReason : silentServerReason;
      return [forward, reverse, heard].map((subject) => notMeasured(subject, "unknown", reason));
    }
    const out = await search(context, socket, { server, service, topBytes: linkMtuBytes, direction: "forward" });
    const up = forwardPathMtu(forward, out.state, service, linkMtuBytes);
    const tooBig = tooBigMeasurement(heard, out.state);
    const uplinkBytes = out.state.answeredBytes;
    if (up.outcome !== "measured" || uplinkBytes === null) {
      return [up, notMeasured(reverse, "unknown", up.reason ?? silentServerReason), tooBig];
    }
    const cannot = whyNotReverse(service);
    if (cannot !== null) return [up, notMeasured(reverse, "unknown", cannot), tooBig];
    const back = await search(context, socket, { server, service, topBytes: uplinkBytes, direction: "reverse" });
    return [up, reversePathMtu(reverse, back, linkMtuBytes), tooBig];
  } finally {
    socket.close();
  }
}

interface Searching {
  readonly server: SizeServer;
  readonly service: SizeService;
  readonly topBytes: number;
  readonly direction: "forward" | "reverse";
}

interface Searched {
  readonly state: PathMtuState;
  /** Sizes of the IP packets that the server said it got. */
  readonly arrivedBytes: readonly number[];
}

async function search(
  context: ProbeContext,
  socket: UdpSocket,
  { server: { family, port }, service, topBytes, direction }: Searching,
): Promise<Searched> {
  const overheadBytes = udpOverheadBytes[family];
  const questionOf = ({ sizeBytes }: SizedRequest): SizedQuestion => {
    const payloadSizeBytes = sizeBytes - overheadBytes;
    return { sizeBytes: payloadSizeBytes, answerSizeBytes: direction === "reverse" ? payloadSizeBytes : 0 };
  };
  const { random } = context;
  const options = { random, service, dontFragment: true, largeFromBytes: noLargeAnswers };
  const language = sizeLanguage(options, questionOf);
  // What routers say of packets that are too big is about the way out.
  const heard = direction === "forward" ? socket : { ...socket, knownPathMtuBytes: () => null };
  const machine = pathMtuSearch(floorBytes[family], Math.min(topBytes, widestBytes));
  const state = await converseIn(context, heard, port, machine, language);
  return { state, arrivedBytes: language.arrived().map(({ sizeBytes }) => sizeBytes + overheadBytes) };
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
  linkMtuBytes: number,
): Measurement {
  const { end, answeredBytes, topBytes, packets, rounds } = state;
  const details = { uplinkBytes: topBytes, packets, rounds, requestsArrived: arrivedBytes.length };
  if (end === null) return notMeasured(subject, "unknown", cancelledReason, details);
  if (answeredBytes === null) {
    const reason = "the responder's large answers did not come, of whatever size";
    return notMeasured(subject, "unknown", arrivedBytes.length > 0 ? reason : silenceReason(state), details);
  }
  if (answeredBytes >= topBytes) {
    const atLeast = topBytes < Math.min(linkMtuBytes, widestBytes);
    return measured(subject, answeredBytes, {
      unit: "bytes",
      low: answeredBytes,
      ...(atLeast ? {} : { high: linkMtuBytes }),
      details: { ...details, ...(atLeast ? { atLeast } : {}) },
    });
  }
  const high = upperBoundBytes(state, answeredBytes, linkMtuBytes);
  // Without the word that larger requests arrived, the way out may have changed, and the way back is not to blame.
  if (!arrivedBytes.some((sizeBytes) => sizeBytes > answeredBytes && sizeBytes <= high + 1)) {
    const reason = "larger requests did not reach the responder any more";
    return { ...notMeasured(subject, "unknown", reason, details), low: answeredBytes };
  }
  return measured(subject, answeredBytes, { unit: "bytes", low: answeredBytes, high, details });
}
