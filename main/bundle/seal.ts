import { Decrypter, Encrypter } from "age-encryption";
import { failure, success, type Outcome } from "../model/failure.ts";

/*
 * Sealing with age (https://age-encryption.org/v1): to the public keys of people (`age1…`), or to a passphrase. The format
 * is age's own, so `age --decrypt` opens what we seal, and the reverse.
 */

/** Whom something is sealed to: public keys (`age1…` X25519, `age1pq1…` hybrid), or everybody who knows a passphrase. */
export type SealRecipients = readonly string[] | { readonly passphrase: string };

/** What opens it: secret keys (`AGE-SECRET-KEY-1…`, `AGE-SECRET-KEY-PQ-1…`), or the passphrase. */
export type SealIdentities = readonly string[] | { readonly passphrase: string };

/** The content of a sealed file was cut or changed; it shows while its stream is read, so what came before it is no good either. */
export class SealDamage extends Error {
  override readonly name = "SealDamage";
}

/** First line of an age file (age v1 specification, section "Header"). */
const ageIntro = new TextEncoder().encode("age-encryption.org/v1\n");
/** Each recipient takes some 110 bytes of header (a hybrid one 1600); a header above this is an attack on memory. */
const maxHeaderBytes = 64 * 1024;
/** More people than this need a list of their own. */
export const maxRecipients = 16;
/** A line that starts with three dashes ends the header. */
const headerEnd = new TextEncoder().encode("\n--- ");
/** Short passphrases fall to guessing on the file itself. */
export const minPassphraseCharacters = 10;

/**
 * Encrypts a stream piece by piece (64 KiB), in constant memory.
 *
 * @returns the encrypted stream; `invalid-input` where a recipient is no age public key or there is none
 */
export async function sealTo(
  recipients: SealRecipients,
  plaintext: ReadableStream<Uint8Array>,
): Promise<Outcome<ReadableStream<Uint8Array>>> {
  const encrypter = new Encrypter();
  if ("passphrase" in recipients) {
    if (recipients.passphrase.length < minPassphraseCharacters) {
      return failure("invalid-input", `A passphrase needs at least ${minPassphraseCharacters} characters.`);
    }
    encrypter.setPassphrase(recipients.passphrase);
  } else {
    if (recipients.length === 0) return failure("invalid-input", "There is nobody to seal to.");
    if (recipients.length > maxRecipients) {
      return failure("invalid-input", `Sealing goes to at most ${maxRecipients} recipients.`);
    }
    for (const recipient of recipients) {
      if (!isRecipient(recipient)) return failure("invalid-input", `${shown(recipient)} is no age public key (age1…).`);
      encrypter.addRecipient(recipient);
    }
  }
  return success(await encrypter.encrypt(plaintext));
}

/** Is this the public key of an age identity: X25519 (`age1…`), or the hybrid that also resists quantum computers (`age1pq1…`)? */
export function isRecipient(text: string): boolean {
  if (!/^age1(?:pq1)?[02-9ac-hj-np-z]+$/.test(text)) return false;
  return accepts(() => new Encrypter().addRecipient(text));
}

/** Is this the secret key of an age identity? */
export function isIdentity(text: string): boolean {
  return accepts(() => new Decrypter().addIdentity(text));
}

/**
 * Decrypts a stream piece by piece. Only whole pieces that are proved unchanged come out; an error of the class
 * `SealDamage` ends the stream where the rest was cut or changed.
 *
 * @returns the plain stream; `refused` where no key fits or the header was changed, `unreadable` where it is no age file
 */
export async function openSealed(
  identities: SealIdentities,
  sealed: ReadableStream<Uint8Array>,
): Promise<Outcome<ReadableStream<Uint8Array>>> {
  const decrypter = new Decrypter();
  if ("passphrase" in identities) decrypter.addPassphrase(identities.passphrase);
  else {
    for (const identity of identities) {
      // The text of a secret key stays out of messages.
      if (!isIdentity(identity)) return failure("invalid-input", "This is no age secret key (AGE-SECRET-KEY-1…).");
      decrypter.addIdentity(identity);
    }
  }
  const head = await readHead(sealed);
  if (!head.ok) return head;
  try {
    return success(withDamageNamed(await decrypter.decrypt(head.value)));
  } catch (error) {
    await sealed.cancel().catch(() => undefined);
    return refusalOf(error);
  }
}

/** Is this the beginning of a sealed file? */
export function isSealed(head: Uint8Array): boolean {
  return head.length >= ageIntro.length && ageIntro.every((byte, index) => head[index] === byte);
}

/** The same stream again, after its header was seen to be an age header of decent size: the library reads any length. */
async function readHead(sealed: ReadableStream<Uint8Array>): Promise<Outcome<ReadableStream<Uint8Array>>> {
  const reader = sealed.getReader();
  let head = new Uint8Array(0);
  for (;;) {
    const isForeign = !isSealed(head) && (head.length >= ageIntro.length || !startsLike(head));
    const isEndless = head.length > maxHeaderBytes;
    const isWhole = !isForeign && indexOf(head, headerEnd) >= 0;
    if (isWhole) break;
    const next = isForeign || isEndless ? { done: true as const, value: undefined } : await reader.read();
    if (next.done) {
      await reader.cancel().catch(() => undefined);
      reader.releaseLock();
      return failure(
        "unreadable",
        isSealed(head) ? "The header of this sealed file is cut or too long." : "This is no file sealed with age.",
      );
    }
    head = concatenate(head, next.value);
  }
  return success(
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(head),
      pull: async (controller) => {
        const next = await reader.read();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: async (reason) => reader.cancel(reason),
    }),
  );
}

/** What the library throws while it decrypts is told apart from other mistakes of the stream by its class. */
function withDamageNamed(plain: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = plain.getReader();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const next = await reader.read();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      } catch (error) {
        controller.error(new SealDamage("The sealed file was cut or changed.", { cause: error }));
      }
    },
    cancel: async (reason) => reader.cancel(reason),
  });
}

/** The library names its reasons in the text of plain errors (age-encryption 0.3.1, index.js and recipients.js). */
function refusalOf(error: unknown): Outcome<never> {
  const reason = error instanceof Error ? error.message : "";
  if (reason.startsWith("no identity matched")) {
    return failure("refused", "This file was sealed to somebody else: no key of yours opens it.");
  }
  if (reason.includes("work factor"))
    return failure("refused", "The passphrase of this file would take too long to try.");
  return failure("refused", "This sealed file was changed or cut, and is not opened.");
}

function accepts(add: () => void): boolean {
  try {
    add();
    return true;
  } catch {
    return false;
  }
}

function startsLike(head: Uint8Array): boolean {
  return head.every((byte, index) => ageIntro[index] === byte);
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  return bytes.findIndex((_byte, at) => wanted.every((byte, index) => bytes[at + index] === byte));
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
