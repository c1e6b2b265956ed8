import { failure, type Outcome, success } from "../../model/failure.ts";
import { exchangeTypes, zeroSpi } from "./header.ts";
import { encodeIkeMessage, type IkeMessage } from "./message.ts";
import { ipsecDoi, notificationPayloadV1, protocolIke } from "./notify.ts";
import { concatOctets, readUint16, readUint32, readUint8, uint16Octets, uint32Octets } from "./octets.ts";
import { type IkePayload, payload, payloadTypes } from "./payloads.ts";
import { splitSubstructures, substructure } from "./proposal.ts";

/** RFC 2409 appendix A, attribute classes of phase 1. */
const attributeClasses = {
  encryption: 1,
  hash: 2,
  authentication: 3,
  group: 4,
  lifeType: 11,
  lifeDuration: 12,
  keyLength: 14,
} as const;
/** RFC 2409 appendix A. */
const lifeTypeSeconds = 1;
const shortAttribute = 0x8000;
/** RFC 2407 section 4.2.1. */
const situationIdentityOnly = 1;
/** RFC 2407 section 4.4.2. */
const transformKeyIke = 1;
const moreTransforms = 3;
const proposalHeaderSizeBytes = 8;
const transformHeaderSizeBytes = 8;

/** One phase 1 transform in the numbers of RFC 2409 appendix A. */
export interface MainModeTransform {
  readonly encryption: number;
  readonly hash: number;
  readonly authentication: number;
  readonly group: number;
  readonly keyLengthBits?: number;
  /** Up to 65535; some gateways take no proposal without one. */
  readonly lifeSeconds?: number;
}

export interface MainModeSaParts {
  readonly initiatorCookie: Uint8Array;
  /** Zero, or left out, in the first message of the initiator. */
  readonly responderCookie?: Uint8Array;
  /** All that are offered in a request; the chosen one in the response. */
  readonly transforms: readonly MainModeTransform[];
  readonly vendorIds?: readonly Uint8Array[];
}

/** The parts of the second exchange of Main Mode (RFC 2409 section 5.2) with NAT detection (RFC 3947 section 3.2). */
export interface MainModeKeyParts {
  readonly initiatorCookie: Uint8Array;
  readonly responderCookie: Uint8Array;
  readonly keyExchange: Uint8Array;
  readonly nonce: Uint8Array;
  /** The hash of the receiver's address and port first, then those of the sender's. */
  readonly natDetection: readonly Uint8Array[];
  /** 20, or 130 for a gateway that knows the drafts only. */
  readonly natDetectionType?: number;
}

/** The first message of Main Mode or its response: SA and vendor ids (RFC 2409 section 5), without the marker. */
export function buildMainModeSa(parts: MainModeSaParts): Uint8Array {
  const { initiatorCookie, responderCookie = zeroSpi, transforms, vendorIds = [] } = parts;
  return messageV1(initiatorCookie, responderCookie, exchangeTypes.mainMode, 0, [
    payload(payloadTypes.securityAssociationV1, encodeSaV1(transforms)),
    ...vendorIds.map((vendorId) => payload(payloadTypes.vendorIdV1, vendorId)),
  ]);
}

/** The third message of Main Mode or its response, the fourth: key exchange, nonce and NAT detection, no marker. */
export function buildMainModeKeyExchange(parts: MainModeKeyParts): Uint8Array {
  const { initiatorCookie, responderCookie, natDetectionType = payloadTypes.natDetectionV1 } = parts;
  return messageV1(initiatorCookie, responderCookie, exchangeTypes.mainMode, 0, [
    payload(payloadTypes.keyExchangeV1, parts.keyExchange),
    payload(payloadTypes.nonceV1, parts.nonce),
    ...parts.natDetection.map((hash) => payload(natDetectionType, hash)),
  ]);
}

/** What the fourth message (or the third) carries. */
export interface MainModeKeys {
  readonly keyExchange: Uint8Array;
  readonly nonce: Uint8Array;
  /** In the order of the message: the receiver first, then the sender's own addresses. */
  readonly natDetection: readonly Uint8Array[];
}

/** Takes key exchange, nonce and NAT detection hashes out of a message; null where the first two are not both there. */
export function readMainModeKeyExchange(message: IkeMessage): MainModeKeys | null {
  const bodyOf = (type: number) => message.payloads.find((candidate) => candidate.type === type)?.body;
  const keyExchange = bodyOf(payloadTypes.keyExchangeV1);
  const nonce = bodyOf(payloadTypes.nonceV1);
  if (keyExchange === undefined || nonce === undefined) return null;
  const isHash = ({ type }: IkePayload) =>
    type === payloadTypes.natDetectionV1 || type === payloadTypes.natDetectionV1Draft;
  return { keyExchange, nonce, natDetection: message.payloads.filter(isHash).map(({ body }) => body) };
}

/** The Vendor IDs of an IKEv1 message, in their order. */
export function readVendorIdsV1(message: IkeMessage): readonly Uint8Array[] {
  return message.payloads.filter(({ type }) => type === payloadTypes.vendorIdV1).map(({ body }) => body);
}

/** An unencrypted Informational with one notification (RFC 2409 section 5.7), for example NO-PROPOSAL-CHOSEN. */
export function buildInformationalV1(
  cookies: { readonly initiatorCookie: Uint8Array; readonly responderCookie: Uint8Array },
  messageId: number,
  notifyType: number,
): Uint8Array {
  const { initiatorCookie, responderCookie } = cookies;
  const spi = concatOctets([initiatorCookie, responderCookie]);
  return messageV1(initiatorCookie, responderCookie, exchangeTypes.informationalV1, messageId, [
    notificationPayloadV1(notifyType, spi),
  ]);
}

function messageV1(
  initiatorSpi: Uint8Array,
  responderSpi: Uint8Array,
  exchangeType: number,
  messageId: number,
  payloads: readonly IkePayload[],
): Uint8Array {
  const header = { initiatorSpi, responderSpi, majorVersion: 1, minorVersion: 0, exchangeType, flags: 0, messageId };
  return encodeIkeMessage({ header, payloads });
}

function encodeSaV1(transforms: readonly MainModeTransform[]): Uint8Array {
  const frames = transforms.map((transform, index) =>
    substructure(
      index < transforms.length - 1 ? moreTransforms : 0,
      concatOctets([Uint8Array.of(index + 1, transformKeyIke, 0, 0), encodeAttributes(transform)]),
    ),
  );
  const proposal = substructure(0, concatOctets([Uint8Array.of(1, protocolIke, 0, transforms.length), ...frames]));
  return concatOctets([uint32Octets(ipsecDoi), uint32Octets(situationIdentityOnly), proposal]);
}

function encodeAttributes(transform: MainModeTransform): Uint8Array {
  const { encryption, hash, authentication, group, keyLengthBits, lifeSeconds } = transform;
  const attributes: readonly (readonly [number, number | undefined])[] = [
    [attributeClasses.encryption, encryption],
    [attributeClasses.hash, hash],
    [attributeClasses.authentication, authentication],
    [attributeClasses.group, group],
    [attributeClasses.keyLength, keyLengthBits],
    [attributeClasses.lifeType, lifeSeconds === undefined ? undefined : lifeTypeSeconds],
    [attributeClasses.lifeDuration, lifeSeconds],
  ];
  return concatOctets(
    attributes.flatMap(([name, value]) =>
      value === undefined ? [] : [uint16Octets(shortAttribute | name), uint16Octets(value)],
    ),
  );
}

/**
 * The transforms of a Main Mode SA payload. `invalid-input` when the message carries no SA payload, or a broken one;
 * transforms without one of the four mandatory attributes are left out.
 */
export function readMainModeSa(message: IkeMessage): Outcome<readonly MainModeTransform[]> {
  const body = message.payloads.find(({ type }) => type === payloadTypes.securityAssociationV1)?.body;
  if (body === undefined || body.length < 8 || readUint32(body, 0) !== ipsecDoi) {
    return failure("invalid-input", "The message carries no SA payload of IPsec.");
  }
  const proposals = splitSubstructures(body.subarray(8), proposalHeaderSizeBytes);
  if (!proposals.ok) return proposals;
  const transforms: MainModeTransform[] = [];
  for (const proposal of proposals.value) {
    const transformsAt = proposalHeaderSizeBytes + readUint8(proposal, 6);
    const frames = splitSubstructures(proposal.subarray(transformsAt), transformHeaderSizeBytes);
    if (!frames.ok) return frames;
    transforms.push(...frames.value.flatMap((frame) => decodeTransform(frame.subarray(transformHeaderSizeBytes))));
  }
  return success(transforms);
}

function decodeTransform(octets: Uint8Array): readonly MainModeTransform[] {
  const values = decodeShortAttributes(octets);
  const encryption = values.get(attributeClasses.encryption);
  const hash = values.get(attributeClasses.hash);
  const authentication = values.get(attributeClasses.authentication);
  const group = values.get(attributeClasses.group);
  const keyLengthBits = values.get(attributeClasses.keyLength);
  if (encryption === undefined || hash === undefined || authentication === undefined || group === undefined) return [];
  const transform = { encryption, hash, authentication, group };
  return [keyLengthBits === undefined ? transform : { ...transform, keyLengthBits }];
}

/** Attributes in the long (TLV) form, such as a lifetime, are stepped over. */
function decodeShortAttributes(octets: Uint8Array): ReadonlyMap<number, number> {
  const values = new Map<number, number>();
  let offset = 0;
  while (offset + 4 <= octets.length) {
    const type = readUint16(octets, offset);
    const value = readUint16(octets, offset + 2);
    const short = (type & shortAttribute) !== 0;
    if (short) values.set(type & ~shortAttribute, value);
    offset += short ? 4 : 4 + value;
  }
  return values;
}
