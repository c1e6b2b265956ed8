import ipaddr from "ipaddr.js";

/** What one source address may get: a whole deep run at once, and later no more than a trickle. */
export const answersAtOnce = 1_500;
const answersPerSecond = 25;
/** However many addresses ask, memory stays bounded. */
const maximumSources = 10_000;

/** Counts the answers to every source, and says when it is enough. */
export interface SourceBudget {
  /** Takes one answer from the source's budget; false when there is none left. */
  readonly take: (source: string, nowMs: number) => boolean;
}

interface Bucket {
  readonly left: number;
  readonly atMs: number;
}

/** A budget of which nothing is used up yet. */
export function createSourceBudget(): SourceBudget {
  const buckets = new Map<string, Bucket>();
  const refilled = ({ left, atMs }: Bucket, nowMs: number): number =>
    Math.min(answersAtOnce, left + ((nowMs - atMs) * answersPerSecond) / 1_000);

  const forgetIdle = (nowMs: number): void => {
    for (const [source, bucket] of buckets) if (refilled(bucket, nowMs) >= answersAtOnce) buckets.delete(source);
  };

  return {
    take: (source, nowMs) => {
      const bucket = buckets.get(source);
      if (bucket === undefined && buckets.size >= maximumSources) forgetIdle(nowMs);
      if (bucket === undefined && buckets.size >= maximumSources) return false;
      const left = bucket === undefined ? answersAtOnce : refilled(bucket, nowMs);
      if (left < 1) return false;
      buckets.set(source, { left: left - 1, atMs: nowMs });
      return true;
    },
  };
}

/** Who counts as one source: an IPv4 address, or the /64 of an IPv6 address, which is one customer (RFC 6177). */
export function sourceOf(address: string): string {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return parsed.toByteArray().slice(0, 8).join(".");
}
