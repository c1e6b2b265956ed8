import type { LogEvent } from "../model/log-event.ts";
import type { Track } from "./session-tracks.ts";

/** The tracks of one session: L2TP/IPsec is the work of an IKE daemon, xl2tpd, pppd and often NetworkManager together. */
export type JoinedTracks = readonly Track[];

/** Daemons of one tunnel log its start and its end within this time of each other. */
const slackMs = 5000;
/** IPsec is set up this long before L2TP at most; an IKE_SA that is older was not made for this session. */
const longestSetupMs = 120_000;

/** Which tracks belong to one session: those of different layers that overlap in time. */
export function joinTracks(tracks: readonly Track[], timeOf: (event: LogEvent) => number): readonly JoinedTracks[] {
  const groups: Track[][] = [];
  for (const track of tracks) {
    const group = groups.findLast((candidate) => belongsTo(track, candidate, timeOf));
    if (group === undefined) groups.push([track]);
    else group.push(track);
  }
  return groups;
}

function belongsTo(track: Track, group: readonly Track[], timeOf: (event: LogEvent) => number): boolean {
  if (!["ike", "l2tp", "ppp", "manager"].includes(track.layer)) return false;
  if (
    group.some((member) => member.layer === track.layer || !["ike", "l2tp", "ppp", "manager"].includes(member.layer))
  ) {
    return false;
  }
  if (track.layer !== "manager" && group.every((member) => member.layer === "ike" && isIkev2(member))) return false;
  const startMs = startOf(track, timeOf);
  return group.every((member) => {
    if (member.layer === "ike" && startMs - startOf(member, timeOf) > longestSetupMs) return false;
    return startMs <= endOf(member, timeOf) + slackMs;
  });
}

/** IKEv2 carries no L2TP here: the systems' own L2TP clients all use IKEv1. */
export function isIkev2(track: Track): boolean {
  return track.events.some(
    ({ event, stack, fields }) =>
      (event === "ike_start" &&
        (fields["mode"] === "IKEv2" || (stack === "strongswan" && fields["mode"] === undefined))) ||
      fields["exchange"] === "IKE_SA_INIT" ||
      fields["exchange"] === "IKE_AUTH",
  );
}

function startOf(track: Track, timeOf: (event: LogEvent) => number): number {
  const first = track.events[0];
  return first === undefined ? Number.NEGATIVE_INFINITY : timeOf(first);
}

function endOf(track: Track, timeOf: (event: LogEvent) => number): number {
  return track.end === null ? Number.POSITIVE_INFINITY : timeOf(track.end);
}
