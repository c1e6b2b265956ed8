import { isRecipient } from "../bundle/seal.ts";
import type { Signer } from "../bundle/sign.ts";
import { diagnosisRequestSchema, diagnosisRequestSchemaId, type DiagnosisRequest } from "../model/diagnosis-request.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { inOurWords } from "../model/issue-text.ts";
import type { RandomSource } from "../model/ports/random.ts";
import { maxValidityMs } from "./limits.ts";
import { signedForm } from "./signed-form.ts";

/** What a helpdesk decides on; the rest of a request follows. */
export interface RequestWishes extends Omit<
  DiagnosisRequest,
  "schema" | "id" | "createdAt" | "expiresAt" | "signerKey" | "signature"
> {
  /** How long it may be answered. */
  readonly validForMs: number;
}

/**
 * A signed request.
 *
 * @returns the request; `invalid-input` names the wish that cannot be
 */
export function createRequest(
  { validForMs, ...wishes }: RequestWishes,
  signer: Signer,
  nowMs: number,
  random: RandomSource,
): Outcome<DiagnosisRequest> {
  if (!(validForMs > 0 && validForMs <= maxValidityMs)) {
    return failure("invalid-input", `A request is valid for at most ${maxValidityMs / 86_400_000} days.`);
  }
  const noKey = wishes.recipients.find((recipient) => !isRecipient(recipient));
  if (noKey !== undefined) {
    return failure("invalid-input", `${JSON.stringify(noKey.slice(0, 80))} is no age public key (age1…).`);
  }
  const unsigned = {
    schema: diagnosisRequestSchemaId,
    id: Array.from(random.bytes(8), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    ...wishes,
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + validForMs).toISOString(),
    signerKey: signer.publicKey,
  };
  const signature = signer.sign(signedForm(unsigned));
  const request = diagnosisRequestSchema.safeParse({ ...unsigned, signature }, inOurWords);
  if (request.success) return success(request.data);
  const issue = request.error.issues[0];
  return failure(
    "invalid-input",
    `The request's "${issue?.path.join(".") ?? ""}" is not valid: ${issue?.message ?? ""}.`,
  );
}
