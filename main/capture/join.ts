import { captureJoinSchemaId, type CaptureJoin, type JoinedDirection } from "../model/capture-join.ts";
import type { PacketRecord } from "./packet-record.ts";

/** The same packet cannot be on its way for longer. */
const longestTripMs = 2000;
/** Clocks may differ by hours; what differs by more was not captured at the same time. */
const sizeStepBytes = 200;
const mostLostShown = 100;
const mostOutages = 100;
const mostMappings = 100;
/** Shorter silences say nothing about a NAT. */
const shortestIdleMs = 1000;

interface Side {
  readonly records: readonly PacketRecord[];
  readonly byKey: ReadonlyMap<number, readonly PacketRecord[]>;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

type Clock = NonNullable<CaptureJoin["clock"]>;

/**
 * Lays the records of a capture made at the client over those of one made at the gateway. Packets are the same when their
 * contents are, whatever a NAT did to their addresses.
 *
 * @param gateway the gateway's address as the client sees it
 */
export function joinCaptures(
  client: readonly PacketRecord[],
  gateway: readonly PacketRecord[],
  ends: { readonly client: string; readonly gateway: string },
  leftOut: number,
): CaptureJoin {
  const atClient = sideOf(
    client.filter(({ sourceHost, destinationHost }) => isBetween(sourceHost, destinationHost, ends)),
  );
  const atGateway = sideOf(gateway);
  const outward = atClient.records.filter(({ destinationHost }) => destinationHost === ends.gateway);
  const clock = clockOf(atClient, atGateway, ends.gateway);
  const offsetMs = clock?.offsetMs ?? 0;
  const matched = match(outward, atGateway, offsetMs);
  const mappings = mappingsOf(matched);
  // The gateway may serve many clients: ours is who its packets come from.
  const clientHosts = new Set([...matched.values()].map(({ sourceHost }) => sourceHost));
  const inward = gateway.filter(({ destinationHost }) => clientHosts.has(destinationHost));
  const arrivedInward = match(inward, atClient, -offsetMs);
  return {
    schema: captureJoinSchemaId,
    ...(clock === undefined ? {} : { clock }),
    mappings,
    directions: [
      directionOf("to-gateway", outward, matched, atGateway, offsetMs),
      directionOf("to-client", inward, arrivedInward, atClient, -offsetMs),
    ],
    idle: idleOf(inward, arrivedInward, [...matched.values()]),
    leftOut,
  };
}

function isBetween(
  source: string,
  destination: string,
  ends: { readonly client: string; readonly gateway: string },
): boolean {
  return source === ends.gateway || destination === ends.gateway;
}

function sideOf(records: readonly PacketRecord[]): Side {
  let firstAtMs = Infinity;
  let lastAtMs = -Infinity;
  for (const { atMs } of records) {
    firstAtMs = Math.min(firstAtMs, atMs);
    lastAtMs = Math.max(lastAtMs, atMs);
  }
  return { records, byKey: Map.groupBy(records, ({ key }) => key), firstAtMs, lastAtMs };
}

/**
 * The fastest packet each way bounds the difference of the clocks, as in NTP (RFC 5905 section 8): half the difference
 * of the two is the offset, half their sum the uncertainty. Packets that occur once on each side take part; where there are
 * none, the first of those that were repeated and occur equally often.
 */
function clockOf(client: Side, gateway: Side, gatewayHost: string): Clock | undefined {
  return clockFrom(client, gateway, gatewayHost, "once") ?? clockFrom(client, gateway, gatewayHost, "repeated");
}

function clockFrom(
  client: Side,
  gateway: Side,
  gatewayHost: string,
  occurring: "once" | "repeated",
): Clock | undefined {
  let fastestOut = Infinity;
  let fastestIn = -Infinity;
  for (const [key, records] of client.byKey) {
    const [one] = records;
    const others = gateway.byKey.get(key);
    const [other] = others ?? [];
    if (one === undefined || other === undefined || records.length !== others?.length) continue;
    if (occurring === "once" && records.length > 1) continue;
    const aheadMs = other.atMs - one.atMs;
    if (one.destinationHost === gatewayHost) fastestOut = Math.min(fastestOut, aheadMs);
    else fastestIn = Math.max(fastestIn, aheadMs);
  }
  if (fastestOut !== Infinity && fastestIn !== -Infinity) {
    return { offsetMs: (fastestOut + fastestIn) / 2, uncertaintyMs: Math.abs(fastestOut - fastestIn) / 2 };
  }
  const known = [fastestOut, fastestIn].find((one) => Number.isFinite(one));
  return known === undefined ? undefined : { offsetMs: known };
}

/** For every packet that was sent, its arrival: the nearest in time that no other packet has taken. */
function match(
  sent: readonly PacketRecord[],
  arrivals: Side,
  offsetMs: number,
): ReadonlyMap<PacketRecord, PacketRecord> {
  const taken = new Set<PacketRecord>();
  const found = new Map<PacketRecord, PacketRecord>();
  for (const packet of sent) {
    const expectedMs = packet.atMs + offsetMs;
    let best: PacketRecord | undefined;
    for (const arrival of arrivals.byKey.get(packet.key) ?? []) {
      if (taken.has(arrival) || distance(arrival, expectedMs) > longestTripMs) continue;
      if (best === undefined || distance(arrival, expectedMs) < distance(best, expectedMs)) best = arrival;
    }
    if (best === undefined) continue;
    taken.add(best);
    found.set(packet, best);
  }
  return found;
}

function distance({ atMs }: PacketRecord, expectedMs: number): number {
  return Math.abs(atMs - expectedMs);
}

function mappingsOf(matched: ReadonlyMap<PacketRecord, PacketRecord>): CaptureJoin["mappings"] {
  const mappings = new Map<string, CaptureJoin["mappings"][number]>();
  for (const [{ from, atMs, isLaterFragment }, { from: seenByGateway }] of matched) {
    if (isLaterFragment) continue;
    const key = `${from} ${seenByGateway}`;
    const known = mappings.get(key);
    if (known !== undefined) known.lastAtMs = atMs;
    else if (mappings.size < mostMappings) {
      mappings.set(key, { client: from, seenByGateway, firstAtMs: atMs, lastAtMs: atMs });
    }
  }
  return [...mappings.values()];
}

function directionOf(
  direction: JoinedDirection["direction"],
  sent: readonly PacketRecord[],
  matched: ReadonlyMap<PacketRecord, PacketRecord>,
  arrivals: Side,
  offsetMs: number,
): JoinedDirection {
  const missing = sent.filter((packet) => !matched.has(packet));
  // An empty capture does not tell when it ran: it is taken at the word of whoever says that both are of the same time.
  const isInside = ({ atMs }: PacketRecord): boolean =>
    arrivals.records.length === 0 || (atMs + offsetMs >= arrivals.firstAtMs && atMs + offsetMs <= arrivals.lastAtMs);
  const lost = missing.filter(isInside);
  const lostSet = new Set(lost);
  const arrivedBytes = [...matched.keys()].filter(isWhole).map(({ sizeBytes }) => sizeBytes);
  const lostBytes = lost.filter(isWhole).map(({ sizeBytes }) => sizeBytes);
  return {
    direction,
    sent: sent.length,
    arrived: matched.size,
    lost: lost.length,
    outside: missing.length - lost.length,
    bySize: tally(sent, lostSet, ({ sizeBytes }) => Math.floor(sizeBytes / sizeStepBytes)).map(
      ({ group, ...rest }) => ({
        fromBytes: group * sizeStepBytes,
        toBytes: (group + 1) * sizeStepBytes - 1,
        ...rest,
      }),
    ),
    byPort: tally(sent.filter(isWhole), lostSet, ({ destinationPort }) => destinationPort).map(
      ({ group, ...rest }) => ({
        port: group,
        ...rest,
      }),
    ),
    laterFragments: {
      sent: sent.filter(({ isLaterFragment }) => isLaterFragment).length,
      lost: missing.filter(({ isLaterFragment }) => isLaterFragment).length,
    },
    ...(arrivedBytes.length === 0 ? {} : { largestArrivedBytes: arrivedBytes.reduce((a, b) => Math.max(a, b)) }),
    ...(lostBytes.length === 0 ? {} : { smallestLostBytes: lostBytes.reduce((a, b) => Math.min(a, b)) }),
    outages: outagesOf(sent, lostSet),
    lostPackets: lost.slice(0, mostLostShown).map(({ packetNumber, atMs, sizeBytes, destinationPort, what }) => ({
      packetNumber,
      atMs,
      sizeBytes,
      port: destinationPort,
      what,
    })),
  };
}

function isWhole({ isLaterFragment }: PacketRecord): boolean {
  return !isLaterFragment;
}

function tally(
  sent: readonly PacketRecord[],
  lost: ReadonlySet<PacketRecord>,
  groupOf: (packet: PacketRecord) => number,
): readonly { readonly group: number; readonly sent: number; readonly lost: number }[] {
  return [...Map.groupBy(sent, groupOf)]
    .map(([group, packets]) => ({ group, sent: packets.length, lost: packets.filter((one) => lost.has(one)).length }))
    .sort((a, b) => a.group - b.group);
}

function outagesOf(sent: readonly PacketRecord[], lost: ReadonlySet<PacketRecord>): JoinedDirection["outages"] {
  const outages: JoinedDirection["outages"] = [];
  let current: JoinedDirection["outages"][number] | null = null;
  for (const packet of sent) {
    if (!lost.has(packet)) {
      current = null;
    } else if (current === null) {
      current = { fromMs: packet.atMs, toMs: packet.atMs, packets: 1 };
      if (outages.length < mostOutages) outages.push(current);
    } else {
      current.toMs = packet.atMs;
      current.packets += 1;
    }
  }
  return outages.filter(({ packets }) => packets > 1);
}

/**
 * How long the way to the client stays open in silence: a packet to the client that arrives after a silence shows that it
 * was open, one that is lost shows that it was closed. Silence is counted from the last packet that passed either way.
 */
function idleOf(
  inward: readonly PacketRecord[],
  arrived: ReadonlyMap<PacketRecord, PacketRecord>,
  fromClient: readonly PacketRecord[],
): CaptureJoin["idle"] {
  const all = [...inward, ...fromClient].sort((a, b) => a.atMs - b.atMs);
  const isFromClient = new Set(fromClient);
  let lastPassedMs: number | null = null;
  let openAfterMs: number | undefined;
  let closedAfterMs: number | undefined;
  let closedTimes = 0;
  let isClosed = false;
  for (const packet of all) {
    const passed = isFromClient.has(packet) || arrived.has(packet);
    const idleMs = lastPassedMs === null ? 0 : packet.atMs - lastPassedMs;
    if (!isFromClient.has(packet) && idleMs >= shortestIdleMs) {
      if (passed) openAfterMs = Math.max(openAfterMs ?? 0, idleMs);
      else {
        closedAfterMs = Math.min(closedAfterMs ?? Infinity, idleMs);
        if (!isClosed) closedTimes += 1;
        isClosed = true;
      }
    }
    if (passed) {
      lastPassedMs = packet.atMs;
      isClosed = false;
    }
  }
  return {
    ...(openAfterMs === undefined ? {} : { openAfterMs }),
    ...(closedAfterMs === undefined ? {} : { closedAfterMs }),
    closedTimes,
  };
}
