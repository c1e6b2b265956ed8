import { concatOctets, readUint32, uint32Octets } from "../ike/octets.ts";
import { stunAttributeTypes } from "./attributes.ts";
import { encodeStunAttribute, stunHeaderSizeBytes } from "./message.ts";

/** RFC 8489 section 14.7: "STUN" in ASCII, so that the checksum differs from one of the protocol that is carried. */
const fingerprintMask = 0x5354_554e;
/** The attribute with its header. */
const attributeSizeBytes = 8;
/** ITU V.42, reflected. */
const polynomial = 0xedb8_8320;

const checksumTable = Array.from({ length: 256 }, (_, octet) => {
  let value = octet;
  for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? polynomial : 0);
  return value >>> 0;
});

/** A message with a FINGERPRINT as its last attribute. */
export function withFingerprint(message: Uint8Array): Uint8Array {
  const longer = message.slice();
  new DataView(longer.buffer).setUint16(2, message.length - stunHeaderSizeBytes + attributeSizeBytes);
  return concatOctets([
    longer,
    encodeStunAttribute({ type: stunAttributeTypes.fingerprint, value: uint32Octets(fingerprintOf(longer)) }),
  ]);
}

/** Whether the message ends with a FINGERPRINT that fits it; `absent` where it has none at its end. */
export function checkFingerprint(message: Uint8Array): "absent" | "correct" | "wrong" {
  const start = message.length - attributeSizeBytes;
  if (start < stunHeaderSizeBytes) return "absent";
  const header = (stunAttributeTypes.fingerprint << 16) | 4;
  if (readUint32(message, start) !== header >>> 0) return "absent";
  return readUint32(message, start + 4) === fingerprintOf(message.subarray(0, start)) ? "correct" : "wrong";
}

function fingerprintOf(octets: Uint8Array): number {
  let checksum = 0xffff_ffff;
  for (const octet of octets) checksum = (checksum >>> 8) ^ (checksumTable[(checksum ^ octet) & 0xff] ?? 0);
  return (~checksum ^ fingerprintMask) >>> 0;
}
