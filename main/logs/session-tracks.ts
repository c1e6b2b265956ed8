import type { LogEvent, LogEventName } from "../model/log-event.ts";
import { endings, establishments, layerOf, openers, surroundings, type Layer } from "./session-vocabulary.ts";

interface ChildSa {
  readonly name: string | undefined;
  readonly number: string | undefined;
  readonly spiOut: string | undefined;
}

/** What one daemon logged about one tunnel, from its first attempt to its end. */
export interface Track {
  readonly layer: Layer;
  readonly events: LogEvent[];
  /** The source of lines that have no place in time: excerpts without times have nothing to do with each other. */
  readonly excerpt: string;
  name: string | undefined;
  /** Number of the IKE_SA that carries the tunnel now; a rekeying replaces it. */
  ikeNumber: string | undefined;
  established: boolean;
  newest: {
    ikeState?: string | undefined;
    childState?: string | undefined;
  };
  /**
   * The CHILD_SAs that are up, as far as their numbers or SPIs are told. Where both ends renew the keys at once there are
   * three for a moment (RFC 7296, section 2.8.1), and it is not the newest that stays.
   */
  children: readonly ChildSa[];
  /** The first event that ended it. */
  end: LogEvent | null;
}

/** More tunnels of one daemon at once are not looked through when a new IKE_SA seeks the one that it replaces. */
const tunnelsAtOnce = 200;

/** Splits events (in the order of time) into tracks, in the order of their first event. */
export function trackEvents(events: readonly LogEvent[], timeOf: (event: LogEvent) => number): readonly Track[] {
  const tracks: Track[] = [];
  /** The last track of a tunnel, by process and number or name. */
  const byKey = new Map<string, Track>();
  const latest = new Map<string, Track>();
  const open = new Map<string, readonly Track[]>();
  for (const event of events) {
    const layer = layerOf(event.stack);
    if (layer === null || !concernsTunnel(event, layer)) continue;
    const excerpt = Number.isFinite(timeOf(event)) ? "" : event.source;
    const process = `${processOf(event)}|${excerpt}`;
    const anyProcess = `${event.stack}|${excerpt}`;
    const tunnel = ownTunnelOf(event, layer);
    const nearest = latest.get(event.processId === undefined ? anyProcess : process);
    const found = tunnel === undefined ? nearest : byKey.get(`${process}|${tunnel}`);
    const old = found ?? predecessor(event, open.get(process) ?? []);
    const track = old !== undefined && continues(event, old) ? old : begin(event, layer, excerpt);
    if (track !== old) {
      tracks.push(track);
      latest.set(process, track);
      latest.set(anyProcess, track);
      const stillOpen = (open.get(process) ?? []).filter(({ end }) => end === null);
      open.set(process, [...stillOpen.slice(-tunnelsAtOnce), track]);
    }
    if (tunnel !== undefined) byKey.set(`${process}|${tunnel}`, track);
    track.events.push(event);
    learn(event, track);
    if (event.event === "ike_retry" && !track.established) track.end = null;
    if (track.end === null && endsTrack(event, track)) track.end = event;
    forgetChild(event, track);
  }
  return tracks;
}

/** Which run of a daemon wrote an event. On macOS several processes write of one connection. */
function processOf({ stack, processId }: LogEvent): string {
  return stack === "macos-networkextension" ? stack : `${stack}|${processId ?? ""}`;
}

function concernsTunnel({ event }: LogEvent, layer: Layer): boolean {
  if (event === "unknown" || event === "service_state" || surroundings.has(event)) return false;
  return layer !== "manager" || saidByManager.test(event);
}

/** A manager tells of many things; these are about a tunnel. */
const saidByManager =
  /^(?:vpn_|ipsec_connect|ppp_plugin|session_|link_|ike_|auth_|plugin_failed|dpd_timeout|path_lost|sleep_disconnect)/;

/**
 * Which of several tunnels of one daemon an event is about: the number of the IKE_SA, else the name of the connection.
 * Undefined where the daemon has one tunnel only or the event does not tell.
 */
function ownTunnelOf({ event, fields, connection, peer, stack }: LogEvent, layer: Layer): string | undefined {
  if (layer === "wireguard") return connection ?? peer;
  // Windows gives every attempt an id that all its events carry.
  if (stack === "windows-ras") return fields["coId"];
  if (stack === "macos-networkextension") return connection;
  if (layer !== "ike") return undefined;
  const { number: named, ikeNumber: context } = fields;
  return (event === "ike_start" ? (named ?? context) : (context ?? named)) ?? connection;
}

/** The open tunnel that an IKE_SA under a new number replaces: a rekeying or a reauthentication, not a new session. */
function predecessor(event: LogEvent, open: readonly Track[]): Track | undefined {
  if (event.event !== "ike_start") return undefined;
  const name = nameOf(event);
  const context = event.fields["ikeNumber"];
  return open.findLast(
    (track) =>
      track.end === null &&
      track.established &&
      ((context !== undefined && track.ikeNumber === context) || (name !== undefined && track.name === name)),
  );
}

function continues({ event, fields }: LogEvent, track: Track): boolean {
  if (event === "ike_start" && fields["number"] !== undefined && fields["number"] === track.ikeNumber) return false;
  if (track.end !== null) return !openers.has(event) && !establishments.has(event);
  if (event === "ppp_start" || event === "session_start") return false;
  return event !== "l2tp_start" || !track.established;
}

function begin(event: LogEvent, layer: Layer, excerpt: string): Track {
  return {
    layer,
    excerpt,
    events: [],
    name: nameOf(event),
    ikeNumber: event.fields["ikeNumber"] ?? event.fields["number"],
    established: false,
    newest: {},
    children: [],
    end: null,
  };
}

function nameOf({ connection, fields }: LogEvent): string | undefined {
  return fields["connection"] ?? connection?.replace(/\[\d+\]$/, "");
}

function learn(event: LogEvent, track: Track): void {
  const { fields } = event;
  track.name ??= nameOf(event);
  if (establishments.has(event.event) || event.event === "rekey_ok") track.established = true;
  if (["ike_start", "ike_sa_established", "rekey_ok"].includes(event.event)) {
    track.ikeNumber = fields["number"] ?? track.ikeNumber;
  }
  if (event.event === "ike_sa_established") track.newest = { ...track.newest, ikeState: fields["state"] };
  const childIsNew = fields["childNumber"] !== undefined || fields["sa"] === "Child";
  if (event.event === "ipsec_sa_established" || (event.event === "rekey_ok" && childIsNew)) learnChild(event, track);
  // Half of the replacement is there: what is deleted from now on is the replaced one.
  if (event.event === "rekey_started" && fields["spiOut"] !== undefined) learnChild(event, track);
}

function learnChild({ event, fields }: LogEvent, track: Track): void {
  const { state, child: name, childNumber: number, spiOut } = fields;
  track.newest = { ...track.newest, childState: state };
  if (number === undefined && spiOut === undefined) return;
  // One that is set up anew, and not renewed, takes the place of its namesake, which went with its IKE_SA unsaid.
  const isAnew = event === "ipsec_sa_established";
  const others = track.children.filter((child) => !isChild(child, fields) && !(isAnew && child.name === name));
  track.children = [...others, { name, number, spiOut }].slice(-childrenAtOnce);
}

/** More CHILD_SAs of one tunnel at once are not kept apart. */
const childrenAtOnce = 50;

const childEndings: ReadonlySet<string> = new Set<LogEventName>([
  "ipsec_sa_closed",
  "ipsec_sa_deleted_by_peer",
  "sa_expired",
]);

/** The last one stays, so that what is told of it once more is known to be about it. */
function forgetChild({ event, fields }: LogEvent, track: Track): void {
  if (!childEndings.has(event) || track.children.length < 2) return;
  track.children = track.children.filter((child) => !isChild(child, fields));
}

/** Whether fields name this CHILD_SA: by its number, or by the SPI under which the peer receives, which it deletes. */
function isChild({ number, spiOut }: ChildSa, { childNumber, spiOut: sending, spi }: LogEvent["fields"]): boolean {
  if (number !== undefined && number === childNumber) return true;
  const named = sending ?? spi;
  return spiOut !== undefined && spiOut === named;
}

function isLastChild({ children }: Track, fields: LogEvent["fields"]): boolean {
  return children.length === 1 && children.every((child) => isChild(child, fields));
}

type EndTest = (fields: LogEvent["fields"], track: Track) => boolean;

const endsWithIke: EndTest = ({ oldState, number }, { newest, ikeNumber }) =>
  oldState === undefined ? isNewest(number, ikeNumber) : isNewest(oldState, newest.ikeState);

/** Endings of one security association: they end the tunnel unless the association was already replaced. */
const endTests: Partial<Record<LogEvent["event"], EndTest>> = {
  ike_sa_deleted_local: endsWithIke,
  ike_sa_deleted_by_peer: endsWithIke,
  ipsec_sa_deleted_by_peer: (fields, track) =>
    fields["oldState"] === undefined
      ? isLastChild(track, fields)
      : isNewest(fields["oldState"], track.newest.childState),
  sa_expired: (fields, track) => {
    const { state, childNumber } = fields;
    if (state !== undefined) return state === track.newest.ikeState || isNewest(state, track.newest.childState);
    // Unknown numbers count, as in `isNewest`.
    return childNumber === undefined || track.children.length === 0 || isLastChild(track, fields);
  },
  sa_deleted_local: ({ state }, { newest }) =>
    state === undefined || state === newest.ikeState || state === newest.childState,
};

function endsTrack({ event, stack, fields }: LogEvent, track: Track): boolean {
  if (event === "vpn_plugin_state") return fields["state"] === "stopped";
  // WireGuard goes on trying after "stopped hearing back".
  if (!endings.has(event) || (stack === "wireguard" && event === "dpd_timeout")) return false;
  return endTests[event]?.(fields, track) ?? true;
}

/** Unknown numbers count as the newest: the log may begin after the association did. */
function isNewest(number: string | undefined, newest: string | undefined): boolean {
  return number === undefined || newest === undefined || number === newest;
}
