import { exchangeTypes, headerFlags } from "./header.ts";
import { encodeIkeMessage, type IkeMessage } from "./message.ts";
import { decodeNotify, type Notify, notifyPayload, notifyTypes } from "./notify.ts";
import { concatOctets, readUint16, uint16Octets } from "./octets.ts";
import { type IkePayload, payload, payloadTypes } from "./payloads.ts";
import { decodeProposals, encodeProposals, type Proposal } from "./proposal.ts";

interface KeyExchange {
  readonly group: number;
  readonly data: Uint8Array;
}

/** The parts of an IKE_SA_INIT message, request or response (RFC 7296 section 1.2). */
export interface SaInitParts {
  readonly role: "request" | "response";
  readonly initiatorSpi: Uint8Array;
  readonly responderSpi: Uint8Array;
  /** RFC 7296 section 2.6: the cookie that the responder asked for; it goes first. */
  readonly cookie?: Uint8Array;
  readonly proposals: readonly Proposal[];
  readonly keyExchange: KeyExchange;
  readonly nonce: Uint8Array;
  /** Data of NAT_DETECTION_SOURCE_IP and NAT_DETECTION_DESTINATION_IP, each 20 octets. */
  readonly natDetection?: { readonly source: Uint8Array; readonly destination: Uint8Array };
  /** Further payloads, at the end. */
  readonly extra?: readonly IkePayload[];
}

/** The octets of an IKE_SA_INIT request or response, without the non-ESP marker. */
export function buildSaInit(parts: SaInitParts): Uint8Array {
  const { cookie, keyExchange, natDetection } = parts;
  return saInitMessage(parts, [
    ...(cookie === undefined ? [] : [notifyPayload(notifyTypes.COOKIE, cookie)]),
    payload(payloadTypes.securityAssociation, encodeProposals(parts.proposals)),
    payload(
      payloadTypes.keyExchange,
      concatOctets([uint16Octets(keyExchange.group), uint16Octets(0), keyExchange.data]),
    ),
    payload(payloadTypes.nonce, parts.nonce),
    ...(natDetection === undefined
      ? []
      : [
          notifyPayload(notifyTypes.NAT_DETECTION_SOURCE_IP, natDetection.source),
          notifyPayload(notifyTypes.NAT_DETECTION_DESTINATION_IP, natDetection.destination),
        ]),
    ...(parts.extra ?? []),
  ]);
}

/**
 * The octets of an IKE_SA_INIT response that carries one notify only: COOKIE, INVALID_KE_PAYLOAD, NO_PROPOSAL_CHOSEN or
 * INVALID_MAJOR_VERSION. The responder SPI stays zero, because no SA was made (RFC 7296 section 2.6).
 */
export function buildSaInitNotify(
  spis: Pick<SaInitParts, "initiatorSpi" | "responderSpi">,
  type: number,
  data?: Uint8Array,
): Uint8Array {
  return saInitMessage({ ...spis, role: "response" }, [notifyPayload(type, data)]);
}

function saInitMessage(
  parts: Pick<SaInitParts, "role" | "initiatorSpi" | "responderSpi">,
  payloads: readonly IkePayload[],
): Uint8Array {
  return encodeIkeMessage({
    header: {
      initiatorSpi: parts.initiatorSpi,
      responderSpi: parts.responderSpi,
      majorVersion: 2,
      minorVersion: 0,
      exchangeType: exchangeTypes.ikeSaInit,
      flags: parts.role === "request" ? headerFlags.initiator : headerFlags.response,
      messageId: 0,
    },
    payloads,
  });
}

/** What was found in an IKE_SA_INIT message; parts that are missing or malformed are absent. */
export interface SaInitContent {
  readonly proposals?: readonly Proposal[];
  readonly keyExchange?: KeyExchange;
  readonly nonce?: Uint8Array;
  readonly notifies: readonly Notify[];
  readonly vendorIds: readonly Uint8Array[];
}

/** Takes the parts out of a parsed message of IKE_SA_INIT, request or response. */
export function readSaInit(message: IkeMessage): SaInitContent {
  const bodyOf = (type: number) => message.payloads.find((candidate) => candidate.type === type)?.body;
  const proposals = decodeProposals(bodyOf(payloadTypes.securityAssociation) ?? new Uint8Array());
  const keyExchange = bodyOf(payloadTypes.keyExchange);
  const nonce = bodyOf(payloadTypes.nonce);
  return {
    notifies: readNotifies(message),
    vendorIds: message.payloads.filter(({ type }) => type === payloadTypes.vendorId).map(({ body }) => body),
    ...(proposals.ok && proposals.value.length > 0 ? { proposals: proposals.value } : {}),
    ...(keyExchange !== undefined && keyExchange.length >= 4
      ? { keyExchange: { group: readUint16(keyExchange, 0), data: keyExchange.slice(4) } }
      : {}),
    ...(nonce === undefined ? {} : { nonce }),
  };
}

/** All well-formed IKEv2 notifies of a message, in their order. */
export function readNotifies(message: IkeMessage): readonly Notify[] {
  return message.payloads
    .filter(({ type }) => type === payloadTypes.notify)
    .map(({ body }) => decodeNotify(body))
    .flatMap((notify) => (notify.ok ? [notify.value] : []));
}
