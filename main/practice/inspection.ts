import type { Endpoint } from "../model/ports/udp.ts";
import { parseIkeMessage } from "../probes/ike/message.ts";
import { fromUdpPayload, natTraversalPort, usualIkePort } from "../probes/ike/non-esp-marker.ts";
import type { PracticeConditions } from "./fault.ts";
import type { IpPacket } from "./packet.ts";

/** A box on the way that looks into UDP packets from the inside. */
export interface Inspection {
  readonly passes: (packet: IpPacket) => boolean;
}

/** RFC 7296 section 2. */
const ikePort = 500;
const maximumFlows = 4096;

/** An inspection that has seen nothing yet. It counts IKE messages, and remembers encrypted data, flow by flow. */
export function createInspection({
  ikeMessagesPerFlow,
  closesEspFlows,
}: Pick<PracticeConditions, "ikeMessagesPerFlow" | "closesEspFlows">): Inspection {
  const ikeMessages = new Map<string, number>();
  const closed = new Set<string>();

  const passesIke = (flow: string): boolean => {
    const seen = ikeMessages.get(flow) ?? 0;
    if (ikeMessages.size < maximumFlows || seen > 0) ikeMessages.set(flow, seen + 1);
    return seen < ikeMessagesPerFlow;
  };

  return {
    passes: (packet) => {
      const { source, destination, payload, protocol } = packet;
      if (protocol !== "udp" || (destination.port !== ikePort && destination.port !== natTraversalPort)) return true;
      const flow = flowKey(source, destination);
      const octets = fromUdpPayload(payload, usualIkePort(destination.port));
      if (closesEspFlows) {
        if (octets === null && payload.length > 1 && closed.size < maximumFlows) closed.add(flow);
        if (closed.has(flow)) return false;
      }
      return octets === null || !isIke(octets) || passesIke(flow);
    },
  };
}

/** What such a box knows as IKE: a whole message of one of the two versions that exist. */
function isIke(octets: Uint8Array): boolean {
  const message = parseIkeMessage(octets);
  return message.ok && (message.value.header.majorVersion === 1 || message.value.header.majorVersion === 2);
}

function flowKey(source: Endpoint, destination: Endpoint): string {
  return `${source.address}:${source.port} ${destination.address}:${destination.port}`;
}
