import type { Endpoint } from "../model/ports/udp.ts";
import {
  decodeChangeRequest,
  decodeResponsePort,
  encodeAddress,
  encodeErrorCode,
  encodeUnknownAttributes,
  encodeXorAddress,
  findAttribute,
  stunAttributeTypes,
} from "../probes/stun/attributes.ts";
import { bindingMethod, encodeStunMessage, type StunAttribute, type StunMessage } from "../probes/stun/message.ts";
import type { ResponderDatagram, ResponderPlaces } from "./datagram.ts";

/** RFC 8489 section 5: whoever does not understand an attribute below this must refuse. */
const firstOptionalType = 0x8000;
const attributeHeaderSizeBytes = 4;
const understood: readonly number[] = [
  stunAttributeTypes.changeRequest,
  stunAttributeTypes.responsePort,
  stunAttributeTypes.padding,
];
/** So many unknown types are named, which keeps the refusal smaller than its request. */
const maximumUnknown = 2;

/**
 * Answers a Binding request as RFC 8489 section 6.3 and RFC 5780 section 6.1 say. The answer is the smallest that they allow, three
 * addresses in 56 octets (92 over IPv6), or no larger than its request.
 */
export function answerBinding(
  datagram: ResponderDatagram,
  request: StunMessage,
  places: ResponderPlaces,
): readonly ResponderDatagram[] {
  const { local, remote } = datagram;
  const { transactionId, attributes } = request;
  const answer = (
    messageClass: "success" | "error",
    content: readonly StunAttribute[],
    from: Endpoint = local,
    toPort: number = remote.port,
  ): readonly ResponderDatagram[] => [
    {
      local: from,
      remote: { address: remote.address, port: toPort },
      payload: encodeStunMessage({ messageClass, method: bindingMethod, transactionId, attributes: content }),
    },
  ];
  const refuse = (code: number, rest: readonly StunAttribute[] = []): readonly ResponderDatagram[] =>
    answer("error", [{ type: stunAttributeTypes.errorCode, value: encodeErrorCode({ code, reason: "" }) }, ...rest]);
  const refuseAttributes = (types: readonly number[]): readonly ResponderDatagram[] =>
    refuse(420, [
      {
        type: stunAttributeTypes.unknownAttributes,
        value: encodeUnknownAttributes(types.slice(0, maximumUnknown)),
      },
    ]);

  const unknown = attributes
    .map(({ type }) => type)
    .filter((type) => type < firstOptionalType && !understood.includes(type));
  if (unknown.length > 0) return refuseAttributes(unknown);

  const changeValue = findAttribute(attributes, stunAttributeTypes.changeRequest);
  const change = changeValue === undefined ? { address: false, port: false } : decodeChangeRequest(changeValue);
  const portValue = findAttribute(attributes, stunAttributeTypes.responsePort);
  const toPort = portValue === undefined ? remote.port : decodeResponsePort(portValue);
  const padding = findAttribute(attributes, stunAttributeTypes.padding);
  // RFC 5780 section 7.6: the two exclude each other, because an answer may not be made large for somebody else.
  if (change === null || toPort === null || (padding !== undefined && portValue !== undefined)) return refuse(400);
  const other = otherEnd(local, places);
  if (change.address && other === null) return refuseAttributes([stunAttributeTypes.changeRequest]);

  const from = {
    address: change.address && other !== null ? other.address : local.address,
    port: change.port ? otherPort(local.port, places) : local.port,
  };
  const content: readonly StunAttribute[] = [
    { type: stunAttributeTypes.xorMappedAddress, value: encodeXorAddress(remote, transactionId) },
    { type: stunAttributeTypes.responseOrigin, value: encodeAddress(from) },
    ...(other === null ? [] : [{ type: stunAttributeTypes.otherAddress, value: encodeAddress(other) }]),
  ];
  return answer("success", [...content, ...paddingFor(datagram, content, padding)], from, toPort);
}

/** Where an answer with both changes of CHANGE-REQUEST comes from; null with a single address. */
function otherEnd(local: Endpoint, places: ResponderPlaces): Endpoint | null {
  const address = places.addresses.find((candidate) => candidate !== local.address);
  return address === undefined ? null : { address, port: otherPort(local.port, places) };
}

function otherPort(port: number, { ports: [primary, alternate] }: ResponderPlaces): number {
  return port === alternate ? primary : alternate;
}

/** As much padding as was sent, as far as the answer then is no larger than the request. */
function paddingFor(
  { payload }: ResponderDatagram,
  content: readonly StunAttribute[],
  asked: Uint8Array | undefined,
): readonly StunAttribute[] {
  if (asked === undefined) return [];
  const withoutSizeBytes = encodeStunMessage({
    messageClass: "success",
    method: bindingMethod,
    transactionId: new Uint8Array(12),
    attributes: content,
  }).length;
  const sizeBytes = Math.min(asked.length, payload.length - withoutSizeBytes - attributeHeaderSizeBytes) & ~3;
  return sizeBytes <= 0 ? [] : [{ type: stunAttributeTypes.padding, value: new Uint8Array(sizeBytes) }];
}
