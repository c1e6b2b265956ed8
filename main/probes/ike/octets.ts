/** Joins the parts into one new array. */
export function concatOctets(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Two octets, most significant first; `value` is taken modulo 2^16. */
export function uint16Octets(value: number): Uint8Array {
  return Uint8Array.of((value >>> 8) & 0xff, value & 0xff);
}

/** Four octets, most significant first; `value` is taken modulo 2^32. */
export function uint32Octets(value: number): Uint8Array {
  return concatOctets([uint16Octets(value >>> 16), uint16Octets(value)]);
}

/** The big-endian 16-bit number at `offset`; throws a RangeError when it is not inside `octets`. */
export function readUint16(octets: Uint8Array, offset: number): number {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength).getUint16(offset);
}

/** The big-endian 32-bit number at `offset`; throws a RangeError when it is not inside `octets`. */
export function readUint32(octets: Uint8Array, offset: number): number {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength).getUint32(offset);
}

/** The octet at `offset`; throws a RangeError when it is not inside `octets`. */
export function readUint8(octets: Uint8Array, offset: number): number {
  return new DataView(octets.buffer, octets.byteOffset, octets.byteLength).getUint8(offset);
}

/** Whether both hold the same octets. Nothing secret is compared, so the time may depend on the content. */
export function equalOctets(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((octet, index) => octet === right[index]);
}

/** Two lower-case hexadecimal digits for each octet. */
export function octetsToHex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
}
