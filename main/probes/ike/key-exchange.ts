import { createECDH } from "node:crypto";
import type { RandomSource } from "../../model/ports/random.ts";
import { concatOctets } from "./octets.ts";

/** Key exchange groups (RFC 7296 section 3.3.2, RFC 3526, RFC 5903, RFC 8031) that can be offered. */
export const keyExchangeGroups = {
  modp768: 1,
  modp1024: 2,
  modp1536: 5,
  modp2048: 14,
  modp3072: 15,
  modp4096: 16,
  ecp256: 19,
  ecp384: 20,
  ecp521: 21,
  curve25519: 31,
} as const;

const modpSizeBytes: ReadonlyMap<number, number> = new Map([
  [keyExchangeGroups.modp768, 96],
  [keyExchangeGroups.modp1024, 128],
  [keyExchangeGroups.modp1536, 192],
  [keyExchangeGroups.modp2048, 256],
  [keyExchangeGroups.modp3072, 384],
  [keyExchangeGroups.modp4096, 512],
]);

const curves: ReadonlyMap<number, { readonly name: string; readonly sizeBytes: number }> = new Map([
  [keyExchangeGroups.ecp256, { name: "prime256v1", sizeBytes: 32 }],
  [keyExchangeGroups.ecp384, { name: "secp384r1", sizeBytes: 48 }],
  [keyExchangeGroups.ecp521, { name: "secp521r1", sizeBytes: 66 }],
]);

const curve25519SizeBytes = 32;

/**
 * Public key exchange data that a peer takes as valid, though nobody will ever compute the shared secret: any number
 * above 1 and below the prime, any 32 octets for Curve25519, a real point for the ECP groups. Null for other groups.
 */
export function publicKeyExchangeData(group: number, random: RandomSource): Uint8Array | null {
  const modpBytes = modpSizeBytes.get(group);
  // All these primes begin with eight octets of ones, so a first octet of 1 is below each of them.
  if (modpBytes !== undefined) return concatOctets([Uint8Array.of(1), random.bytes(modpBytes - 1)]);
  if (group === keyExchangeGroups.curve25519) return random.bytes(curve25519SizeBytes);
  const curve = curves.get(group);
  return curve === undefined ? null : curvePoint(curve.name, curve.sizeBytes, random);
}

function curvePoint(curve: string, sizeBytes: number, random: RandomSource): Uint8Array {
  const exchange = createECDH(curve);
  // A first octet of 0 and a last one that is not 0 keep the key between 1 and the order of every curve.
  const secret = random
    .bytes(sizeBytes)
    .map((octet, index) => (index === 0 ? 0 : index === sizeBytes - 1 ? octet | 1 : octet));
  exchange.setPrivateKey(secret);
  // RFC 5903 section 7: x and y without the octet that names the uncompressed form.
  return Uint8Array.from(exchange.getPublicKey()).slice(1);
}
