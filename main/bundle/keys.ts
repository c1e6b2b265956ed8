import { createHmac } from "node:crypto";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { failure, success, type Outcome } from "../model/failure.ts";
import type { KeyStore } from "../model/ports/key-store.ts";
import type { RandomSource } from "../model/ports/random.ts";
import { decodeBase64Url, encodeBase64Url } from "./base64url.ts";
import { isIdentity } from "./seal.ts";
import { signerFromSeed, signingSeedBytes, type Signer } from "./sign.ts";

/*
 * The keys of a helpdesk: one opens what is sealed to it, the other signs its requests. Both stand in one text file, which
 * is an age identity file too (`age --decrypt --identity FILE` takes it): what is ours stands in its comments.
 */

export interface HelpdeskKeys {
  /** Who asks, as people shall read it. */
  readonly name: string;
  /** `AGE-SECRET-KEY-1…` */
  readonly identity: string;
  /** `age1…`: what bundles are sealed to. */
  readonly recipient: string;
  readonly signer: Signer;
  /** Key of the pseudonyms in all bundles that this helpdesk asks for, so that they can be compared; 32 bytes, base64url. */
  readonly organisationSalt: string;
}

const signingLabel = "tunnel-doctor-signing-key";
const nameLabel = "tunnel-doctor-helpdesk";
/** A key file has about 500 bytes; identity files of age may hold a few keys. */
const maxKeyFileCharacters = 64 * 1024;
export const maxHelpdeskNameCharacters = 80;

/** A new key file. It holds secrets: only its owner may read it. */
export async function createHelpdeskKeyFile(name: string, createdAtMs: number, random: RandomSource): Promise<string> {
  const identity = await generateX25519Identity();
  const seed = random.bytes(signingSeedBytes);
  return [
    `# ${nameLabel}: ${name}`,
    `# created: ${new Date(createdAtMs).toISOString()}`,
    `# public key: ${await identityToRecipient(identity)}`,
    `# signing public key: ${signerFromSeed(seed).publicKey}`,
    "# Keep this file secret: it opens every bundle that is sent to this helpdesk, and signs in its name.",
    `# ${signingLabel}: ${encodeBase64Url(seed)}`,
    identity,
    "",
  ].join("\n");
}

/** Reads a file that `createHelpdeskKeyFile` made. */
export async function parseHelpdeskKeyFile(text: string): Promise<Outcome<HelpdeskKeys>> {
  const [identity] = identitiesIn(text);
  const seed = decodeBase64Url(labelled(text, signingLabel) ?? "");
  const name = labelled(text, nameLabel);
  if (identity === undefined || seed?.length !== signingSeedBytes || name === undefined || name === "") {
    return failure("invalid-input", "This is no helpdesk key; make one with: tunnel-doctor request keygen.");
  }
  return success({
    name: name.slice(0, maxHelpdeskNameCharacters),
    identity,
    recipient: await identityToRecipient(identity),
    signer: signerFromSeed(seed),
    organisationSalt: organisationSaltFrom(seed),
  });
}

/** One secret less to keep: the salt follows from the signing key and tells nothing about it. */
function organisationSaltFrom(seed: Uint8Array): string {
  return encodeBase64Url(createHmac("sha256", seed).update("tunnel-doctor organisation salt").digest());
}

/** The secret keys in an age identity file, a helpdesk key among them. */
export function parseIdentityFile(text: string): Outcome<readonly string[]> {
  const identities = identitiesIn(text);
  return identities.length === 0
    ? failure("invalid-input", "This file holds no age secret key (AGE-SECRET-KEY-1…).")
    : success(identities);
}

function identitiesIn(text: string): readonly string[] {
  return linesOf(text).filter((line) => line.startsWith("AGE-SECRET-KEY-") && isIdentity(line));
}

function labelled(text: string, label: string): string | undefined {
  const start = `# ${label}: `;
  return linesOf(text)
    .find((line) => line.startsWith(start))
    ?.slice(start.length)
    .trim();
}

function linesOf(text: string): readonly string[] {
  return text.slice(0, maxKeyFileCharacters).split(/\r?\n/);
}

/** Name of this installation's signing key in the key store. */
const installationKeyName = "installation-signing-key";

/**
 * The key that signs this installation's bundles; it is made and kept when there is none yet.
 *
 * @returns the signer; the key store's failure where the key can be neither read nor kept
 */
export async function installationSigner(keys: KeyStore, random: RandomSource): Promise<Outcome<Signer>> {
  const loaded = await keys.load(installationKeyName);
  if (loaded.ok) return fromStored(loaded.value);
  if (loaded.error.code !== "not-found") return loaded;
  const seed = random.bytes(signingSeedBytes);
  const saved = await keys.save(installationKeyName, seed);
  if (saved.ok) return success(signerFromSeed(seed));
  if (saved.error.code !== "refused") return saved;
  // Another run of this program was faster: its key is the one that counts.
  const theirs = await keys.load(installationKeyName);
  return theirs.ok ? fromStored(theirs.value) : theirs;
}

function fromStored(seed: Uint8Array): Outcome<Signer> {
  return seed.length === signingSeedBytes
    ? success(signerFromSeed(seed))
    : failure("unreadable", "The signing key of this installation is damaged.");
}
