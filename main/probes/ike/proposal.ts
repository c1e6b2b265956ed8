import { failure, type Outcome, success } from "../../model/failure.ts";
import { protocolIke } from "./notify.ts";
import { concatOctets, readUint16, readUint8, uint16Octets } from "./octets.ts";

/** RFC 7296 section 3.3.2. */
export const transformTypes = { encryption: 1, prf: 2, integrity: 3, keyExchange: 4 } as const;

/** Transform ids of RFC 7296 section 3.3.2, RFC 5282 (GCM) and RFC 4868 (SHA-2), as far as they are offered. */
export const transformIds = {
  encryption: { des: 2, tripleDes: 3, aesCbc: 12, aesGcm16: 20 },
  prf: { hmacMd5: 1, hmacSha1: 2, hmacSha256: 5 },
  integrity: { hmacMd5: 1, hmacSha1: 2, hmacSha256: 12 },
} as const;

/** RFC 7296 section 3.3.5: key length in bits, always in the short (TV) form. */
const keyLengthAttribute = 14;
const shortAttribute = 0x8000;
const moreProposals = 2;
const moreTransforms = 3;
const proposalHeaderSizeBytes = 8;
const transformHeaderSizeBytes = 8;
const attributeSizeBytes = 4;

export interface Transform {
  readonly type: number;
  readonly id: number;
  readonly keyLengthBits?: number;
}

export interface Proposal {
  readonly number: number;
  readonly protocolId: number;
  readonly spi: Uint8Array;
  readonly transforms: readonly Transform[];
}

/** A proposal for the IKE SA itself, which carries no SPI in IKE_SA_INIT. */
export function ikeProposal(number: number, transforms: readonly Transform[]): Proposal {
  return { number, protocolId: protocolIke, spi: new Uint8Array(), transforms };
}

/** The body of an IKEv2 SA payload (RFC 7296 section 3.3). */
export function encodeProposals(proposals: readonly Proposal[]): Uint8Array {
  return concatOctets(
    proposals.map((proposal, index) => {
      const { number, protocolId, spi, transforms } = proposal;
      const rest = concatOctets([
        Uint8Array.of(number, protocolId, spi.length, transforms.length),
        spi,
        encodeTransforms(transforms),
      ]);
      return substructure(index < proposals.length - 1 ? moreProposals : 0, rest);
    }),
  );
}

function encodeTransforms(transforms: readonly Transform[]): Uint8Array {
  return concatOctets(
    transforms.map(({ type, id, keyLengthBits }, index) => {
      const attributes =
        keyLengthBits === undefined
          ? new Uint8Array()
          : concatOctets([uint16Octets(shortAttribute | keyLengthAttribute), uint16Octets(keyLengthBits)]);
      const rest = concatOctets([Uint8Array.of(type, 0), uint16Octets(id), attributes]);
      return substructure(index < transforms.length - 1 ? moreTransforms : 0, rest);
    }),
  );
}

/** "Last" marker, reserved octet, length of the whole, content: the frame of proposals and transforms alike. */
export function substructure(marker: number, content: Uint8Array): Uint8Array {
  return concatOctets([Uint8Array.of(marker, 0), uint16Octets(4 + content.length), content]);
}

/** Reads the body of an IKEv2 SA payload. `invalid-input` when any length leads out of its frame. */
export function decodeProposals(body: Uint8Array): Outcome<readonly Proposal[]> {
  const frames = splitSubstructures(body, proposalHeaderSizeBytes);
  if (!frames.ok) return frames;
  const proposals: Proposal[] = [];
  for (const frame of frames.value) {
    const transformsAt = proposalHeaderSizeBytes + readUint8(frame, 6);
    if (transformsAt > frame.length) return failure("invalid-input", "The SPI of an IKE proposal is cut off.");
    const transforms = decodeTransforms(frame.subarray(transformsAt));
    if (!transforms.ok) return transforms;
    proposals.push({
      number: readUint8(frame, 4),
      protocolId: readUint8(frame, 5),
      spi: frame.slice(proposalHeaderSizeBytes, transformsAt),
      transforms: transforms.value,
    });
  }
  return success(proposals);
}

function decodeTransforms(octets: Uint8Array): Outcome<readonly Transform[]> {
  const frames = splitSubstructures(octets, transformHeaderSizeBytes);
  if (!frames.ok) return frames;
  return success(
    frames.value.map((frame) => {
      const keyLengthBits = findKeyLengthBits(frame.subarray(transformHeaderSizeBytes));
      const transform = { type: readUint8(frame, 4), id: readUint16(frame, 6) };
      return keyLengthBits === undefined ? transform : { ...transform, keyLengthBits };
    }),
  );
}

/** Attributes in the long (TLV) form are stepped over; a broken one ends the search. */
function findKeyLengthBits(attributes: Uint8Array): number | undefined {
  let offset = 0;
  while (offset + attributeSizeBytes <= attributes.length) {
    const type = readUint16(attributes, offset);
    const value = readUint16(attributes, offset + 2);
    if (type === (shortAttribute | keyLengthAttribute)) return value;
    offset += (type & shortAttribute) === 0 ? attributeSizeBytes + value : attributeSizeBytes;
  }
  return undefined;
}

/** Cuts octets into frames by the length at offset 2 of each, every one at least `minimumSizeBytes` long. */
export function splitSubstructures(octets: Uint8Array, minimumSizeBytes: number): Outcome<readonly Uint8Array[]> {
  const frames: Uint8Array[] = [];
  let offset = 0;
  while (offset < octets.length) {
    if (offset + minimumSizeBytes > octets.length) return failure("invalid-input", "An IKE proposal is cut off.");
    const sizeBytes = readUint16(octets, offset + 2);
    if (sizeBytes < minimumSizeBytes || offset + sizeBytes > octets.length) {
      return failure("invalid-input", `A part of an IKE proposal claims ${sizeBytes} bytes, which cannot be.`);
    }
    frames.push(octets.subarray(offset, offset + sizeBytes));
    offset += sizeBytes;
  }
  return success(frames);
}
