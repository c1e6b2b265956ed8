import { failure, type Outcome, success } from "../../model/failure.ts";
import { concatOctets, readUint16, readUint32, readUint8, uint16Octets, uint32Octets } from "./octets.ts";
import { type IkePayload, payload, payloadTypes } from "./payloads.ts";

/** RFC 7296 section 3.10.1, RFC 4739 and RFC 6023 (the last two only to show their names). */
export const notifyTypes = {
  UNSUPPORTED_CRITICAL_PAYLOAD: 1,
  INVALID_IKE_SPI: 4,
  INVALID_MAJOR_VERSION: 5,
  INVALID_SYNTAX: 7,
  INVALID_MESSAGE_ID: 9,
  INVALID_SPI: 11,
  NO_PROPOSAL_CHOSEN: 14,
  INVALID_KE_PAYLOAD: 17,
  AUTHENTICATION_FAILED: 24,
  SINGLE_PAIR_REQUIRED: 34,
  NO_ADDITIONAL_SAS: 35,
  INTERNAL_ADDRESS_FAILURE: 36,
  FAILED_CP_REQUIRED: 37,
  TS_UNACCEPTABLE: 38,
  INVALID_SELECTORS: 39,
  TEMPORARY_FAILURE: 43,
  CHILD_SA_NOT_FOUND: 44,
  NAT_DETECTION_SOURCE_IP: 16388,
  NAT_DETECTION_DESTINATION_IP: 16389,
  COOKIE: 16390,
  MULTIPLE_AUTH_SUPPORTED: 16404,
  CHILDLESS_IKEV2_SUPPORTED: 16418,
} as const;

/** RFC 2408 section 3.14.1: only what a gateway sends before any key is known. */
export const notifyTypesV1 = {
  "INVALID-COOKIE": 4,
  "INVALID-MAJOR-VERSION": 5,
  "INVALID-EXCHANGE-TYPE": 7,
  "INVALID-PAYLOAD-TYPE": 1,
  "NO-PROPOSAL-CHOSEN": 14,
  "BAD-PROPOSAL-SYNTAX": 15,
  "PAYLOAD-MALFORMED": 16,
} as const;

/** RFC 2407 section 4.2: the only domain of interpretation there is. */
export const ipsecDoi = 1;
/** RFC 2407 section 4.4.1 and RFC 7296 section 3.3.1. */
export const protocolIke = 1;

export interface Notify {
  /** 0 where the notify is about no SA. */
  readonly protocolId: number;
  readonly spi: Uint8Array;
  readonly type: number;
  readonly data: Uint8Array;
}

/** An IKEv2 Notify payload (RFC 7296 section 3.10) that is about no SA. */
export function notifyPayload(type: number, data: Uint8Array = new Uint8Array()): IkePayload {
  return payload(payloadTypes.notify, concatOctets([Uint8Array.of(0, 0), uint16Octets(type), data]));
}

/** An IKEv1 Notification payload (RFC 2408 section 3.14) about the ISAKMP SA. */
export function notificationPayloadV1(type: number, spi: Uint8Array = new Uint8Array()): IkePayload {
  const head = [uint32Octets(ipsecDoi), Uint8Array.of(protocolIke, spi.length), uint16Octets(type)];
  return payload(payloadTypes.notificationV1, concatOctets([...head, spi]));
}

/** Reads the body of an IKEv2 Notify payload. */
export function decodeNotify(body: Uint8Array): Outcome<Notify> {
  return decodeNotifyAt(body, 0);
}

/** Reads the body of an IKEv1 Notification payload. */
export function decodeNotificationV1(body: Uint8Array): Outcome<Notify> {
  if (body.length >= 4 && readUint32(body, 0) !== ipsecDoi) {
    return failure("invalid-input", "The notification belongs to an unknown domain of interpretation.");
  }
  return decodeNotifyAt(body, 4);
}

function decodeNotifyAt(body: Uint8Array, start: number): Outcome<Notify> {
  const headEnd = start + 4;
  if (body.length < headEnd) return failure("invalid-input", "A notify payload is cut off.");
  const spiEnd = headEnd + readUint8(body, start + 1);
  if (body.length < spiEnd) return failure("invalid-input", "The SPI of a notify payload is cut off.");
  return success({
    protocolId: readUint8(body, start),
    spi: body.slice(headEnd, spiEnd),
    type: readUint16(body, start + 2),
    data: body.slice(spiEnd),
  });
}

/** The name of a notify type of that major version, or its number where it has none here. */
export function notifyName(type: number, majorVersion: number): string {
  const names: Readonly<Record<string, number>> = majorVersion === 1 ? notifyTypesV1 : notifyTypes;
  return Object.entries(names).find(([, value]) => value === type)?.[0] ?? `notify ${type}`;
}
