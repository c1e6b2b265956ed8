import { knownNamesOf, type NamedThings } from "../bundle/redaction/known-names.ts";
import type { KnownName } from "../bundle/redaction/redactor.ts";
import type { LogEvent } from "../model/log-event.ts";

/** Names in what was read last, so that they are replaced wherever they stand in what is told of it. */
export interface MetNames {
  readonly add: (events: readonly LogEvent[], things?: NamedThings) => void;
  /** Names are looked for only when somebody asks. */
  readonly all: () => readonly KnownName[];
}

/** Two runs that are compared, and a little more. */
const maxReadings = 4;
const noThings: NamedThings = { network: { wifi: [] }, profiles: [] };

export function createMetNames(): MetNames {
  let readings: readonly (readonly [NamedThings, readonly LogEvent[]])[] = [];
  let names: readonly KnownName[] | undefined;
  return {
    add: (events, things = noThings) => {
      // Pages of one reading bring the same events again.
      if (readings.some(([, others]) => others === events && events.length > 0)) return;
      readings = [...readings, [things, events] as const].slice(-maxReadings);
      names = undefined;
    },
    all: () => (names ??= readings.flatMap(([things, events]) => knownNamesOf(things, events))),
  };
}
