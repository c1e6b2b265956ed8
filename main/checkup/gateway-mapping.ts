import type { Measurement } from "../model/measurement.ts";
import type { GatewayTarget } from "../probes/context.ts";

/**
 * Two ports of the gateway that see one local port under two external ports prove a mapping for every destination port
 * (RFC 4787 section 4.1), whatever a STUN server found between its two addresses. Equal ports prove nothing more.
 *
 * @param externalPorts the external port by the gateway's port
 */
export function withGatewayMapping(
  measurements: readonly Measurement[],
  externalPorts: ReadonlyMap<number, number>,
  { address }: GatewayTarget,
): readonly Measurement[] {
  const ports = [...externalPorts];
  if (ports.length < 2) return measurements;
  const gatewayPortsAgree = new Set(externalPorts.values()).size === 1;
  const details = {
    ...Object.fromEntries(ports.map(([port, external]) => [`externalPortAt${port}`, external])),
    gatewayPortsAgree,
  };
  return measurements.map((measurement) => {
    if (measurement.kind !== "nat-mapping") return measurement;
    if (gatewayPortsAgree) return { ...measurement, details: { ...measurement.details, ...details } };
    const all = { ...measurement.details, ...details };
    const shared = { kind: "nat-mapping", method: "ike-nat-detection", target: address, details: all } as const;
    return { ...shared, outcome: "measured", value: "address-and-port-dependent" };
  });
}
