import type { Outcome } from "../model/failure.ts";
import type { Measurement } from "../model/measurement.ts";
import type { ResolvedHost, World } from "../model/ports.ts";
import { dnsMeasurement } from "./measurements.ts";

const timeoutMs = 2_000;

/**
 * The `dns` measurement of a gateway's name with what else can be told of the resolver: whether it invents an answer to a
 * name that cannot exist (RFC 6761 section 6.4 reserves `invalid`), which hotels and some providers do.
 */
export async function checkDns(
  world: Pick<World, "names" | "random">,
  gateway: string,
  resolved: Outcome<ResolvedHost>,
  signal: AbortSignal,
): Promise<Measurement> {
  const measurement = dnsMeasurement(gateway, resolved);
  const label = Array.from(world.random.bytes(8), (octet) => (octet % 36).toString(36)).join("");
  const invented = await world.names.resolve(`${label}.invalid`, timeoutMs, signal);
  if (!invented.ok && invented.error.code !== "name-not-resolved") return measurement;
  return { ...measurement, details: { ...measurement.details, inventsAnswers: invented.ok } };
}
