import type { AddressFamily } from "../model/ports/udp.ts";
import { udpOverheadBytes } from "./overhead.ts";

export type EspSuite = "aes-cbc-sha1" | "aes-cbc-sha256" | "aes-gcm";

/** A tunnel, as far as it decides how many bytes it adds. ESP always inside UDP 4500, as behind any NAT. */
export type Tunnel =
  { readonly kind: "l2tp-ipsec" | "ikev2"; readonly suite: EspSuite } | { readonly kind: "wireguard" | "openvpn" };

export interface TunnelMtu {
  /** The largest IP packet that fits into the tunnel. */
  readonly mtuBytes: number;
  /** The largest TCP segment over IPv4 without options that fits into it. */
  readonly mssBytes: number;
}

interface EspShape {
  readonly ivBytes: number;
  readonly blockBytes: number;
  readonly icvBytes: number;
}

/** RFC 3602 and RFC 2404, RFC 3602 and RFC 4868, RFC 4106. */
const espShapes: Readonly<Record<EspSuite, EspShape>> = {
  "aes-cbc-sha1": { ivBytes: 16, blockBytes: 16, icvBytes: 12 },
  "aes-cbc-sha256": { ivBytes: 16, blockBytes: 16, icvBytes: 16 },
  "aes-gcm": { ivBytes: 8, blockBytes: 4, icvBytes: 16 },
};
/** RFC 4303 section 2: SPI and sequence number in front; pad length and next header inside the encrypted part. */
const espHeaderBytes = 8;
const espTrailerBytes = 2;
/** UDP 1701, L2TP data header with the Length field and without sequence numbers (RFC 2661 section 3.1), PPP uncompressed. */
const l2tpBytes = 8 + 8 + 4;
/** Data message header and authentication tag. */
const wireguardBytes = 16 + 16;
/** DATA_V2 opcode and peer id, packet id, AES-GCM tag. */
const openvpnBytes = 4 + 4 + 16;
/** IPv4 and TCP, both without options. */
const tcpOverIpv4Bytes = 40;

/** What is left for the data in a tunnel over a path of `pathMtuBytes`, whose outer packets are of that family. */
export function tunnelMtu(tunnel: Tunnel, family: AddressFamily, pathMtuBytes: number): TunnelMtu {
  const mtuBytes = largestInside(tunnel, pathMtuBytes - udpOverheadBytes[family]);
  return { mtuBytes, mssBytes: mtuBytes - tcpOverIpv4Bytes };
}

/** The size of the outer packet that carries an inner packet of `innerBytes`. */
export function outerPacketBytes(tunnel: Tunnel, family: AddressFamily, innerBytes: number): number {
  return udpOverheadBytes[family] + sizeOutside(tunnel, innerBytes);
}

function largestInside(tunnel: Tunnel, udpPayloadBytes: number): number {
  switch (tunnel.kind) {
    case "ikev2":
      return largestEspPayload(tunnel.suite, udpPayloadBytes);
    case "l2tp-ipsec":
      return largestEspPayload(tunnel.suite, udpPayloadBytes) - l2tpBytes;
    case "wireguard":
      return udpPayloadBytes - wireguardBytes;
    case "openvpn":
      return udpPayloadBytes - openvpnBytes;
  }
}

function sizeOutside(tunnel: Tunnel, innerBytes: number): number {
  switch (tunnel.kind) {
    case "ikev2":
      return espBytes(tunnel.suite, innerBytes);
    case "l2tp-ipsec":
      return espBytes(tunnel.suite, innerBytes + l2tpBytes);
    case "wireguard":
      return innerBytes + wireguardBytes;
    case "openvpn":
      return innerBytes + openvpnBytes;
  }
}

function largestEspPayload(suite: EspSuite, espPacketBytes: number): number {
  const { ivBytes, blockBytes, icvBytes } = espShapes[suite];
  const encryptedBytes = espPacketBytes - espHeaderBytes - ivBytes - icvBytes;
  return Math.floor(encryptedBytes / blockBytes) * blockBytes - espTrailerBytes;
}

function espBytes(suite: EspSuite, payloadBytes: number): number {
  const { ivBytes, blockBytes, icvBytes } = espShapes[suite];
  const encryptedBytes = Math.ceil((payloadBytes + espTrailerBytes) / blockBytes) * blockBytes;
  return espHeaderBytes + ivBytes + encryptedBytes + icvBytes;
}
