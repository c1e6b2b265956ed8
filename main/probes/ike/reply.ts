import { exchangeTypes, headerFlags, zeroSpi } from "./header.ts";
import {
  type MainModeKeys,
  type MainModeTransform,
  readMainModeKeyExchange,
  readMainModeSa,
  readVendorIdsV1,
} from "./main-mode.ts";
import { type IkeMessage, parseIkeMessage } from "./message.ts";
import { fromUdpPayload, type IkePort } from "./non-esp-marker.ts";
import { decodeNotificationV1, type Notify, notifyName, notifyTypes } from "./notify.ts";
import { equalOctets, readUint16 } from "./octets.ts";
import { payloadTypes } from "./payloads.ts";
import { readNotifies, readSaInit, type SaInitContent } from "./sa-init.ts";

/** What a gateway answered to a first message of IKE, of either version. */
export interface IkeReply {
  readonly initiatorSpi: Uint8Array;
  readonly responderSpi: Uint8Array;
  /** The version that the gateway speaks, as its header says. */
  readonly majorVersion: number;
  readonly answer: IkeAnswer;
}

export type IkeAnswer =
  | { readonly kind: "sa-init"; readonly content: SaInitContent }
  | { readonly kind: "cookie"; readonly cookie: Uint8Array }
  | { readonly kind: "invalid-ke"; readonly acceptedGroup: number }
  /** The second message of Main Mode: the transform that was chosen, and what the gateway says it is. */
  | {
      readonly kind: "main-mode";
      readonly transform: MainModeTransform;
      readonly vendorIds: readonly Uint8Array[];
    }
  /** The fourth message of Main Mode. */
  | { readonly kind: "main-mode-keys"; readonly keys: MainModeKeys }
  /** Any other notify, by its name. */
  | { readonly kind: "notify"; readonly name: string };

/** RFC 7296 section 3.10.1: types below report an error, the others a status. */
const firstStatusType = 16384;
/** RFC 7296 section 2.6. */
const maximumCookieSizeBytes = 64;

/**
 * Reads a UDP payload that came from `port` of a gateway. Null where it is no answer of an IKE responder: another
 * protocol, a broken message, our own request thrown back, or a message that only makes sense inside an SA.
 */
export function readIkeReply(udpPayload: Uint8Array, port: IkePort): IkeReply | null {
  const octets = fromUdpPayload(udpPayload, port);
  const message = octets === null ? null : parseIkeMessage(octets);
  if (message?.ok !== true) return null;
  const { initiatorSpi, responderSpi, majorVersion } = message.value.header;
  const answer = majorVersion === 1 ? readAnswerV1(message.value) : readAnswer(message.value);
  return answer === null ? null : { initiatorSpi, responderSpi, majorVersion, answer };
}

function readAnswer(message: IkeMessage): IkeAnswer | null {
  const { majorVersion, exchangeType, flags } = message.header;
  const answersFirst = exchangeType === exchangeTypes.ikeSaInit || exchangeType === exchangeTypes.informational;
  if (majorVersion !== 2 || !answersFirst || (flags & headerFlags.response) === 0) return null;
  const content = readSaInit(message);
  if (content.proposals !== undefined && content.keyExchange !== undefined) return { kind: "sa-init", content };
  const notifies = readNotifies(message);
  const notify = notifies.find(({ type }) => type < firstStatusType || type === notifyTypes.COOKIE) ?? notifies[0];
  return notify === undefined ? null : readRefusal(notify);
}

function readRefusal(notify: Notify): IkeAnswer | null {
  if (notify.type === notifyTypes.COOKIE) {
    const usable = notify.data.length > 0 && notify.data.length <= maximumCookieSizeBytes;
    return usable ? { kind: "cookie", cookie: notify.data } : null;
  }
  if (notify.type === notifyTypes.INVALID_KE_PAYLOAD) {
    return notify.data.length === 2 ? { kind: "invalid-ke", acceptedGroup: readUint16(notify.data, 0) } : null;
  }
  return { kind: "notify", name: notifyName(notify.type, 2) };
}

function readAnswerV1(message: IkeMessage): IkeAnswer | null {
  const { exchangeType, responderSpi } = message.header;
  if (exchangeType === exchangeTypes.mainMode) {
    // Without a responder cookie it is our own first message that some host threw back.
    return equalOctets(responderSpi, zeroSpi) ? null : readMainMode(message);
  }
  if (exchangeType !== exchangeTypes.informationalV1) return null;
  const body = message.payloads.find(({ type }) => type === payloadTypes.notificationV1)?.body;
  const notify = body === undefined ? undefined : decodeNotificationV1(body);
  return notify?.ok === true ? { kind: "notify", name: notifyName(notify.value.type, 1) } : null;
}

function readMainMode(message: IkeMessage): IkeAnswer | null {
  const offered = readMainModeSa(message);
  if (offered.ok) {
    const [transform] = offered.value;
    return transform === undefined ? null : { kind: "main-mode", transform, vendorIds: readVendorIdsV1(message) };
  }
  const keys = readMainModeKeyExchange(message);
  return keys === null ? null : { kind: "main-mode-keys", keys };
}

/** The answer in one word of the standard. */
export function answerName(answer: IkeAnswer): string {
  switch (answer.kind) {
    case "sa-init":
      return "IKE_SA_INIT";
    case "main-mode":
    case "main-mode-keys":
      return "MAIN_MODE";
    case "cookie":
      return "COOKIE";
    case "invalid-ke":
      return "INVALID_KE_PAYLOAD";
    case "notify":
      return answer.name;
  }
}
