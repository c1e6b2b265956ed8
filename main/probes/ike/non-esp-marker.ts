import { concatOctets } from "./octets.ts";

/** RFC 3948 section 2.2: four zero octets tell IKE from ESP, whose SPI is never zero, where both go over one UDP port. */
const nonEspMarker: Uint8Array = new Uint8Array(4);
/** RFC 7296 section 2.23: the port of NAT traversal where nobody says otherwise. */
export const natTraversalPort = 4500;

/** A UDP port of a gateway, and what IKE looks like there. */
export interface IkePort {
  readonly number: number;
  /** Whether IKE carries the marker there. */
  readonly marked: boolean;
}

/** The ports of a gateway, as far as they decide about the marker. */
interface MarkedPorts {
  readonly ike?: number;
  readonly natTraversal: number;
  /** Whether IKE carries the marker on `ike` too; absent: it does not. */
  readonly ikeMarked?: boolean;
}

/** A port of a gateway that has IKE on the usual ports. */
export function usualIkePort(number: number): IkePort {
  return ikePortOf({ natTraversal: natTraversalPort }, number);
}

/** A port of a gateway, by the part that it plays there: on the port of NAT traversal IKE is marked, whatever its number. */
export function ikePortOf({ ike, natTraversal, ikeMarked = false }: MarkedPorts, number: number): IkePort {
  return { number, marked: number === natTraversal || (ikeMarked && number === ike) };
}

/** The UDP payload that carries an IKE message to or from `port`. */
export function toUdpPayload(message: Uint8Array, { marked }: Pick<IkePort, "marked">): Uint8Array {
  return marked ? concatOctets([nonEspMarker, message]) : message;
}

/** The IKE message in a UDP payload; null where it is none: ESP, a keepalive of one octet, or too short. */
export function fromUdpPayload(udpPayload: Uint8Array, { marked }: Pick<IkePort, "marked">): Uint8Array | null {
  if (!marked) return udpPayload;
  const isIke =
    udpPayload.length > nonEspMarker.length && nonEspMarker.every((octet, index) => octet === udpPayload[index]);
  return isIke ? udpPayload.subarray(nonEspMarker.length) : null;
}
