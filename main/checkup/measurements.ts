import type { Failure, Outcome } from "../model/failure.ts";
import type { Measurement } from "../model/measurement.ts";
import type { Conntrack, NetworkSnapshot } from "../model/network.ts";
import type { GatewayTarget } from "../probes/context.ts";
import { endpointText } from "../probes/measured.ts";
import type { WayOut } from "./outside-tunnel.ts";
import type { EchoResult } from "../model/ports/echo.ts";
import type { RouteToHost } from "../model/ports/machine.ts";
import type { ResolvedHost } from "../model/ports/names.ts";

/* Answers of the machine, turned into measurements. */

const round1 = (value: number): number => Math.round(value * 10) / 10;

/** What asking the name servers for `host` gave. */
export function dnsMeasurement(host: string, outcome: Outcome<ResolvedHost>): Measurement {
  const shared = { kind: "dns", method: "system-resolver", target: host } as const;
  if (!outcome.ok) return failed(shared, outcome.error);
  const addresses = outcome.value.addresses.map((entry) => entry.address);
  return {
    ...shared,
    outcome: "measured",
    value: addresses.join(" "),
    details: { durationMs: round1(outcome.value.durationMs), addresses: addresses.length },
  };
}

/** Reachability, round trip and loss by ICMP echo. No answer is not "down": many gateways drop pings. */
export function echoMeasurements(address: string, outcome: Outcome<EchoResult>): readonly Measurement[] {
  const shared = { method: "icmp-echo", target: address } as const;
  if (!outcome.ok) return [failed({ ...shared, kind: "reach-icmp" }, outcome.error)];
  const { sent, received, roundTripMs } = outcome.value;
  const answered = received > 0;
  const reach: Measurement = {
    ...shared,
    kind: "reach-icmp",
    outcome: "measured",
    value: answered ? "answered" : "silent",
    details: { sent, received },
  };
  if (!answered) return [reach];
  const sorted = roundTripMs.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  const lossPercent = round1(((sent - received) / sent) * 100);
  const loss: Measurement = {
    ...shared,
    kind: "loss",
    outcome: "measured",
    value: lossPercent,
    unit: "%",
    details: { sent, received },
  };
  if (median === undefined) return [reach, loss];
  const rtt: Measurement = {
    ...shared,
    kind: "rtt",
    outcome: "measured",
    value: round1(median),
    unit: "ms",
    details: { lowestMs: round1(sorted[0] ?? median), highestMs: round1(sorted.at(-1) ?? median) },
  };
  return [reach, rtt, loss];
}

/** What only a STUN server can tell, where none was chosen. */
export const natTypeWithoutServer: readonly Measurement[] = (
  ["nat-external-address", "nat-mapping", "nat-filtering"] as const
).map((kind) => ({
  kind,
  outcome: "unknown",
  method: "stun-rfc5780",
  target: "no server",
  reason: "only a STUN server can tell, and none was named",
  details: {},
}));

/** Whether the gateway's host can be reached by TCP; a refusal is an answer of the host too. */
export function tcpMeasurement(
  { address, family }: GatewayTarget,
  port: number,
  outcome: Outcome<"answered" | "refused" | "silent">,
): Measurement {
  const shared = { kind: "reach-tcp", method: "tcp-connect", target: endpointText(address, family, port) } as const;
  return outcome.ok
    ? { ...shared, outcome: "measured", value: outcome.value, details: { port } }
    : failed(shared, outcome.error);
}

/** Stands for a measurement that needs many packets, at a gateway that opens a connection for each. */
export function unmeasurableSize(kind: Measurement["kind"], { address }: GatewayTarget): Measurement {
  return {
    kind,
    outcome: "unknown",
    method: "ike-bait",
    target: address,
    reason: "the gateway takes every packet that it answers for a new connection, so that asking often would block it",
    details: {},
  };
}

/** Stands for NAT detection at a gateway that no message of a handshake reaches. */
export function noNatDetection({ address }: GatewayTarget): Measurement {
  const reason = "the gateway answered no IKE message of a version that is in use";
  return { kind: "nat-present", outcome: "unknown", method: "ike-bait", target: address, reason, details: {} };
}

/** Which way packets to the gateway take. */
export function routeMeasurement(address: string, outcome: Outcome<RouteToHost>, way: WayOut): Measurement {
  const shared = { kind: "route-to-gateway", method: "routing-table", target: address } as const;
  if (!outcome.ok) return failed(shared, outcome.error);
  const route = outcome.value;
  return {
    ...shared,
    outcome: "measured",
    value: route.interfaceName,
    details: {
      ...(route.sourceAddress === undefined ? {} : { sourceAddress: route.sourceAddress }),
      ...(route.gatewayAddress === undefined ? {} : { gatewayAddress: route.gatewayAddress }),
      ...(route.linkMtuBytes === undefined ? {} : { linkMtuBytes: route.linkMtuBytes }),
      ...(route.cachedPathMtuBytes === undefined ? {} : { cachedPathMtuBytes: route.cachedPathMtuBytes }),
      throughTunnel: way.kind === "tunnel",
    },
  };
}

/** The connection tracking table of this machine, where it has one. */
export function conntrackMeasurement(conntrack: Conntrack): Measurement {
  return {
    kind: "conntrack",
    outcome: "measured",
    value: round1((conntrack.count / conntrack.max) * 100),
    unit: "%",
    method: "proc-sys-net-netfilter",
    target: "this computer",
    details: {
      count: conntrack.count,
      max: conntrack.max,
      ...(conntrack.udpTimeoutSeconds === undefined ? {} : { udpTimeoutSeconds: conntrack.udpTimeoutSeconds }),
      ...(conntrack.udpStreamTimeoutSeconds === undefined
        ? {}
        : { udpStreamTimeoutSeconds: conntrack.udpStreamTimeoutSeconds }),
    },
  };
}

/** Whether this machine itself holds a carrier-NAT address (RFC 6598); a NAT further out cannot be seen from here. */
export function cgnatMeasurement(network: NetworkSnapshot): Measurement {
  const held = network.interfaces
    .flatMap((entry) => entry.addresses)
    .find((address) => address.addressClass === "cgnat");
  const shared = { kind: "cgnat", method: "interface-addresses", target: "this computer", details: {} } as const;
  return held === undefined
    ? {
        ...shared,
        outcome: "unknown",
        reason: "a carrier NAT behind the home router cannot be seen from its addresses",
      }
    : { ...shared, outcome: "measured", value: true, details: { address: held.address } };
}

/** What this machine cannot measure at all did not fail: it is unknown, because. */
function failed(shared: Pick<Measurement, "kind" | "method" | "target">, error: Failure): Measurement {
  const outcome = error.code === "not-supported" ? "unknown" : "failed";
  return { ...shared, outcome, reason: error.message, details: { code: error.code } };
}
