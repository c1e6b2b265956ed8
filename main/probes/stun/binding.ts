import type { RandomSource } from "../../model/ports/random.ts";
import type { Endpoint } from "../../model/ports/udp.ts";
import {
  type ChangeRequest,
  decodeAddress,
  decodeErrorCode,
  decodeXorAddress,
  encodeChangeRequest,
  encodeResponsePort,
  encodeSoftware,
  findAttribute,
  type StunError,
  stunAttributeTypes,
} from "./attributes.ts";
import {
  bindingMethod,
  encodeStunMessage,
  parseStunMessage,
  type StunAttribute,
  type StunMessage,
  transactionIdSizeBytes,
} from "./message.ts";

/** In every request, so that the admin of the server can see in a capture who asks. */
const clientSoftware = "Tunnel Doctor";

export interface BindingRequest {
  readonly transactionId: Uint8Array;
  readonly changeRequest?: ChangeRequest;
  /** Port of this computer's public address that the answer shall go to. */
  readonly responsePort?: number;
  /** Octets of padding, which the answer shall have as well (RFC 5780 section 7.6); not together with `responsePort`. */
  readonly paddingSizeBytes?: number;
  /** Put before everything else. */
  readonly extra?: readonly StunAttribute[];
}

/** What a server answered to a Binding request. */
export interface BindingResponse {
  readonly transactionId: Uint8Array;
  /** This computer as the server sees it: from XOR-MAPPED-ADDRESS, or from the older MAPPED-ADDRESS. */
  readonly mapped: Endpoint | null;
  readonly responseOrigin: Endpoint | null;
  /** The server's second address, which only a server with RFC 5780 has. */
  readonly otherAddress: Endpoint | null;
  /** Set where the server refused. */
  readonly error: StunError | null;
  readonly attributes: readonly StunAttribute[];
}

/** A transaction id that nobody can guess. */
export function newTransactionId(random: RandomSource): Uint8Array {
  return random.bytes(transactionIdSizeBytes);
}

/** A Binding request as a UDP payload. */
export function buildBindingRequest(request: BindingRequest): Uint8Array {
  const { software, changeRequest, responsePort, padding } = stunAttributeTypes;
  const attributes: StunAttribute[] = [
    ...(request.extra ?? []),
    { type: software, value: encodeSoftware(clientSoftware) },
  ];
  if (request.changeRequest !== undefined) {
    attributes.push({ type: changeRequest, value: encodeChangeRequest(request.changeRequest) });
  }
  if (request.responsePort !== undefined) {
    attributes.push({ type: responsePort, value: encodeResponsePort(request.responsePort) });
  }
  if (request.paddingSizeBytes !== undefined) {
    attributes.push({ type: padding, value: new Uint8Array(request.paddingSizeBytes) });
  }
  const { transactionId } = request;
  return encodeStunMessage({ messageClass: "request", method: bindingMethod, transactionId, attributes });
}

/** A Binding indication (RFC 8489 section 3): keeps a mapping busy, and no server answers it. */
export function buildBindingIndication(transactionId: Uint8Array): Uint8Array {
  return encodeStunMessage({ messageClass: "indication", method: bindingMethod, transactionId, attributes: [] });
}

/** Reads a UDP payload as an answer to a Binding request; null where it is none. The transaction id is the caller's to check. */
export function readBindingResponse(udpPayload: Uint8Array): BindingResponse | null {
  const parsed = parseStunMessage(udpPayload);
  if (!parsed.ok || parsed.value.method !== bindingMethod) return null;
  const { messageClass, transactionId, attributes } = parsed.value;
  if (messageClass !== "success" && messageClass !== "error") return null;
  const errorValue = findAttribute(attributes, stunAttributeTypes.errorCode);
  const error = errorValue === undefined ? null : decodeErrorCode(errorValue);
  if ((messageClass === "error") !== (error !== null)) return null;
  return {
    transactionId,
    mapped: mappedAddressOf(parsed.value),
    responseOrigin: addressOf(attributes, stunAttributeTypes.responseOrigin),
    otherAddress: addressOf(attributes, stunAttributeTypes.otherAddress),
    error,
    attributes,
  };
}

function mappedAddressOf({ attributes, transactionId }: StunMessage): Endpoint | null {
  const mixed = findAttribute(attributes, stunAttributeTypes.xorMappedAddress);
  return mixed === undefined
    ? addressOf(attributes, stunAttributeTypes.mappedAddress)
    : decodeXorAddress(mixed, transactionId);
}

function addressOf(attributes: readonly StunAttribute[], type: number): Endpoint | null {
  const value = findAttribute(attributes, type);
  return value === undefined ? null : decodeAddress(value);
}
