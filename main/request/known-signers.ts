import { z } from "zod";
import { knownSignerSchema, type DiagnosisRequest, type KnownSigner } from "../model/diagnosis-request.ts";
import { sealingOf } from "./verify-request.ts";

/** More signers than this nobody agrees to by hand. */
const maxSigners = 1000;

/** The list as it is stored. */
const knownSignersSchema = z.object({
  schema: z.literal("tunnel-doctor/known-signers/1"),
  signers: z.array(knownSignerSchema).max(maxSigners),
});

/** The stored list as text. */
export function writeKnownSigners(signers: readonly KnownSigner[]): string {
  return `${JSON.stringify({ schema: "tunnel-doctor/known-signers/1", signers }, null, 2)}\n`;
}

/** The list again; null where the text is damaged. */
export function readKnownSigners(text: string): readonly KnownSigner[] | null {
  try {
    return knownSignersSchema.parse(JSON.parse(text)).signers;
  } catch {
    return null;
  }
}

/**
 * The list after the person agreed to a request: its signer is known from now on, under the first name it had, and may
 * never ask for weaker recipients than now.
 */
export function withSigner(
  signers: readonly KnownSigner[],
  request: DiagnosisRequest,
  nowMs: number,
): readonly KnownSigner[] {
  const before = signers.find(({ publicKey }) => publicKey === request.signerKey);
  const signer: KnownSigner = {
    name: before?.name ?? request.from,
    publicKey: request.signerKey,
    since: before?.since ?? new Date(nowMs).toISOString(),
    sealing: sealingOf(request.recipients) ?? "x25519",
  };
  return [...signers.filter((other) => other !== before), signer].slice(-maxSigners);
}
