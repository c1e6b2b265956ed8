import type { Measurement } from "../../model/measurement.ts";
import type { ProbeContext } from "../context.ts";
import { converseIn } from "../conversation.ts";
import { type FragmentsRequest, fragmentsSearch, type FragmentsState } from "../fragments-search.ts";
import {
  cancelledReason,
  endpointText,
  measured,
  type MeasurementSubject,
  notMeasured,
  notTried,
} from "../measured.ts";
import { udpOverheadBytes } from "../overhead.ts";
import { widestBytes } from "../path-mtu/bounds.ts";
import { sizeLanguage, type SizedQuestion } from "./language.ts";
import { askService, type SizeServer, type SizeService, silentServerReason } from "./server.ts";

const method = "stun-sized-fragmented";
/** UDP payload of a question that needs no fragmentation, whatever the path. */
const controlSizeBytes = 100;
/** At 10 % loss in each direction three large answers get lost by chance once in 30 times, and more are sent than three. */
const arrivalsForVerdict = 3;

/**
 * Whether fragmented datagrams reach a STUN server, and come back from it. Gives `fragments-out` and `fragments-in`: true,
 * false, or unknown with the reason. Only a responder of ours says which of the two ways lost them. At most 25 packets.
 */
export async function measureServerFragments(
  context: ProbeContext,
  server: SizeServer,
): Promise<readonly Measurement[]> {
  const { address, family, port, bindAddress } = server;
  const target = endpointText(address, family, port);
  const out = { kind: "fragments-out", method, target } as const;
  const back = { kind: "fragments-in", method, target } as const;
  const opened = await context.udp.open({
    remoteAddress: address,
    family,
    fragmentation: "system",
    ...(bindAddress === undefined ? {} : { bindAddress }),
  });
  if (!opened.ok) return [out, back].map((subject) => notTried(subject, opened.error));
  const socket = opened.value;
  try {
    const service = await askService(context, socket, server);
    if (service === null) {
      const reason = context.signal?.aborted === true ? cancelledReason : silentServerReason;
      return [out, back].map((subject) => notMeasured(subject, "unknown", reason));
    }
    const largeFromBytes = widestBytes - udpOverheadBytes[family] + 1;
    const { random } = context;
    const asked = new Set<string>();
    const language = sizeLanguage({ random, service, asked, dontFragment: false, largeFromBytes }, questionOf);
    const state = await converseIn(context, socket, port, fragmentsSearch, language);
    const seen: Seen = {
      service,
      state,
      largeArrived: language.arrived().filter(({ answerSizeBytes }) => answerSizeBytes > 0).length,
    };
    return [fragmentsOut(out, seen), fragmentsIn(back, seen)];
  } finally {
    socket.close();
  }
}

interface Seen {
  readonly service: SizeService;
  readonly state: FragmentsState;
  /** Large questions of which the server said that they arrived. */
  readonly largeArrived: number;
}

function questionOf(request: FragmentsRequest): SizedQuestion {
  return request.kind === "control"
    ? { sizeBytes: controlSizeBytes, answerSizeBytes: 0 }
    : { sizeBytes: request.sizeBytes, answerSizeBytes: request.sizeBytes };
}

function fragmentsOut(subject: MeasurementSubject, { service, state, largeArrived }: Seen): Measurement {
  const details = detailsOf(state, largeArrived);
  if (largeArrived > 0 || state.answeredSizes.length > 0) return measured(subject, true, { details });
  const reason = whyUndecided(state);
  if (reason !== null) return notMeasured(subject, "unknown", reason, details);
  return service.kind === "responder"
    ? measured(subject, false, { details })
    : notMeasured(
        subject,
        "unknown",
        "large questions were not answered, and may have been lost on either way",
        details,
      );
}

function fragmentsIn(subject: MeasurementSubject, { service, state, largeArrived }: Seen): Measurement {
  const { answeredSizes } = state;
  const details = detailsOf(state, largeArrived);
  if (answeredSizes.length > 0) return measured(subject, true, { details });
  const reason = whyUndecided(state) ?? whyNotIn(service, largeArrived);
  return reason === null ? measured(subject, false, { details }) : notMeasured(subject, "unknown", reason, details);
}

function detailsOf(
  { answeredSizes, rounds, controlsAnswered }: FragmentsState,
  largeArrived: number,
): Measurement["details"] {
  const largest = answeredSizes.length === 0 ? {} : { largestAnsweredBytes: Math.max(...answeredSizes) };
  return { rounds, controlsAnswered, largeArrived, ...largest };
}

function whyUndecided({ end, largePacketsLeft, sendFailure }: FragmentsState): string | null {
  if (end === null) return cancelledReason;
  if (end === "undecided") return "the server answered too few small packets to compare with";
  return largePacketsLeft === 0 ? `The system sent no datagram of that size: ${String(sendFailure)}.` : null;
}

function whyNotIn(service: SizeService, largeArrived: number): string | null {
  if (service.kind === "plain") {
    return largeArrived > 0
      ? "this server does not answer in a size that is asked for"
      : "large questions were not answered, and may have been lost on either way";
  }
  if (largeArrived >= arrivalsForVerdict) return null;
  return largeArrived === 0
    ? "no fragmented request reached the responder, so it could send none back"
    : "too few fragmented requests reached the responder to tell";
}
