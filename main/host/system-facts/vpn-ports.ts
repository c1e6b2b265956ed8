/** IKE, IPsec NAT traversal and L2TP. */
const vpnPorts: ReadonlySet<number> = new Set([500, 4500, 1701]);

/** No machine has more programs on three ports. */
export const listenersShownAtMost = 20;

export function isVpnPort(port: number): boolean {
  return vpnPorts.has(port);
}
