import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { z } from "zod";
import { failure, success, type Outcome } from "../model/failure.ts";
import { decodeBase64Url, encodeBase64Url } from "./base64url.ts";

/*
 * Signing with Ed25519 (RFC 8032). Keys and signatures are written as base64url, as in a JSON Web Key (RFC 8037), so that
 * other tools can check them.
 */

/** Bytes of the secret from which an Ed25519 key pair follows (RFC 8032, section 5.1.5). */
export const signingSeedBytes = 32;

/** Who signs: the secret stays inside `sign`. */
export interface Signer {
  /** 32 bytes as base64url. */
  readonly publicKey: string;
  /** The 64 bytes of the signature as base64url. */
  readonly sign: (bytes: Uint8Array) => string;
}

/** PKCS #8 around an Ed25519 seed (RFC 8410, section 7): the structure without the seed is always the same. */
const pkcs8Prefix = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/** The signer whose secret is `seed`, 32 random bytes. */
export function signerFromSeed(seed: Uint8Array): Signer {
  if (seed.length !== signingSeedBytes) throw new RangeError(`A seed has ${signingSeedBytes} bytes.`);
  // What Node takes as a key here is a Buffer, a view or PEM; a view of the whole structure is the smallest.
  const key = createPrivateKey({ key: asPem(Uint8Array.from([...pkcs8Prefix, ...seed])), format: "pem" });
  const { x } = createPublicKey(key).export({ format: "jwk" });
  if (typeof x !== "string") throw new TypeError("An Ed25519 key has an x.");
  return { publicKey: x, sign: (bytes) => encodeBase64Url(sign(null, bytes, key)) };
}

function asPem(der: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...der));
  return `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;
}

/** Is it the signature of these bytes by this key? False also for what is no key or no signature. */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  const key = verifyingKey(publicKey);
  const signatureBytes = decodeBase64Url(signature);
  return key !== null && signatureBytes?.length === 64 && verify(null, bytes, key, signatureBytes);
}

function verifyingKey(publicKey: string): KeyObject | null {
  if (decodeBase64Url(publicKey)?.length !== 32) return null;
  try {
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  } catch {
    return null;
  }
}

/** What two people compare over the phone: the first 10 bytes of the key's SHA-256, in five groups of four digits. */
export function fingerprintOf(publicKey: string): string {
  const digits = createHash("sha256")
    .update(decodeBase64Url(publicKey) ?? new Uint8Array(0))
    .digest("hex");
  return (digits.slice(0, 20).match(/.{4}/g) ?? []).join(" ");
}

/** Name of the signature's file in a bundle, beside `manifest.json`. */
export const manifestSignaturePath = "manifest.sig";

const signatureSchema = z.object({
  schema: z.literal("tunnel-doctor/signature/1"),
  algorithm: z.literal("ed25519"),
  publicKey: z.string().max(64),
  signature: z.string().max(128),
});

/** The content of `manifest.sig`: the signature of the exact bytes of `manifest.json`, and the key to check it with. */
export function signManifest(manifest: Uint8Array, signer: Signer): Uint8Array {
  const content: z.output<typeof signatureSchema> = {
    schema: "tunnel-doctor/signature/1",
    algorithm: "ed25519",
    publicKey: signer.publicKey,
    signature: signer.sign(manifest),
  };
  return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
}

/** Who signed a bundle. */
export interface ManifestSignature {
  readonly publicKey: string;
  readonly fingerprint: string;
}

/**
 * Checks `manifest.sig` against `manifest.json`, both as they stand in the bundle.
 *
 * @returns whose signature it is; `refused` where the manifest is not what was signed, or this is no signature
 */
export function verifyManifest(manifest: Uint8Array, signatureFile: Uint8Array): Outcome<ManifestSignature> {
  const parsed = signatureSchema.safeParse(parsedJson(signatureFile));
  if (!parsed.success) return failure("refused", `${manifestSignaturePath} of this bundle is no signature.`);
  const { publicKey, signature } = parsed.data;
  if (!isSignedBy(publicKey, manifest, signature)) {
    return failure("refused", "The manifest of this bundle was changed after it was signed.");
  }
  return success({ publicKey, fingerprint: fingerprintOf(publicKey) });
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
