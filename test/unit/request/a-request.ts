import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { signerFromSeed } from "../../../main/bundle/sign.ts";
import type { DiagnosisRequest } from "../../../main/model/diagnosis-request.ts";
import { createRequest, type RequestWishes } from "../../../main/request/create-request.ts";
import { createSeededRandom } from "../../fakes/seeded-random.ts";

export const dayMs = 86_400_000;
export const madeAtMs = Date.parse("2026-11-23T10:00:00Z");

/** Some helpdesk, another one, and somebody who is neither. */
export const signers = {
  helpdesk: signerFromSeed(new Uint8Array(32).fill(1)),
  impostor: signerFromSeed(new Uint8Array(32).fill(2)),
};

export const identity = await generateX25519Identity();
export const recipient = await identityToRecipient(identity);

export const wishes: RequestWishes = {
  from: "Example helpdesk",
  caseId: "INC-1234",
  reason: "Your VPN drops at home",
  gateway: "vpn.example.com",
  profile: "standard",
  sinceMs: 7 * dayMs,
  recipients: [recipient],
  uploadUrl: "https://upload.example.com/cases/",
  validForMs: 7 * dayMs,
};

/** A valid request, signed by the helpdesk. */
export function aRequest(changed: Partial<RequestWishes> = {}, signer = signers.helpdesk): DiagnosisRequest {
  const request = createRequest({ ...wishes, ...changed }, signer, madeAtMs, createSeededRandom(1));
  if (!request.ok) throw new Error(request.error.message);
  return request.value;
}
