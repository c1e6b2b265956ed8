import type { LogEvent, LogEventName } from "../model/log-event.ts";
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
  /** Groups that a later track may join; tracks come in the order of their start, so that the others never will again. */
  let open: Track[][] = [];
  for (const track of tracks) {
    const startMs = startOf(track, timeOf);
    open = open.filter((group) => group.every((member) => mayBeJoined(member, startMs, timeOf)));
    const group = open.findLast((candidate) => belongsTo(track, candidate));
    if (group !== undefined) {
      group.push(track);
      continue;
    }
    const begun = [track];
    groups.push(begun);
    open.push(begun);
  }
  return groups;
}

/** Whether a track that starts at this time, or later, may belong to the same session. */
function mayBeJoined(member: Track, startMs: number, timeOf: (event: LogEvent) => number): boolean {
  if (member.layer === "openvpn" || member.layer === "wireguard") return false;
  if (member.layer === "ike" && startMs - startOf(member, timeOf) > longestSetupMs) return false;
  return startMs <= endOf(member, timeOf) + slackMs;
}

function belongsTo({ layer, excerpt }: Track, group: readonly Track[]): boolean {
  if (layer === "openvpn" || layer === "wireguard" || group.some((member) => member.layer === layer)) return false;
  if (group.some((member) => member.excerpt !== excerpt)) return false;
  return layer === "manager" || !group.every((member) => member.layer === "ike" && isIkev2(member));
}

const ikev2Exchanges: ReadonlySet<string> = new Set(["IKE_SA_INIT", "IKE_AUTH", "CREATE_CHILD_SA"]);

/** MOBIKE is a part of IKEv2 (RFC 4555). */
const mobikeEvents: ReadonlySet<string> = new Set<LogEventName>([
  "mobike_giveup",
  "mobike_probe",
  "mobike_update",
  "path_lost",
]);

/** IKEv2 carries no L2TP here: the systems' own L2TP clients all use IKEv1. */
export function isIkev2(track: Track): boolean {
  return track.events.some(
    ({ event, stack, fields }) =>
      (event === "ike_start" &&
        (fields["mode"] === "IKEv2" || (stack === "strongswan" && fields["mode"] === undefined))) ||
      mobikeEvents.has(event) ||
      ikev2Exchanges.has(fields["exchange"] ?? "") ||
      fields["saState"]?.startsWith("STATE_V2_") === true,
  );
}

function startOf(track: Track, timeOf: (event: LogEvent) => number): number {
  const first = track.events[0];
  return first === undefined ? Number.NEGATIVE_INFINITY : timeOf(first);
}

/** A daemon goes on writing for some seconds after the end began. */
function endOf(track: Track, timeOf: (event: LogEvent) => number): number {
  const last = track.events.at(-1);
  return track.end === null || last === undefined ? Number.POSITIVE_INFINITY : timeOf(last);
}
