import type { Measurement } from "../model/measurement.ts";
import type { Echo } from "../model/ports/echo.ts";
import { classifyAddress } from "../network/address-class.ts";

/** A home router, a second one, and what the provider has behind them. */
const hopCount = 4;
const hopTimeoutMs = 1_000;

/**
 * The addresses of the first routers towards `address`, nearest first; null for one that does not tell. Empty where this
 * system cannot ask. One echo request each, all at once.
 */
export async function firstHops(
  { hopAt }: Echo,
  address: string,
  countPacket: () => void,
  signal: AbortSignal,
): Promise<readonly (string | null)[]> {
  if (hopAt === undefined || signal.aborted) return [];
  const asked = Array.from({ length: hopCount }, (_, index) => {
    countPacket();
    return hopAt(address, index + 1, hopTimeoutMs, signal);
  });
  const answers = await Promise.all(asked);
  if (answers.some((answer) => !answer.ok)) return [];
  const hops = answers.map((answer) => (answer.ok ? answer.value : null));
  const reached = hops.indexOf(address);
  return reached === -1 ? hops : hops.slice(0, reached);
}

/**
 * What the addresses of the first hops say: `nat-present` gets them as details, with the number of routers in private
 * networks (RFC 1918); a hop in 100.64.0.0/10 (RFC 6598) is the inside of a carrier's NAT.
 */
export function withHops(
  measurements: readonly Measurement[],
  hops: readonly (string | null)[],
  target: string,
): readonly Measurement[] {
  const known = hops.flatMap((hop) => (hop === null ? [] : [hop]));
  if (known.length === 0) return measurements;
  const carrier = known.find((hop) => classifyAddress(hop) === "cgnat");
  const privateHops = known.filter((hop) => classifyAddress(hop) === "private").length;
  const details = { hops: hops.map((hop) => hop ?? "?").join(" "), privateHops };
  const told = measurements.map((measurement) =>
    measurement.kind === "nat-present"
      ? { ...measurement, details: { ...measurement.details, ...details } }
      : measurement,
  );
  if (carrier === undefined) return told;
  const shared = { kind: "cgnat", method: "first-hops", target, details: { address: carrier } } as const;
  return [...told, { ...shared, outcome: "measured", value: true }];
}
