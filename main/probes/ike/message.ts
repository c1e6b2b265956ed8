import { failure, type Outcome, success } from "../../model/failure.ts";
import { decodeIkeHeader, encodeIkeHeader, headerFlags, type IkeHeader, ikeHeaderSizeBytes } from "./header.ts";
import { decodePayloads, encodePayloads, type IkePayload, payloadTypes } from "./payloads.ts";
import { concatOctets } from "./octets.ts";

/** An IKE message of either version, without the non-ESP marker. */
export interface IkeMessage {
  readonly header: IkeHeader;
  /** Empty where the whole body is encrypted (IKEv1 with the encryption bit). */
  readonly payloads: readonly IkePayload[];
}

/** The octets of a message, without the non-ESP marker. */
export function encodeIkeMessage(message: IkeMessage): Uint8Array {
  const body = encodePayloads(message.payloads);
  const firstType = message.payloads[0]?.type ?? payloadTypes.none;
  return concatOctets([encodeIkeHeader(message.header, firstType, body.length), body]);
}

/**
 * Reads an IKE message of any version, without the non-ESP marker. It believes nothing: `invalid-input` when the octets
 * are cut, longer than the header says, or the payload chain is broken.
 */
export function parseIkeMessage(octets: Uint8Array): Outcome<IkeMessage> {
  const decoded = decodeIkeHeader(octets);
  if (!decoded.ok) return decoded;
  const { nextPayload, lengthBytes, ...header } = decoded.value;
  if (lengthBytes !== octets.length) {
    return failure("invalid-input", `An IKE message of ${octets.length} bytes claims to have ${lengthBytes}.`);
  }
  if (header.majorVersion === 1 && (header.flags & headerFlags.encryptedV1) !== 0) {
    return success({ header, payloads: [] });
  }
  const payloads = decodePayloads(nextPayload, octets.subarray(ikeHeaderSizeBytes));
  return payloads.ok ? success({ header, payloads: payloads.value }) : payloads;
}
