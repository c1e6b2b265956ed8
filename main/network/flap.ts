import type { NetworkChange } from "../model/network-change.ts";

/** Changes of one kind of one interface that followed each other closely. */
interface Run {
  readonly times: number;
  readonly lastMs: number;
  /** The newest change that was held back; null where none was. */
  readonly held: NetworkChange | null;
}

/** What is going to and fro at the moment, by what changes and where. */
export type FlapState = ReadonlyMap<string, Run>;

export const noFlaps: FlapState = new Map();

/** How many changes in a row are told as they come: down and up again is a link that was cut once. */
const toldOneByOne = 2;
/** A run goes on as long as its changes come this close to each other, and ends after as long a silence. */
const quietMs = 5_000;

/** Down and up are the same going to and fro; so are changes of one address list. */
const kindOf: Readonly<Record<NetworkChange["reason"], string | null>> = {
  "link-up": "link",
  "link-down": "link",
  "vpn-interface-up": "vpn-interface",
  "vpn-interface-down": "vpn-interface",
  "address-changed": "address",
  "signal-changed": "signal",
  "bssid-changed": "bssid",
  "ssid-changed": "bssid",
  "default-interface-changed": "default-route",
  "gateway-changed": "default-route",
  "dns-changed": "dns",
  "metered-changed": "metered",
  "link-flapped": null,
  slept: null,
};

interface Folded {
  readonly state: FlapState;
  /** What to tell now. */
  readonly told: readonly NetworkChange[];
}

/** Takes changes that were seen at `nowMs` (monotonic): tells the first of a run, and holds back what flaps. */
export function foldFlaps(state: FlapState, changes: readonly NetworkChange[], nowMs: number): Folded {
  const settled = settleFlaps(state, nowMs);
  const next = new Map(settled.state);
  const told = [...settled.told];
  for (const change of changes) {
    const kind = kindOf[change.reason];
    if (kind === null) {
      told.push(change);
      continue;
    }
    const key = `${kind} ${change.interfaceName ?? ""}`;
    const times = (next.get(key)?.times ?? 0) + 1;
    const isTold = times <= toldOneByOne;
    if (isTold) told.push(change);
    next.set(key, { times, lastMs: nowMs, held: isTold ? null : change });
  }
  return { state: next, told };
}

/** Ends the runs that are over at `nowMs`, and tells in one change what was held back of each. */
export function settleFlaps(state: FlapState, nowMs: number): Folded {
  const over = [...state].filter(([, { lastMs }]) => nowMs - lastMs >= quietMs);
  if (over.length === 0) return { state, told: [] };
  const keys = new Set(over.map(([key]) => key));
  return {
    state: new Map([...state].filter(([key]) => !keys.has(key))),
    told: over.flatMap(([, run]) => summary(run)),
  };
}

function summary({ held, times }: Run): readonly NetworkChange[] {
  if (held === null) return [];
  const isLink = held.reason === "link-up" || held.reason === "link-down";
  const text = `${held.detail} It changed ${times} times in a row.`;
  return [{ ...held, reason: isLink ? "link-flapped" : held.reason, detail: text }];
}
