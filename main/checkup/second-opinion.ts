import type { Measurement } from "../model/measurement.ts";
import type { Echo } from "../model/ports/echo.ts";

const pingTimeoutMs = 1_000;
/** At 10 % loss in each direction all copies of one size get lost by chance once in 800 times. */
const copies = 4;
/** What every ping sends by itself: 56 bytes behind the headers. */
const smallPingBytes = 84;

/**
 * Asks the system's ping about the same size: whether a packet of exactly the path MTU passes whole, and one that is a byte
 * larger does not. Adds `pingAgrees` to the details of a measured `path-mtu`; says nothing where the gateway answers no
 * pings, or where this ping cannot do it. At most 8 echo requests, told to `countPing`.
 */
export async function withSecondOpinion(
  echo: Echo,
  address: string,
  measurements: readonly Measurement[],
  countPing: () => void,
  signal: AbortSignal,
): Promise<readonly Measurement[]> {
  // A function, because the compiler takes a property that it has seen once for one that stays.
  const isStopped = (): boolean => signal.aborted;
  const ping = async (sizeBytes: number): Promise<"answered" | "silent" | "too-big" | null> => {
    const outcome = await echo.pingWithSize(address, { sizeBytes, dontFragment: true }, pingTimeoutMs, signal);
    if (!outcome.ok) return null;
    // What is too big has most often never left: the system has learned the path MTU from the packets before.
    if (outcome.value !== "too-big") countPing();
    return outcome.value;
  };
  const passes = async (sizeBytes: number): Promise<boolean | null> => {
    if (isStopped()) return null;
    const answers = await Promise.all(Array.from({ length: copies }, () => ping(sizeBytes)));
    if (answers.includes("answered")) return true;
    return answers.includes(null) || isStopped() ? null : false;
  };
  const agrees = async ({ value, details }: Measurement): Promise<boolean | null> => {
    const mtuBytes = Number(value);
    const fits = await passes(mtuBytes);
    if (fits === null) return null;
    if (!fits) return (await passes(smallPingBytes)) === true ? false : null;
    if (mtuBytes >= Number(details["linkMtuBytes"])) return true;
    const larger = await passes(mtuBytes + 1);
    return larger === null ? null : !larger;
  };
  return Promise.all(
    measurements.map(async (measurement) => {
      if (measurement.kind !== "path-mtu" || measurement.outcome !== "measured") return measurement;
      const pingAgrees = await agrees(measurement);
      return pingAgrees === null ? measurement : { ...measurement, details: { ...measurement.details, pingAgrees } };
    }),
  );
}
