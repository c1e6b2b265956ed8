import { type DecodedIkeHeader, decodeIkeHeader, ikeHeaderSizeBytes } from "../probes/ike/header.ts";
import { natTraversalPort } from "../probes/ike/non-esp-marker.ts";
import { type IpPacket, ipProtocols } from "./ip.ts";
import { decodeL2tp, type L2tpMessage, l2tpPort } from "./l2tp.ts";
import { uint32At } from "./octets.ts";
import { decodeOpenvpn, type OpenvpnMessage, openvpnPort } from "./openvpn.ts";
import type { UdpDatagram } from "./udp.ts";
import { decodeWireguard, type WireguardMessage } from "./wireguard.ts";

/** IANA: isakmp. */
export const ikePort = 500;
/** Others use what looks like WireGuard's first bytes: names and their multicast form. */
const neverWireguard: ReadonlySet<number> = new Set([53, 5353]);
/** RFC 4303 section 2: SPI and sequence number. */
const espHeaderBytes = 8;
const markerBytes = 4;

export interface EspPacket {
  readonly kind: "esp";
  readonly spi: number;
  readonly sequence: number;
  /** With its header. */
  readonly sizeBytes: number;
  readonly inUdp: boolean;
}

export interface IkeDatagram {
  readonly kind: "ike";
  readonly header: DecodedIkeHeader;
  /** Without the non-ESP marker; less than the header says in a truncated packet. */
  readonly octets: Uint8Array;
  readonly sizeBytes: number;
}

/** What a packet says to a VPN. */
export type VpnMessage =
  | IkeDatagram
  | EspPacket
  | { readonly kind: "keepalive" }
  | { readonly kind: "l2tp"; readonly message: L2tpMessage; readonly octets: Uint8Array }
  | { readonly kind: "wireguard"; readonly message: WireguardMessage }
  | { readonly kind: "openvpn"; readonly message: OpenvpnMessage };

/** The VPN message in a UDP datagram; null when it belongs to something else. */
export function vpnMessageInUdp(datagram: UdpDatagram): VpnMessage | null {
  const { sourcePort, destinationPort, payload, payloadBytes } = datagram;
  const isAt = (port: number): boolean => sourcePort === port || destinationPort === port;
  if (isAt(natTraversalPort)) return onNatTraversalPort(payload, payloadBytes);
  if (isAt(ikePort)) return ikeIn(payload, payloadBytes);
  if (isAt(l2tpPort)) {
    const message = decodeL2tp(payload);
    return message === null ? null : { kind: "l2tp", message, octets: payload };
  }
  if (isAt(openvpnPort)) {
    const message = decodeOpenvpn(payload);
    if (message !== null) return { kind: "openvpn", message };
  }
  if (neverWireguard.has(sourcePort) || neverWireguard.has(destinationPort)) return null;
  const message = decodeWireguard(payload, payloadBytes);
  return message === null ? null : { kind: "wireguard", message };
}

/** The ESP packet in an IP packet of protocol 50; null when it is cut off or another protocol. */
export function espInIp({ protocol, payload, payloadBytes }: IpPacket): EspPacket | null {
  return protocol === ipProtocols.esp ? espIn(payload, payloadBytes, false) : null;
}

/** RFC 3948 section 2: one octet of ones is a keepalive, four of zeros stand before IKE, anything else is ESP. */
function onNatTraversalPort(payload: Uint8Array, payloadBytes: number): VpnMessage | null {
  if (payloadBytes === 1 && payload[0] === 0xff) return { kind: "keepalive" };
  if (payload.length < markerBytes) return null;
  if (uint32At(payload, 0) === 0) return ikeIn(payload.subarray(markerBytes), payloadBytes - markerBytes);
  return espIn(payload, payloadBytes, true);
}

function espIn(octets: Uint8Array, sizeBytes: number, inUdp: boolean): EspPacket | null {
  if (octets.length < espHeaderBytes) return null;
  return { kind: "esp", spi: uint32At(octets, 0), sequence: uint32At(octets, 4), sizeBytes, inUdp };
}

function ikeIn(octets: Uint8Array, sizeBytes: number): VpnMessage | null {
  const header = decodeIkeHeader(octets);
  if (!header.ok) return null;
  const { majorVersion, lengthBytes } = header.value;
  const isIke = (majorVersion === 1 || majorVersion === 2) && lengthBytes >= ikeHeaderSizeBytes;
  return isIke ? { kind: "ike", header: header.value, octets, sizeBytes } : null;
}
