import { concatOctets } from "./octets.ts";

/** RFC 3948 section 2.2: on UDP 4500 four zero octets tell IKE from ESP, whose SPI is never zero. */
const nonEspMarker: Uint8Array = new Uint8Array(4);
/** RFC 7296 section 2.23: the port on which IKE carries the marker. */
export const natTraversalPort = 4500;

/** The UDP payload that carries an IKE message to or from `port`: with the marker on 4500, as it is elsewhere. */
export function toUdpPayload(message: Uint8Array, port: number): Uint8Array {
  return port === natTraversalPort ? concatOctets([nonEspMarker, message]) : message;
}

/** The IKE message in a UDP payload; null where it is none: ESP, a keepalive of one octet, or too short. */
export function fromUdpPayload(udpPayload: Uint8Array, port: number): Uint8Array | null {
  if (port !== natTraversalPort) return udpPayload;
  const marked =
    udpPayload.length > nonEspMarker.length && nonEspMarker.every((octet, index) => octet === udpPayload[index]);
  return marked ? udpPayload.subarray(nonEspMarker.length) : null;
}
