import type { NetworkSnapshot } from "../model/network.ts";
import type { RouteToHost } from "../model/ports/machine.ts";
import type { AddressFamily } from "../model/ports/udp.ts";

/** Whether packets to the gateway would leave through a tunnel, and the address that keeps them outside of it. */
export type WayOut =
  | { readonly kind: "outside" }
  | { readonly kind: "tunnel"; readonly interfaceName: string; readonly bindAddress: string | undefined };

/**
 * A probe must not measure the tunnel that it is about. Where the route to the gateway leads into one, the address of the
 * interface that has the default route outside of it is taken instead.
 */
export function wayOut(
  network: NetworkSnapshot | undefined,
  route: RouteToHost | undefined,
  family: AddressFamily,
): WayOut {
  const interfaces = network?.interfaces ?? [];
  const used = interfaces.find(({ name }) => name === route?.interfaceName);
  if (used?.kind !== "tunnel") return { kind: "outside" };
  const outward = (network?.defaultRoutes ?? [])
    .filter((candidate) => candidate.family === family)
    .toSorted((left, right) => (left.metric ?? 0) - (right.metric ?? 0))
    .flatMap(({ interfaceName }) => interfaces.filter(({ name }) => name === interfaceName));
  const bindAddress = outward
    .filter(({ kind, up }) => up && kind !== "tunnel" && kind !== "loopback")
    .flatMap(({ addresses }) => addresses)
    .find((entry) => entry.family === family && entry.addressClass !== "link-local")?.address;
  return { kind: "tunnel", interfaceName: used.name, bindAddress };
}
