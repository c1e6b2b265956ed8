import { createHash } from "node:crypto";
import type { RandomSource } from "../model/ports/random.ts";
import type { Endpoint } from "../model/ports/udp.ts";
import { exchangeTypes, headerFlags } from "../probes/ike/header.ts";
import { keyExchangeGroups, publicKeyExchangeData } from "../probes/ike/key-exchange.ts";
import {
  buildInformationalV1,
  buildMainModeKeyExchange,
  buildMainModeSa,
  type MainModeTransform,
  readMainModeKeyExchange,
  readMainModeSa,
} from "../probes/ike/main-mode.ts";
import type { IkeMessage } from "../probes/ike/message.ts";
import { hashOfMainMode, natDetectionHash } from "../probes/ike/nat-detection.ts";
import { notifyPayload, notifyTypes, notifyTypesV1 } from "../probes/ike/notify.ts";
import { equalOctets, uint16Octets } from "../probes/ike/octets.ts";
import { payloadTypes } from "../probes/ike/payloads.ts";
import { ikeProposal, type Proposal, transformIds, transformTypes } from "../probes/ike/proposal.ts";
import { buildSaInit, buildSaInitNotify, readSaInit } from "../probes/ike/sa-init.ts";
import { randomSpi } from "../probes/ike/baits.ts";
import { randomInteger } from "./chance.ts";
import { blockThreshold, cookieThreshold, type HalfOpenTable } from "./half-open.ts";

/** One message and the two ends that it travelled between, as the gateway sees them. */
export interface IkeArrival {
  readonly message: IkeMessage;
  readonly peer: Endpoint;
  readonly local: Endpoint;
  readonly nowMs: number;
}

const { encryption, prf, integrity } = transformIds;

/** What the gateway accepts, best first. */
const accepted: Readonly<Record<keyof typeof transformTypes, readonly number[]>> = {
  encryption: [encryption.aesGcm16, encryption.aesCbc],
  prf: [prf.hmacSha256, prf.hmacSha1],
  integrity: [integrity.hmacSha256, integrity.hmacSha1],
  keyExchange: [keyExchangeGroups.ecp256, keyExchangeGroups.curve25519, keyExchangeGroups.modp2048],
};

/** RFC 2409 appendix A and RFC 3602, RFC 3526: AES-CBC or 3DES, SHA-1 or SHA-256, 1024 or 2048 bits. */
const acceptedV1 = { encryption: [5, 7], hash: [2, 4], authentication: [1], group: [2, 14] } as const;

/** RFC 3947 section 3.1. */
const natTraversalVendorId = Uint8Array.from(createHash("md5").update("RFC 3947").digest());
const nonceSizeBytes = 32;
/** RFC 7296 section 3.2: payload types 33 to 48; RFC 7383 adds 53. */
const isKnownPayload = (type: number) => (type >= 33 && type <= 48) || type === payloadTypes.encryptedFragment;

/**
 * The answer of the gateway to the first message of an IKE SA, of version 1 or 2, without the non-ESP marker; null where a
 * gateway says nothing. New half-open SAs are noted in `halfOpen`.
 */
export function answerInitialMessage(
  arrival: IkeArrival,
  halfOpen: HalfOpenTable,
  random: RandomSource,
): Uint8Array | null {
  const { header } = arrival.message;
  if (header.majorVersion === 1 && header.responderSpi.some((octet) => octet !== 0)) {
    return answerMainModeKeys(arrival, halfOpen, random);
  }
  if (header.responderSpi.some((octet) => octet !== 0) || header.initiatorSpi.every((octet) => octet === 0))
    return null;
  if (header.majorVersion > 2) return buildSaInitNotify(header, notifyTypes.INVALID_MAJOR_VERSION);
  const known = halfOpen.find(spiKey(header.initiatorSpi), arrival.nowMs);
  if (known !== undefined) return known.response;
  const waiting = halfOpen.countFrom(arrival.peer.address, arrival.nowMs);
  if (waiting >= blockThreshold) return null;
  if (header.majorVersion === 1 && header.exchangeType === exchangeTypes.mainMode) {
    return answerMainMode(arrival, halfOpen, random);
  }
  const isRequest = (header.flags & headerFlags.initiator) !== 0 && (header.flags & headerFlags.response) === 0;
  if (header.majorVersion === 2 && header.exchangeType === exchangeTypes.ikeSaInit && isRequest) {
    return answerSaInit(arrival, halfOpen, waiting >= cookieThreshold, random);
  }
  return null;
}

/** The key under which a gateway knows an IKE SA: the initiator's SPI in hexadecimal. */
export function spiKey(spi: Uint8Array): string {
  return Array.from(spi, (octet) => octet.toString(16).padStart(2, "0")).join("");
}

function answerSaInit(
  { message, peer, local, nowMs }: IkeArrival,
  halfOpen: HalfOpenTable,
  cookieWanted: boolean,
  random: RandomSource,
): Uint8Array {
  const { initiatorSpi } = message.header;
  const refuse = (type: number, data?: Uint8Array) => buildSaInitNotify(message.header, type, data);
  const content = readSaInit(message);
  if (cookieWanted) {
    const cookie = cookieFor(peer.address, initiatorSpi);
    const shown = content.notifies.find(({ type }) => type === notifyTypes.COOKIE)?.data;
    if (shown === undefined || !equalOctets(shown, cookie)) return refuse(notifyTypes.COOKIE, cookie);
  }
  const unknownCritical = message.payloads.find(({ type, critical }) => critical && !isKnownPayload(type));
  if (unknownCritical !== undefined) {
    return refuse(notifyTypes.UNSUPPORTED_CRITICAL_PAYLOAD, Uint8Array.of(unknownCritical.type));
  }
  const { proposals, keyExchange, nonce } = content;
  if (proposals === undefined || keyExchange === undefined || nonce === undefined) {
    return refuse(notifyTypes.INVALID_SYNTAX);
  }
  const chosen = chooseProposal(proposals, keyExchange.group);
  if (chosen === null) return refuse(notifyTypes.NO_PROPOSAL_CHOSEN);
  if (chosen.group !== keyExchange.group) return refuse(notifyTypes.INVALID_KE_PAYLOAD, uint16Octets(chosen.group));

  const responderSpi = randomSpi(random);
  const response = buildSaInit({
    role: "response",
    initiatorSpi,
    responderSpi,
    proposals: [chosen.proposal],
    keyExchange: { group: chosen.group, data: publicKeyExchangeData(chosen.group, random) ?? new Uint8Array() },
    nonce: random.bytes(nonceSizeBytes),
    natDetection: {
      source: natDetectionHash(initiatorSpi, responderSpi, local),
      destination: natDetectionHash(initiatorSpi, responderSpi, peer),
    },
    extra: [notifyPayload(notifyTypes.CHILDLESS_IKEV2_SUPPORTED), notifyPayload(notifyTypes.MULTIPLE_AUTH_SUPPORTED)],
  });
  halfOpen.open(spiKey(initiatorSpi), { peerAddress: peer.address, response, openedAtMs: nowMs });
  return response;
}

/** RFC 7296 section 2.6 leaves the making of cookies to the responder; this one protects nothing but a simulation. */
function cookieFor(address: string, initiatorSpi: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash("sha1").update(address).update(initiatorSpi).digest());
}

/**
 * One transform of each type out of the first proposal that has an acceptable one of each. The group of the key exchange
 * that came along is preferred, so that a second round trip is needed only where there is no way around it.
 */
function chooseProposal(
  proposals: readonly Proposal[],
  offeredGroup: number,
): { readonly proposal: Proposal; readonly group: number } | null {
  for (const { number, transforms } of proposals) {
    const pick = (kind: keyof typeof transformTypes, preferred?: number) => {
      const candidates = transforms.filter(
        ({ type, id }) => type === transformTypes[kind] && accepted[kind].includes(id),
      );
      const rank = ({ id }: { readonly id: number }) => (id === preferred ? -1 : accepted[kind].indexOf(id));
      return [...candidates].sort((left, right) => rank(left) - rank(right))[0];
    };
    const cipher = pick("encryption");
    const hash = pick("prf");
    // RFC 5282 section 8: a cipher that checks integrity by itself goes without an integrity transform.
    const check = cipher?.id === encryption.aesGcm16 ? undefined : pick("integrity");
    const exchange = pick("keyExchange", offeredGroup);
    const complete = check !== undefined || cipher?.id === encryption.aesGcm16;
    if (cipher === undefined || hash === undefined || exchange === undefined || !complete) continue;
    const chosen = [cipher, hash, ...(check === undefined ? [] : [check]), exchange];
    return { proposal: ikeProposal(number, chosen), group: exchange.id };
  }
  return null;
}

function answerMainMode(
  { message, peer, nowMs }: IkeArrival,
  halfOpen: HalfOpenTable,
  random: RandomSource,
): Uint8Array | null {
  const initiatorCookie = message.header.initiatorSpi;
  const offered = readMainModeSa(message);
  if (!offered.ok) return null;
  const transform = offered.value.find(isAcceptableV1);
  const responderCookie = randomSpi(random);
  if (transform === undefined) {
    const messageId = randomInteger(random, 1, 0xffff_ffff);
    return buildInformationalV1({ initiatorCookie, responderCookie }, messageId, notifyTypesV1["NO-PROPOSAL-CHOSEN"]);
  }
  const response = buildMainModeSa({
    initiatorCookie,
    responderCookie,
    transforms: [transform],
    vendorIds: [natTraversalVendorId],
  });
  const { hash, group } = transform;
  const mainMode = { responderCookie, hash, group };
  halfOpen.open(spiKey(initiatorCookie), { peerAddress: peer.address, response, openedAtMs: nowMs, mainMode });
  return response;
}

/** The fourth message of Main Mode: a key, a nonce, and the hashes of the peer and of the gateway (RFC 3947 section 3.2). */
function answerMainModeKeys(
  { message, peer, local, nowMs }: IkeArrival,
  halfOpen: HalfOpenTable,
  random: RandomSource,
): Uint8Array | null {
  const { initiatorSpi: initiatorCookie, responderSpi: responderCookie } = message.header;
  const known = halfOpen.find(spiKey(initiatorCookie), nowMs);
  const mainMode = known?.mainMode;
  if (known === undefined || mainMode === undefined) return null;
  if (!equalOctets(mainMode.responderCookie, responderCookie)) return null;
  if (mainMode.keyResponse !== undefined) return mainMode.keyResponse;
  const algorithm = hashOfMainMode(mainMode.hash);
  const keys = readMainModeKeyExchange(message);
  const keyExchange = publicKeyExchangeData(mainMode.group, random);
  if (keys === null || keyExchange === null || algorithm === null) return null;
  const hash = (endpoint: Endpoint) => natDetectionHash(initiatorCookie, responderCookie, endpoint, algorithm);
  const keyResponse = buildMainModeKeyExchange({
    initiatorCookie,
    responderCookie,
    keyExchange,
    nonce: random.bytes(nonceSizeBytes),
    natDetection: [hash(peer), hash(local)],
  });
  halfOpen.open(spiKey(initiatorCookie), { ...known, mainMode: { ...mainMode, keyResponse } });
  return keyResponse;
}

function isAcceptableV1({ encryption: cipher, hash, authentication, group }: MainModeTransform): boolean {
  const has = (values: readonly number[], value: number) => values.includes(value);
  return (
    has(acceptedV1.encryption, cipher) &&
    has(acceptedV1.hash, hash) &&
    has(acceptedV1.authentication, authentication) &&
    has(acceptedV1.group, group)
  );
}
