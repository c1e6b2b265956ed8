import type { Outcome } from "../model/failure.ts";
import type { Measurement } from "../model/measurement.ts";
import type { NetworkInterface, NetworkSnapshot } from "../model/network.ts";
import type { RouteToHost } from "../model/ports/machine.ts";
import type { AddressFamily, UdpNetwork } from "../model/ports/udp.ts";
import { routeMeasurement } from "./measurements.ts";
import { type WayOut, wayOut } from "./outside-tunnel.ts";

export interface WayQuestion {
  readonly udp: UdpNetwork;
  readonly network: NetworkSnapshot | undefined;
  readonly route: Outcome<RouteToHost>;
  readonly address: string;
  readonly family: AddressFamily;
  /** A local address or the name of an interface that a person chose to send from. */
  readonly chosen: string | undefined;
}

export interface WayTaken {
  readonly measurement: Measurement;
  readonly way: WayOut;
  /** What probes bind to; undefined where they leave as everything does. */
  readonly bindAddress: string | undefined;
  /** Of the interface that they leave by. */
  readonly linkMtuBytes: number | undefined;
}

/** Discard (RFC 863): a socket has to be connected to some port, and nothing is sent. */
const anyPort = 9;

/**
 * Which way the probes take: as the routes lead, or, where these lead into a tunnel or a person chose, bound to another
 * interface. What the socket itself says goes to the details as `leavesFrom` and `leavesBy`; where the system does not bind
 * to an interface, `leavesBy` is missing. Nothing is sent.
 */
export async function findWay({ udp, network, route, address, family, chosen }: WayQuestion): Promise<WayTaken> {
  const way = wayOut(network, route.ok ? route.value : undefined, family);
  const bindAddress =
    chosen === undefined ? (way.kind === "tunnel" ? way.bindAddress : undefined) : addressOf(network, chosen, family);
  const bound = bindAddress === undefined ? {} : { bindAddress };
  const opened = await udp.open({
    remoteAddress: address,
    family,
    fragmentation: "system",
    connectToPort: anyPort,
    ...bound,
  });
  const from = opened.ok ? opened.value.local.address : undefined;
  const byRoute = bindAddress === undefined && route.ok ? route.value.interfaceName : undefined;
  const leavesBy = (opened.ok ? opened.value.interfaceName : undefined) ?? byRoute;
  if (opened.ok) opened.value.close();
  const [preferred] = (network?.defaultRoutes ?? []).filter((candidate) => candidate.family === family);
  const via = preferred?.gatewayAddress === undefined ? "" : ` via ${preferred.gatewayAddress}`;
  const taken = routeMeasurement(address, route, way);
  const details = {
    ...taken.details,
    ...(preferred === undefined ? {} : { defaultRoute: `${preferred.interfaceName}${via}` }),
    ...(bindAddress === undefined ? {} : { boundTo: bindAddress }),
    ...(from === undefined ? {} : { leavesFrom: from }),
    ...(leavesBy === undefined ? {} : { leavesBy }),
  };
  const asRouted = way.kind === "outside" && route.ok && byRoute !== undefined ? route.value.linkMtuBytes : undefined;
  return {
    measurement: { ...taken, details },
    way,
    bindAddress,
    linkMtuBytes: asRouted ?? interfaceNamed(network, bindAddress === undefined ? undefined : leavesBy)?.mtuBytes,
  };
}

/** An address as it is; an interface by its first address of that family that reaches farther than the link. */
function addressOf(network: NetworkSnapshot | undefined, chosen: string, family: AddressFamily): string {
  const held = interfaceNamed(network, chosen)?.addresses.find(
    (entry) => entry.family === family && entry.addressClass !== "link-local",
  );
  return held?.address ?? chosen;
}

function interfaceNamed(
  network: NetworkSnapshot | undefined,
  wanted: string | undefined,
): NetworkInterface | undefined {
  return network?.interfaces.find(({ name }) => name === wanted);
}
