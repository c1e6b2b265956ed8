import ipaddr from "ipaddr.js";
import type { Endpoint } from "../../model/ports/udp.ts";
import { concatOctets, readUint16, readUint32, readUint8, uint16Octets, uint32Octets } from "../ike/octets.ts";
import type { StunAttribute } from "./message.ts";

/** RFC 8489 section 18.3 and RFC 5780 section 9.1; types from 0x8000 on may be ignored by who does not know them. */
export const stunAttributeTypes = {
  mappedAddress: 0x0001,
  changeRequest: 0x0003,
  errorCode: 0x0009,
  unknownAttributes: 0x000a,
  nonce: 0x0015,
  xorMappedAddress: 0x0020,
  padding: 0x0026,
  responsePort: 0x0027,
  software: 0x8022,
  fingerprint: 0x8028,
  responseOrigin: 0x802b,
  otherAddress: 0x802c,
} as const;

/** RFC 8489 section 14.1. */
const families = { ipv4: 0x01, ipv6: 0x02 } as const;
const magicCookieOctets = Uint8Array.of(0x21, 0x12, 0xa4, 0x42);
/** RFC 5780 section 7.2: "change IP" and "change port". */
const changeAddressBit = 0x4;
const changePortBit = 0x2;
/** RFC 8489 section 14.14: at most 127 characters, or 763 octets. */
const maximumTextSizeBytes = 763;

/** The first attribute of that type; later ones must be ignored (RFC 8489 section 14). */
export function findAttribute(attributes: readonly StunAttribute[], type: number): Uint8Array | undefined {
  return attributes.find((attribute) => attribute.type === type)?.value;
}

/** MAPPED-ADDRESS, RESPONSE-ORIGIN or OTHER-ADDRESS. Throws a RangeError when the address is none. */
export function encodeAddress({ address, port }: Endpoint): Uint8Array {
  if (!ipaddr.isValid(address)) throw new RangeError(`Not an IP address: ${address}`);
  const parsed = ipaddr.process(address);
  return concatOctets([
    Uint8Array.of(0, families[parsed.kind()]),
    uint16Octets(port),
    Uint8Array.from(parsed.toByteArray()),
  ]);
}

/** Null where the family is unknown or the length does not fit it. */
export function decodeAddress(value: Uint8Array): Endpoint | null {
  if (value.length < 4) return null;
  const octets = value.subarray(4);
  const expected = { [families.ipv4]: 4, [families.ipv6]: 16 }[readUint8(value, 1)];
  if (octets.length !== expected) return null;
  return { address: ipaddr.fromByteArray([...octets]).toString(), port: readUint16(value, 2) };
}

/** XOR-MAPPED-ADDRESS (RFC 8489 section 14.2): port and address are mixed with the cookie and the transaction id. */
export function encodeXorAddress(endpoint: Endpoint, transactionId: Uint8Array): Uint8Array {
  return mixAddress(encodeAddress(endpoint), transactionId);
}

/** Null where the family is unknown or the length does not fit it. */
export function decodeXorAddress(value: Uint8Array, transactionId: Uint8Array): Endpoint | null {
  return value.length < 4 ? null : decodeAddress(mixAddress(value, transactionId));
}

function mixAddress(value: Uint8Array, transactionId: Uint8Array): Uint8Array {
  const mask = concatOctets([magicCookieOctets, transactionId]);
  return value.map((octet, index) => {
    if (index < 2) return octet;
    return octet ^ (mask[index < 4 ? index - 2 : index - 4] ?? 0);
  });
}

export interface StunError {
  /** 300 to 699. */
  readonly code: number;
  readonly reason: string;
}

/** ERROR-CODE (RFC 8489 section 14.8). */
export function encodeErrorCode({ code, reason }: StunError): Uint8Array {
  const text = new TextEncoder().encode(reason);
  return concatOctets([Uint8Array.of(0, 0, Math.floor(code / 100), code % 100), text]);
}

/** Null where the code is outside 300 to 699 or the reason is too long; a reason that is no UTF-8 is repaired. */
export function decodeErrorCode(value: Uint8Array): StunError | null {
  if (value.length < 4 || value.length > 4 + maximumTextSizeBytes) return null;
  const hundreds = readUint8(value, 2) & 0x7;
  const number = readUint8(value, 3);
  if (hundreds < 3 || hundreds > 6 || number > 99) return null;
  return { code: hundreds * 100 + number, reason: new TextDecoder().decode(value.subarray(4)) };
}

export interface ChangeRequest {
  readonly address: boolean;
  readonly port: boolean;
}

/** CHANGE-REQUEST (RFC 5780 section 7.2): where the answer shall come from. */
export function encodeChangeRequest({ address, port }: ChangeRequest): Uint8Array {
  return uint32Octets((address ? changeAddressBit : 0) | (port ? changePortBit : 0));
}

/** Null where the length is wrong. */
export function decodeChangeRequest(value: Uint8Array): ChangeRequest | null {
  if (value.length !== 4) return null;
  const flags = readUint32(value, 0);
  return { address: (flags & changeAddressBit) !== 0, port: (flags & changePortBit) !== 0 };
}

/** RESPONSE-PORT (RFC 5780 section 7.5): two octets, and no more; some servers ignore the four that others send. */
export function encodeResponsePort(port: number): Uint8Array {
  return uint16Octets(port);
}

/** Null where the length is neither 2 nor 4, or the port is 0. */
export function decodeResponsePort(value: Uint8Array): number | null {
  if (value.length !== 2 && value.length !== 4) return null;
  const port = readUint16(value, 0);
  return port === 0 ? null : port;
}

/** UNKNOWN-ATTRIBUTES (RFC 8489 section 14.9). */
export function encodeUnknownAttributes(types: readonly number[]): Uint8Array {
  return concatOctets(types.map(uint16Octets));
}

/** SOFTWARE (RFC 8489 section 14.14), cut to the longest that a receiver must take. */
export function encodeSoftware(name: string): Uint8Array {
  return new TextEncoder().encode(name).subarray(0, maximumTextSizeBytes);
}
