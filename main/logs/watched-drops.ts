import type { LogEventName } from "../model/log-event.ts";
import type { Session } from "../model/session.ts";

/** The cause of a drop of which no log told, only the interface of the tunnel. */
export const interfaceDropCause = "vpn_interface_down" satisfies LogEventName;

/** Interfaces are looked at once a minute at least, so that a log and a watch tell of one end this far from each other. */
const sameEndMs = 90_000;

/**
 * Puts the drops that only a watch saw between the sessions that the logs tell of, in the order of time. Of an end that the
 * logs tell of, theirs counts.
 */
export function withWatchedDrops(told: readonly Session[], watched: readonly Session[]): readonly Session[] {
  const slots = new Set(
    told.flatMap((session) => {
      const slot = slotOf(session);
      return [slot - 1, slot, slot + 1];
    }),
  );
  const unheard = watched.filter((session) => session.cause === interfaceDropCause && !slots.has(slotOf(session)));
  if (unheard.length === 0) return told;
  let latest = "";
  return [
    ...told.map((session) => ({ session, place: (latest = session.startedAt ?? latest) })),
    ...unheard.map((session) => ({ session, place: session.startedAt ?? session.endedAt ?? "" })),
  ]
    .toSorted((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ session }) => session);
}

function slotOf({ endedAt }: Session): number {
  return endedAt === undefined ? Number.NaN : Math.floor(Date.parse(endedAt) / sameEndMs);
}
