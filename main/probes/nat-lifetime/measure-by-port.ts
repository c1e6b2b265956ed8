import { assertNever } from "../../model/exhaustive.ts";
import type { Measurement } from "../../model/measurement.ts";
import type { Failure } from "../../model/failure.ts";
import type { UdpSocket } from "../../model/ports/udp.ts";
import { isAborted, type ProbeContext } from "../context.ts";
import {
  cancelledReason,
  endpointText,
  measured,
  type MeasurementSubject,
  notMeasured,
  notTried,
} from "../measured.ts";
import type { NatLifetimeMode } from "./plan.ts";
import {
  afterPortSilence,
  beginSilence,
  isMoot,
  isProven,
  newPortSearch,
  nextPortSilence,
  type PortBounds,
  type PortSearch,
  withObstacle,
} from "./port-search.ts";
import { isKept, keepPortSilence, type PortSighting, type PortTeller, sightPort } from "./port-silence.ts";
import type { NatLifetimeProgress } from "./progress.ts";
import { noRationReason } from "./ration.ts";

/** Two half-open SAs may be opened in 32 s, so more silences at once would only wait for each other. */
const workers = [0, 1] as const;
const [leader] = workers;

export interface PortLifetimeOptions {
  readonly mode: NatLifetimeMode;
  /** The lifetime of the same NAT's mappings that a server's port showed by changes of the port; null where none did. */
  readonly prior: PortBounds | null;
  readonly onProgress?: (progress: NatLifetimeProgress) => void;
}

/**
 * The lifetime of replied mappings to a port of the gateway, by the public port in its NAT detection hash: behind a NAT
 * that does not keep ports, with the public address known. Gives `nat-lifetime-replied` (s, with bounds); unknown, with
 * the reason, where a port that stays says nothing. Two half-open SAs in 32 s at most, from the ration of the run; takes
 * some two minutes for a lifetime of 30 s, little more than the lifetime with a `prior`.
 */
export async function measureNatLifetimeByPort(
  context: ProbeContext,
  teller: PortTeller,
  { mode, prior, onProgress = () => undefined }: PortLifetimeOptions,
): Promise<Measurement> {
  const { address, family, bindAddress } = teller.target;
  const target = endpointText(address, family, teller.port);
  const subject = { kind: "nat-lifetime-replied", method: "ike-nat-detection", target } as const;
  let search = newPortSearch(mode, prior);
  const trouble: Trouble = { notOpened: null, unseenReason: null };
  const seenPorts = new Set<number>();
  const stops = new Map<number, AbortController>();
  let wake = Promise.withResolvers<undefined>();
  const update = (next: PortSearch): void => {
    const toldMs = isProven(search) ? search.lowMs : 0;
    const sameMs = search.lowMs;
    search = next;
    for (const [worker, idleMs] of search.underWay) if (isMoot(search, idleMs)) stops.get(worker)?.abort();
    const wholeSeconds = Math.floor(search.lowMs / 1_000);
    if (isProven(search) && search.lowMs > toldMs) {
      onProgress({ kind: "outlived", state: "replied", atLeastSeconds: wholeSeconds });
    } else if (search.lowMs > sameMs) onProgress({ kind: "same-port", forSeconds: wholeSeconds });
    wake.resolve(undefined);
    wake = Promise.withResolvers<undefined>();
  };

  const work = async (worker: number): Promise<void> => {
    const opened = await context.udp.open({
      remoteAddress: address,
      family,
      fragmentation: "system",
      ...(bindAddress === undefined ? {} : { bindAddress }),
    });
    if (!opened.ok) {
      trouble.notOpened = opened.error;
      update(search);
      return;
    }
    // Where the first look at a port shows that it is kept, there is no reason for a second.
    if (worker !== leader) await wake.promise;
    await keepSilences(worker, opened.value);
    opened.value.close();
  };

  const keepSilences = async (worker: number, socket: UdpSocket): Promise<void> => {
    let before: PortSighting | null = null;
    while (!isAborted(context)) {
      const idleMs = nextPortSilence(search);
      if (idleMs === null) {
        if (search.obstacle !== null || search.underWay.size === 0) return;
        await wake.promise;
        // Nobody knows whether the mapping is still the one that was seen.
        before = null;
        continue;
      }
      const stop = new AbortController();
      stops.set(worker, stop);
      search = beginSilence(search, worker, idleMs);
      before ??= await sightPort(context, teller, socket, []);
      if (before.kind === "seen" && isKept(before.port, socket.local)) search = withObstacle(search, "port-kept");
      if (before.kind === "obstacle") search = withObstacle(search, before.obstacle);
      if (before.kind === "failed") trouble.unseenReason = before.reason;
      if (before.kind !== "seen" || search.obstacle !== null) {
        update(afterPortSilence(search, worker, { kind: "void" }));
        if (context.halfOpen.waitMs(context.clock.monotonicMs()) === null) return;
        before = null;
        continue;
      }
      seenPorts.add(before.port);
      if (worker === leader) update(search);
      const asked = { idleMs, enough: stop.signal, isWanted: () => search.obstacle === null };
      const { result, after } = await keepPortSilence(context, teller, socket, before, asked);
      const comesAgain = result.kind === "changed" && after?.kind === "seen" && seenPorts.has(after.port);
      const told = afterPortSilence(search, worker, result);
      update(comesAgain ? withObstacle(told, "ports-come-again") : told);
      if (result.kind === "void" && context.halfOpen.waitMs(context.clock.monotonicMs()) === null) return;
      before = result.kind === "void" ? null : after;
    }
  };

  await Promise.all(workers.map(work));
  if (trouble.notOpened !== null && isUnseen(search)) return notTried(subject, trouble.notOpened);
  return repliedMeasurement(subject, search, trouble.unseenReason, context);
}

/** Why nothing was seen. */
interface Trouble {
  notOpened: Failure | null;
  unseenReason: string | null;
}

function isUnseen({ sameMs, changed }: PortSearch): boolean {
  return sameMs.length + changed === 0;
}

function repliedMeasurement(
  subject: MeasurementSubject,
  search: PortSearch,
  unseenReason: string | null,
  context: ProbeContext,
): Measurement {
  const { lowMs, highMs, sameMs, changed, obstacle } = search;
  const { clock, halfOpen } = context;
  const rationed = halfOpen.waitMs(clock.monotonicMs()) === null;
  const unfinished = isAborted(context)
    ? cancelledReason
    : rationed && nextPortSilence(search) !== null
      ? noRationReason
      : null;
  const counts = { samePort: sameMs.length, otherPort: changed };
  const low = seconds(lowMs);
  if (obstacle !== null) return notMeasured(subject, "unknown", obstacleText(obstacle), counts);
  if (lowMs > 0 && isProven(search)) {
    const details = { ...counts, ...(unfinished === null ? {} : { unfinished }) };
    if (highMs === null) return measured(subject, low, { unit: "s", low, details: { ...details, atLeast: true } });
    const value = seconds((lowMs + highMs) / 2);
    const high = seconds(highMs);
    return measured(subject, value, { unit: "s", low, high, details: { ...details, atLeast: false } });
  }
  const details = {
    ...counts,
    ...(lowMs === 0 ? {} : { samePortSeconds: low }),
    ...(highMs === null ? {} : { otherPortSeconds: seconds(highMs) }),
  };
  const unproven = (isUnseen(search) ? unseenReason : null) ?? unprovenText(search);
  return notMeasured(subject, "unknown", unfinished ?? unproven, details);
}

function unprovenText(search: PortSearch): string {
  const { lowMs, highMs } = search;
  if (isUnseen(search)) return "the gateway did not answer often enough to compare public ports";
  if (highMs === null)
    return "the public port stayed the same, which it may do although the NAT has forgotten the mapping";
  if (lowMs === 0) return "the NAT forgot every mapping that was tried, however short the silence";
  return "the public port changed, but not often enough to tell a forgotten mapping from chance";
}

function obstacleText(obstacle: NonNullable<PortSearch["obstacle"]>): string {
  switch (obstacle) {
    case "port-kept":
      return "the NAT keeps the port of this computer, so a new mapping looks like the old one";
    case "address-differs":
      return "the gateway does not see this computer under the public address that the server told";
    case "ports-come-again":
      return "the NAT gives a public port again that it has taken away, so that a new mapping may look like an old one";
    case "not-accepted":
      return "the gateway opens no connection with an unknown client, so it tells no public port";
    default:
      return assertNever(obstacle);
  }
}

function seconds(durationMs: number): number {
  return Math.round(durationMs / 10) / 100;
}
