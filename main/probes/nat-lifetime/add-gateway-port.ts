import type { Measurement } from "../../model/measurement.ts";
import { type GatewayTarget, isAborted, type ProbeContext } from "../context.ts";
import type { BaitKind } from "../ike/baits.ts";
import type { IkeVersion } from "../nat-sighting.ts";
import { measureNatLifetimeByGateway } from "./measure-by-gateway.ts";
import { measureNatLifetimeByPort } from "./measure-by-port.ts";
import { keepaliveMeasurement } from "./measurements.ts";
import type { NatLifetimeMode } from "./plan.ts";
import type { PortBounds } from "./port-search.ts";
import type { NatLifetimeProgress } from "./progress.ts";

/** The gateway behind the NAT whose lifetime a server could not show, or only by changes of its own port. */
export interface GatewayPort {
  readonly target: GatewayTarget;
  readonly port: number;
  readonly version: IkeVersion;
  /** What it answers without opening a connection. */
  readonly bait: BaitKind;
  /** Of the server that was asked before. */
  readonly serverPort: number;
  readonly mode: NatLifetimeMode;
  readonly study: boolean;
  readonly onProgress: (progress: NatLifetimeProgress) => void;
}

/**
 * The lifetimes `found` with a server, and what the gateway adds where that server can do no more than STUN (RFC 8489):
 * behind a NAT that does not keep ports, the lifetime of mappings to the gateway's own port by its NAT detection hash,
 * compared with the server's as `measureNatLifetime` compares ports; behind one that keeps them, the gateway alone. The
 * gateway's lifetime takes the place of the server's where the two differ, because a tunnel lives by it.
 */
export async function addGatewayPort(
  context: ProbeContext,
  found: readonly Measurement[],
  gateway: GatewayPort,
): Promise<readonly Measurement[]> {
  const { target, port, mode, study, onProgress } = gateway;
  const replied = found.find(({ kind }) => kind === "nat-lifetime-replied");
  const { publicAddress, portPreserved } = replied?.details ?? {};
  if (replied === undefined || typeof publicAddress !== "string" || isAborted(context)) return found;
  if (replied.method === "response-port" || replied.method === "delayed-answer") return found;
  if (portPreserved === true) {
    const alone = await measureNatLifetimeByGateway(context, target, { port, mode, study, onProgress });
    return alone.some(({ outcome }) => outcome === "measured") ? alone : found;
  }
  const prior = boundsOf(replied);
  const teller = { ...gateway, publicAddress };
  const byPort = await measureNatLifetimeByPort(context, teller, { mode, prior, onProgress });
  return join(found, replied, byPort, gateway);
}

function join(
  found: readonly Measurement[],
  replied: Measurement,
  byPort: Measurement,
  { port, serverPort }: GatewayPort,
): readonly Measurement[] {
  if (byPort.outcome !== "measured") {
    const notKnown = { [`port${port}Alike`]: "unknown", [`port${port}Reason`]: byPort.reason ?? "" };
    if (replied.outcome === "measured") return replaced(found, withDetails(replied, notKnown));
    return replaced(found, withDetails(replied, { ...byPort.details, ...notKnown }));
  }
  if (replied.outcome !== "measured") return withKeepalive(found, byPort);
  const differs = Number(byPort.low) >= (replied.high ?? Infinity) || Number(replied.low) >= (byPort.high ?? Infinity);
  return differs
    ? withKeepalive(found, withDetails(byPort, boundDetails(serverPort, replied, "no")))
    : replaced(found, withDetails(replied, boundDetails(port, byPort, "yes")));
}

function boundDetails(port: number, { low, high }: Measurement, alike: "yes" | "no"): Measurement["details"] {
  return {
    ...(low === undefined ? {} : { [`port${port}LowSeconds`]: low }),
    ...(high === undefined ? {} : { [`port${port}HighSeconds`]: high }),
    [`port${port}Alike`]: alike,
  };
}

function withDetails(measurement: Measurement, details: Measurement["details"]): Measurement {
  return { ...measurement, details: { ...measurement.details, ...details } };
}

/** What was found, with another measurement of the same kind. */
function replaced(found: readonly Measurement[], by: Measurement): readonly Measurement[] {
  return found.map((measurement) => (measurement.kind === by.kind ? by : measurement));
}

function withKeepalive(found: readonly Measurement[], replied: Measurement): readonly Measurement[] {
  const { method, target } = replied;
  return replaced(replaced(found, replied), keepaliveMeasurement({ method, target }, [replied]));
}

/** Only both ends show that the NAT changes ports when it forgets. */
function boundsOf({ outcome, low, high }: Measurement): PortBounds | null {
  if (outcome !== "measured" || low === undefined || high === undefined || low === 0) return null;
  return { lowMs: low * 1_000, highMs: high * 1_000 };
}
