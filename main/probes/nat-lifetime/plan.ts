/*
 * Which silences are tried. To know that a mapping lives longer than some time, somebody has to be silent for that time;
 * so all silences run at once, each on a socket of its own, and the whole takes little longer than the lifetime itself.
 */

/** What the NAT has seen of a mapping: packets outwards only (or one exchange), or traffic both ways that went on. */
export type MappingState = "unreplied" | "replied";

/** Lanes that are judged together. */
export interface LaneGroup {
  readonly state: MappingState;
  /** UDP port of the server: some routers treat the ports of IPsec in their own way. */
  readonly port: number;
  /** What its lanes are for, where there is more than one group of a state and a port. */
  readonly purpose?: string;
}

/** Tells groups apart. */
export function groupKeyOf({ state, port, purpose = "" }: LaneGroup): string {
  return `${state} ${port} ${purpose}`;
}

/** One socket and the silence that it keeps. */
export interface LanePlan extends LaneGroup {
  readonly idleMs: number;
  /** Packets that break the silence. */
  readonly refresh?: Refresh;
}

/** One-way packets while a lane waits, to see whether they keep its mapping. */
export interface Refresh {
  /** `outbound`: from the silent socket, and nobody answers. `inbound`: from the server, and nobody asked from there. */
  readonly direction: "outbound" | "inbound";
  /** Ms after the lane was armed, ascending, all below its `idleMs`. */
  readonly atMs: readonly number[];
  /** How often each is sent, so that a lost one does no harm. */
  readonly copies: number;
  /** Hops after which an outbound one is dropped; absent: it reaches the server. */
  readonly ttl?: number;
}

export type NatLifetimeMode = "quick" | "standard" | "deep";

/** Silences from `lowMs` to `highMs`, each at most `ratio` times the one before (or `shortestStepMs` longer). */
interface GridRange {
  readonly lowMs: number;
  readonly highMs: number;
  readonly ratio: number;
}

/** Lifetimes that vendors chose, in s: RFC 4787's two minutes, the defaults of Linux, Windows, AWS, Cisco, RouterOS... */
const usualLifetimesSeconds = [10, 15, 20, 30, 40, 60, 90, 120, 180, 300];
/** So much on both sides of a usual lifetime: a NAT that has it is measured more exactly than others. */
const usualMarginRatio = 0.008;
const usualMarginMs = 300;
const shortestStepMs = 800;

const ranges: Readonly<Record<"standard" | "deep", Readonly<Record<MappingState, GridRange>>>> = {
  standard: {
    replied: { lowMs: 3_000, highMs: 132_000, ratio: 1.036 },
    unreplied: { lowMs: 3_000, highMs: 70_000, ratio: 1.036 },
  },
  deep: {
    replied: { lowMs: 3_000, highMs: 600_000, ratio: 1.04 },
    unreplied: { lowMs: 3_000, highMs: 600_000, ratio: 1.04 },
  },
};

/** "Longer than 20, 30, 65 s?", each with a second to spare, so that a keepalive of that interval holds. */
const quickSeconds: Readonly<Record<MappingState, readonly number[]>> = {
  replied: [11, 16, 21, 31, 46, 66],
  unreplied: [11, 21, 31, 46, 66],
};

/** The packets that a run may send to the network, whatever happens. */
export const natLifetimePacketBudget: Readonly<Record<NatLifetimeMode, number>> = {
  quick: 120,
  standard: 800,
  deep: 1_400,
};

/** Coarse, because it only has to show whether a port is treated in its own way. */
const comparisonSeconds = [15, 25, 35, 55, 65, 95, 125, 185];

/**
 * The lanes of a run against `port`: first the replied ones, which need the longest preparation, each group in ascending
 * order. `comparedPorts` are measured coarsely beside it, but not in quick mode.
 */
export function planLanes(mode: NatLifetimeMode, port: number, comparedPorts: readonly number[]): readonly LanePlan[] {
  const lanes = (state: MappingState): readonly LanePlan[] =>
    (mode === "quick" ? quickSeconds[state].map((seconds) => seconds * 1_000) : idleGrid(ranges[mode][state])).map(
      (idleMs) => ({ state, port, idleMs }),
    );
  const compared = mode === "quick" ? [] : comparedPorts.slice(0, maximumComparedPorts);
  const longestMs = mode === "quick" ? 0 : ranges[mode].replied.highMs;
  const comparison = compared.flatMap((otherPort) =>
    comparisonSeconds
      .map((seconds): LanePlan => ({ state: "replied", port: otherPort, idleMs: seconds * 1_000 }))
      .filter(({ idleMs }) => idleMs <= longestMs),
  );
  return [...lanes("replied"), ...comparison, ...lanes("unreplied")];
}

const maximumComparedPorts = 2;

function idleGrid({ lowMs, highMs, ratio }: GridRange): readonly number[] {
  const fixed = usualLifetimesSeconds
    .flatMap((seconds) => {
      const marginMs = Math.max(usualMarginMs, seconds * 1_000 * usualMarginRatio);
      return [seconds * 1_000 - marginMs, seconds * 1_000 + marginMs];
    })
    .filter((idleMs) => idleMs > lowMs && idleMs < highMs);
  const corners = [lowMs, ...fixed, highMs];
  return corners.flatMap((fromMs, index) => {
    const toMs = corners[index + 1];
    if (toMs === undefined) return [fromMs];
    const byRatio = Math.log(toMs / fromMs) / Math.log(ratio);
    const byStep = (toMs - fromMs) / shortestStepMs;
    const steps = Math.ceil(Math.min(byRatio, byStep));
    const at = (share: number): number =>
      byStep < byRatio ? fromMs + share * (toMs - fromMs) : fromMs * (toMs / fromMs) ** share;
    return Array.from({ length: steps }, (_, step) => Math.round(at(step / steps)));
  });
}
