import type { Endpoint } from "../../../main/model/ports/udp.ts";
import { practiceAddresses } from "../../../main/practice/addresses.ts";
import { type IpPacket, ipPacket, packetHeaderSizeBytes } from "../../../main/practice/packet.ts";

/** A UDP packet of that total size from the practice client to the gateway, or as `changes` say. */
export function clientPacket(
  changes: Partial<IpPacket> & { readonly toPort?: number; readonly fromPort?: number } = {},
): IpPacket {
  const { toPort = 4500, fromPort = 50_000, sizeBytes = 100, ...rest } = changes;
  return ipPacket({
    protocol: "udp",
    source: { address: practiceAddresses.client, port: fromPort },
    destination: { address: practiceAddresses.gateway, port: toPort },
    payload: new Uint8Array(sizeBytes - packetHeaderSizeBytes),
    dontFragment: false,
    ...rest,
  });
}

/** A packet from the gateway's port to an endpoint on the router's outside. */
export function gatewayPacket(to: Endpoint, fromPort = 4500, sizeBytes = 100): IpPacket {
  return ipPacket({
    protocol: "udp",
    source: { address: practiceAddresses.gateway, port: fromPort },
    destination: to,
    payload: new Uint8Array(sizeBytes - packetHeaderSizeBytes),
    dontFragment: false,
  });
}
