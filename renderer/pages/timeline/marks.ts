import type { LogEvent } from "../../../main/api/contract.ts";

/** The kinds of things that may move or cut a tunnel, in the order of their rows. */
export const markKinds = ["drop", "rekey", "network", "wifi", "sleep", "silence"] as const;
export type MarkKind = (typeof markKinds)[number];

/** Something that happened at a moment. */
export interface Mark {
  readonly kind: MarkKind;
  readonly atMs: number;
  /** The name of the event. */
  readonly event: string;
  readonly detail: string;
  /** The place of its session, for the end of one. */
  readonly session?: number;
  /** Whether it was seen by somebody who watched, rather than read in a log. */
  readonly watched?: true;
}

/** Marks of one kind that stand too close together to be told apart. */
export interface Cluster {
  readonly kind: MarkKind;
  readonly fromMs: number;
  readonly toMs: number;
  readonly marks: readonly Mark[];
}

const kindByEvent: Readonly<Partial<Record<LogEvent["event"], MarkKind>>> = {
  rekey_started: "rekey",
  rekey_ok: "rekey",
  rekey_failed: "rekey",
  reauth_started: "rekey",
  sa_expired: "rekey",
  address_added: "network",
  address_changed: "network",
  address_removed: "network",
  client_mobility: "network",
  connectivity_lost: "network",
  dns_changed: "network",
  ip_lost: "network",
  link_down: "network",
  link_up: "network",
  link_flapped: "network",
  metered_changed: "network",
  mobike_update: "network",
  nat_mapping_changed: "network",
  network_changed: "network",
  network_connected: "network",
  network_disconnected: "network",
  network_gone: "network",
  no_route: "network",
  path_lost: "network",
  vpn_interface_down: "network",
  vpn_interface_up: "network",
  wifi_roam: "wifi",
  wifi_connected: "wifi",
  wifi_disconnected: "wifi",
  wifi_beacon_loss: "wifi",
  wifi_channel_switch: "wifi",
  wifi_signal_changed: "wifi",
  sleep: "sleep",
  sleep_disconnect: "sleep",
  sleep_expired: "sleep",
  sleep_wake: "sleep",
  wake: "sleep",
  modern_standby_enter: "sleep",
  modern_standby_exit: "sleep",
  retransmit_giveup: "silence",
  dpd_timeout: "silence",
  ike_no_response: "silence",
  ppp_lcp_echo_timeout: "silence",
  l2tp_control_timeout: "silence",
};

/** The marks of the events that have a time and matter to a tunnel, oldest first. */
export function marksOf(events: readonly LogEvent[]): readonly Mark[] {
  return events
    .flatMap((event): readonly Mark[] => {
      const kind = kindByEvent[event.event];
      if (kind === undefined || event.atMs === null) return [];
      const watched = event.stack === "watch" ? ({ watched: true } as const) : {};
      return [{ kind, atMs: event.atMs, event: event.event, detail: event.raw, ...watched }];
    })
    .sort((a, b) => a.atMs - b.atMs);
}

/**
 * Joins marks of one kind that are nearer to the one before than `nearestMs`, so that the picture never holds more than
 * the eye can tell apart, whatever the number of marks. Marks must be sorted by time.
 */
export function clusterMarks(marks: readonly Mark[], nearestMs: number): readonly Cluster[] {
  return markKinds.flatMap((kind) => {
    const clusters: { kind: MarkKind; fromMs: number; toMs: number; marks: Mark[] }[] = [];
    for (const mark of marks) {
      if (mark.kind !== kind) continue;
      const last = clusters.at(-1);
      if (last !== undefined && mark.atMs - last.fromMs < nearestMs) {
        last.toMs = mark.atMs;
        last.marks.push(mark);
      } else {
        clusters.push({ kind, fromMs: mark.atMs, toMs: mark.atMs, marks: [mark] });
      }
    }
    return clusters;
  });
}
