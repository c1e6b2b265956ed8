import type { CaptureJoin, JoinedDirection } from "../model/capture-join.ts";
import type { Measurement, SilentPort } from "../model/measurement.ts";
import { measured } from "../probes/measured.ts";

/** A packet may get lost by chance; three of one kind while all others arrive do not. */
const fewestLost = 3;
const fewestArrived = 3;
const method = "two-captures";

/** What two captures prove of the path between them. */
export function joinMeasurementsOf(join: CaptureJoin, gateway: string, tooBigHeard: boolean): readonly Measurement[] {
  const outward = join.directions.find(({ direction }) => direction === "to-gateway");
  const inward = join.directions.find(({ direction }) => direction === "to-client");
  if (outward === undefined || inward === undefined) return [];
  return [
    ...sizeLimit(outward, gateway, tooBigHeard),
    ...fragments("fragments-out", outward, gateway),
    ...fragments("fragments-in", inward, gateway),
    ...silentPorts(outward, inward, gateway),
    ...natPresent(join, gateway),
    ...natLifetime(join, gateway),
    ...loss(outward, inward, gateway),
    ...clockOffset(join, gateway),
  ];
}

/** Everything larger than what arrived was lost, and it was more than chance. */
function sizeLimit(
  { largestArrivedBytes, smallestLostBytes, bySize, arrived, lostPackets }: JoinedDirection,
  gateway: string,
  tooBigHeard: boolean,
): readonly Measurement[] {
  if (largestArrivedBytes === undefined || smallestLostBytes === undefined || arrived < fewestArrived) return [];
  const tooLarge = lostPackets.filter(({ sizeBytes }) => sizeBytes > largestArrivedBytes);
  const smallerLost = lostPackets.length - tooLarge.length;
  if (tooLarge.length < fewestLost || smallerLost > tooLarge.length || bySize.length === 0) return [];
  const high = Math.min(...tooLarge.map(({ sizeBytes }) => sizeBytes)) - 1;
  const at = { method, target: gateway };
  const details = { lost: tooLarge.length, arrived };
  return [
    measured({ kind: "path-mtu", ...at }, largestArrivedBytes, {
      unit: "bytes",
      low: largestArrivedBytes,
      high,
      details,
    }),
    measured({ kind: "icmp-too-big", ...at }, tooBigHeard),
  ];
}

function fragments(
  kind: "fragments-out" | "fragments-in",
  { laterFragments: { sent, lost } }: JoinedDirection,
  gateway: string,
): readonly Measurement[] {
  const subject = { kind, method, target: gateway };
  if (sent > lost) return [measured(subject, true, { details: { sent, lost } })];
  return lost >= fewestLost ? [measured(subject, false, { details: { sent, lost } })] : [];
}

/** A port where nothing arrives is filtered on the way; one where all arrives and nothing comes back is silent itself. */
function silentPorts(outward: JoinedDirection, inward: JoinedDirection, gateway: string): readonly Measurement[] {
  return ([500, 4500] as const).flatMap((port) => {
    const { sent = 0, lost = 0 } = outward.byPort.find((one) => one.port === port) ?? {};
    const arrived = outward.outside === 0 ? sent - lost : 0;
    const isNeverAnswered = arrived >= fewestArrived && inward.sent === 0;
    if (sent < fewestLost || (lost < sent && !isNeverAnswered)) return [];
    const details = { sent, arrived, silentFrom: lost === sent ? "the-way" : "the-gateway" } satisfies SilentPort;
    return [measured({ kind: `reach-udp-${port}`, method, target: `${gateway}:${port}` }, "silent", { details })];
  });
}

function natPresent({ mappings }: CaptureJoin, gateway: string): readonly Measurement[] {
  const [first] = mappings;
  if (first === undefined) return [];
  const changed = mappings.find(({ client, seenByGateway }) => client !== seenByGateway);
  const details = changed === undefined ? {} : { client: changed.client, seenByGateway: changed.seenByGateway };
  return [measured({ kind: "nat-present", method, target: gateway }, changed !== undefined, { details })];
}

/** Only where there is a NAT, and it closed more than once: a single loss may be chance. */
function natLifetime({ idle, mappings }: CaptureJoin, gateway: string): readonly Measurement[] {
  const { openAfterMs = 0, closedAfterMs, closedTimes } = idle;
  const isTranslated = mappings.some(({ client, seenByGateway }) => client !== seenByGateway);
  if (!isTranslated || closedAfterMs === undefined || closedTimes < 2 || openAfterMs >= closedAfterMs) return [];
  const seconds = (durationMs: number): number => Math.round(durationMs / 100) / 10;
  const bounds = { low: seconds(openAfterMs), high: seconds(closedAfterMs) };
  const subject = { kind: "nat-lifetime-replied", method, target: gateway } as const;
  return [measured(subject, bounds.high, { unit: "s", ...bounds, details: { closedTimes } })];
}

function loss(outward: JoinedDirection, inward: JoinedDirection, gateway: string): readonly Measurement[] {
  const sent = outward.sent + inward.sent - outward.outside - inward.outside;
  const lost = outward.lost + inward.lost;
  if (sent < 20) return [];
  const percent = Math.round((1000 * lost) / sent) / 10;
  return [measured({ kind: "loss", method, target: gateway }, percent, { unit: "%", details: { sent, lost } })];
}

/** How far the gateway's clock is ahead of the client's, in s. */
function clockOffset({ clock }: CaptureJoin, gateway: string): readonly Measurement[] {
  if (clock === undefined) return [];
  const { offsetMs, uncertaintyMs = 0 } = clock;
  const seconds = Math.round(offsetMs) / 1000;
  const bounds = { low: seconds - uncertaintyMs / 1000, high: seconds + uncertaintyMs / 1000 };
  return [measured({ kind: "clock-offset", method, target: gateway }, seconds, { unit: "s", ...bounds })];
}
