import type { LogEvent, LogEventName } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";
import { managerWord } from "./session-codes.ts";
import type { JoinedTracks } from "./session-joining.ts";
import { endings, pathAndKeyChanges, proofsOfTraffic, questions, type EndedBy } from "./session-vocabulary.ts";

/** Gives every event a place on one axis, in ms; events without a time stand beside their neighbours in the log. */
export type TimeOf = (event: LogEvent) => number;

/** How far before the end a change of the network or a rekeying still counts. */
const beforeMs = 60_000;
/** A daemon may need this long to notice that the one below it is gone: charon gives up after 165 s. */
const longestChainMs = 200_000;

/**
 * The event that ended a session: the earliest ending of its tracks, if the layer nearest to the person ended at all (an
 * IKE_SA may go while ESP and L2TP stay). Null while it is up.
 */
export function endingOf(tracks: JoinedTracks, timeOf: TimeOf): LogEvent | null {
  const top = ["ppp", "l2tp", "openvpn", "wireguard", "ike", "manager"]
    .map((layer) => tracks.find((track) => track.layer === layer))
    .find((track) => track !== undefined);
  const last = top?.end ?? null;
  if (last === null) return null;
  const chain = tracks
    .map((track) => track.end)
    .filter((end) => end !== null)
    // Two events without a time stand together.
    .filter((end) => timeOf(end) === timeOf(last) || Math.abs(timeOf(last) - timeOf(end)) <= longestChainMs);
  const first = earliest(chain, timeOf) ?? last;
  if (!mereConsequences.has(first.event)) return first;
  const telling = chain.filter((end) => !mereConsequences.has(end.event) && timeOf(end) - timeOf(first) <= sameEndMs);
  return earliest(telling, timeOf) ?? first;
}

/** A daemon is told to stop by another program, which logs why a moment later. */
const mereConsequences: ReadonlySet<string> = new Set<LogEventName>([
  "l2tp_tunnel_down",
  "ppp_down",
  "ppp_exit",
  "ppp_hangup",
  "ppp_session_length",
  "ppp_terminate_signal",
]);
const sameEndMs = 5000;

function earliest(events: readonly LogEvent[], timeOf: TimeOf): LogEvent | undefined {
  return events.reduce<LogEvent | undefined>(
    (first, event) => (first === undefined || timeOf(event) < timeOf(first) ? event : first),
    undefined,
  );
}

/** Who ended a session by the event that ended it. */
export function endedByOf(end: LogEvent): EndedBy {
  const word = managerWord(end);
  if (word !== null) return word.endedBy;
  const { event, fields, stack } = end;
  if (event === "l2tp_tunnel_down" && fields["reason"] === "Timeout") return "timeout";
  if (stack === "openvpn" && event === "ovpn_restart") return fields["code"] === "" ? "local" : "unknown";
  return endings.get(event) ?? "unknown";
}

/** The moment when the end began: the first question after the last proof of traffic, else the ending itself. */
export function beginOfEnd(
  events: readonly LogEvent[],
  end: LogEvent,
  timeOf: TimeOf,
): { readonly lastProof: LogEvent | undefined; readonly begin: LogEvent } {
  const until = events.slice(0, events.indexOf(end));
  const proofIndex = until.findLastIndex(({ event }) => proofsOfTraffic.has(event));
  const unanswered = until
    .slice(proofIndex + 1)
    .find((event) => questions.has(event.event) && timeOf(end) - timeOf(event) <= longestChainMs);
  return { lastProof: until[proofIndex], begin: unanswered ?? end };
}

/** A tunnel's own interface goes with the tunnel; that is no cause. */
const tunnelInterface = /^(?:ppp|u?tun|tap|wg|ipsec|vti|xfrm|l2tp)/;

/** What happened to the network, the power or the keys in the minute before the end began, and until the end. */
export function surroundingsOf(
  own: readonly LogEvent[],
  around: readonly LogEvent[],
  { begin, end }: { readonly begin: LogEvent; readonly end: LogEvent },
  timeOf: TimeOf,
): Session["before"] {
  const beginMs = timeOf(begin);
  const candidates = [
    ...around
      .slice(firstAtOrAfter(around, beginMs - beforeMs, timeOf), firstAtOrAfter(around, timeOf(end) + 1, timeOf))
      .filter(({ fields }) => !tunnelInterface.test(fields["interface"] ?? "")),
    ...own.slice(0, own.indexOf(end)).filter(({ event }) => pathAndKeyChanges.has(event)),
  ].filter((event) => timeOf(event) >= beginMs - beforeMs && timeOf(event) <= timeOf(end));
  const latest = new Map<string, number>();
  for (const event of candidates.toSorted((a, b) => timeOf(a) - timeOf(b))) {
    latest.set(event.event, Math.max(0, beginMs - timeOf(event)) / 1000);
  }
  return [...latest]
    .map(([event, secondsBefore]) => ({ event, secondsBefore }))
    .toSorted((a, b) => b.secondsBefore - a.secondsBefore);
}

/** Index of the first event at that time or later, in events that are in order. */
function firstAtOrAfter(events: readonly LogEvent[], atMs: number, timeOf: TimeOf): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = events[middle];
    if (event !== undefined && timeOf(event) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Whether a rekeying was under way when the end began, or one had failed and none succeeded since: then a failed rekeying
 * counts however long ago it was, because the old keys live on until their lifetime is over.
 */
export function endedDuringRekey(
  events: readonly LogEvent[],
  { begin, end }: { readonly begin: LogEvent; readonly end: LogEvent },
  timeOf: TimeOf,
): boolean {
  const until = events.slice(0, events.indexOf(end));
  const settled = until.findLastIndex(
    ({ event }) => event === "rekey_ok" || event === "ipsec_sa_established" || event === "ike_sa_established",
  );
  const open = until.slice(settled + 1);
  if (open.some(({ event }) => event === "rekey_failed")) return true;
  return (
    settled >= 0 &&
    open.some(
      (event) =>
        (event.event === "rekey_started" || event.event === "ike_start" || event.event === "reauth_started") &&
        timeOf(begin) - timeOf(event) <= beforeMs,
    )
  );
}
