import type { Measurement } from "../../model/measurement.ts";
import { cancelledReason, measured, type MeasurementSubject, notMeasured } from "../measured.ts";
import { silenceReason } from "./bounds.ts";
import type { PathMtuState } from "./search.ts";

const systemDoesNotTell = "this system does not tell a program that it heard a packet-too-big";

/**
 * Whether a router said of larger packets that they are too big: the end of a search knows, false is a black hole.
 *
 * @param notTold the reason where whoever would hear it does not tell
 */
export function tooBigMeasurement(
  subject: MeasurementSubject,
  state: PathMtuState,
  notTold: string = systemDoesNotTell,
): Measurement {
  const { answeredBytes, topBytes, knownMtuBytes, knownBeforeBytes, unanswered } = state;
  if (state.end === null) return notMeasured(subject, "unknown", cancelledReason);
  if (answeredBytes === null) return notMeasured(subject, "unknown", silenceReason(state));
  if (answeredBytes >= topBytes) {
    return notMeasured(subject, "not-applicable", "the path carries the largest packet that was sent");
  }
  if (knownMtuBytes === null) {
    return notMeasured(subject, "unknown", notTold);
  }
  if (knownMtuBytes < topBytes) {
    const heardBefore = knownBeforeBytes === knownMtuBytes;
    return measured(subject, true, { details: { heardMtuBytes: knownMtuBytes, heardBefore } });
  }
  const oversizePackets = [...unanswered].reduce((sum, [size, copies]) => sum + (size > answeredBytes ? copies : 0), 0);
  return state.end === "exact"
    ? measured(subject, false, { details: { oversizePackets } })
    : notMeasured(subject, "unknown", "the other end stopped answering during the search", { oversizePackets });
}
