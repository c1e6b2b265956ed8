import { isRecipient } from "../bundle/seal.ts";
import { fingerprintOf, isSignedBy } from "../bundle/sign.ts";
import {
  diagnosisRequestSchema,
  diagnosisRequestSchemaId,
  type DiagnosisRequest,
  type KnownSigner,
} from "../model/diagnosis-request.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { inOurWords } from "../model/issue-text.ts";
import { futureToleranceMs, maxRequestBytes, maxValidityMs } from "./limits.ts";
import { linkDamaged, looksLikeRequestLink, readRequestLink, utcText } from "./request-text.ts";
import { signedForm } from "./signed-form.ts";

/** A request whose signature fits and which may still be answered, and what is known of who signed it. */
export interface VerifiedRequest {
  readonly request: DiagnosisRequest;
  readonly signer: SignerStanding;
}

/**
 * `known`: the person agreed to this key before. `unknown`: nobody vouches for it; it needs an explicit yes.
 * `name-of-another`: as unknown, but somebody known with another key has the same name, which an impostor would take.
 */
export interface SignerStanding {
  readonly standing: "known" | "unknown" | "name-of-another";
  readonly fingerprint: string;
  /** Under which name a known signer was agreed to. */
  readonly knownAs?: string;
}

const schemaName = diagnosisRequestSchemaId.replace(/\d+$/, "");
const schemaVersion = Number(diagnosisRequestSchemaId.slice(schemaName.length));

/**
 * Reads a request from anywhere: the content of a `.tdrequest` file, or a link.
 *
 * @param knownSigners those that the person has agreed to
 * @returns the request; `invalid-input` where it is none, `refused` with the reason where it must not be answered
 */
export function verifyRequest(
  text: string,
  nowMs: number,
  knownSigners: readonly KnownSigner[],
): Outcome<VerifiedRequest> {
  if (text.length > maxRequestBytes) return refused(`it is larger than ${maxRequestBytes / 1024} KiB`);
  const json = looksLikeRequestLink(text) ? readRequestLink(text) : success(text);
  if (!json.ok) return json;
  const asRequest = requestObject(json.value);
  if (!asRequest.ok) {
    // A letter that was changed in a link may unpack to anything.
    const isDamage = looksLikeRequestLink(text) && asRequest.error.code === "invalid-input";
    return isDamage ? linkDamaged : asRequest;
  }
  const raw = asRequest.value;
  const parsed = diagnosisRequestSchema.safeParse(raw, inOurWords);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refused(`its "${issue?.path.join(".") ?? ""}" is not valid: ${issue?.message ?? ""}`);
  }
  const request = parsed.data;
  if (!isSignedBy(request.signerKey, signedForm(raw), request.signature)) {
    return refused("it was changed after it was signed");
  }
  const timely = checkTimes(request, nowMs);
  if (!timely.ok) return timely;
  const known = knownSigners.find(({ publicKey }) => publicKey === request.signerKey);
  const sealed = checkRecipients(request.recipients, known);
  return sealed.ok ? success({ request, signer: standingOf(request, known, knownSigners) }) : sealed;
}

/** How strong the weakest of the recipients is; null where one of them is none. */
export function sealingOf(recipients: readonly string[]): KnownSigner["sealing"] | null {
  if (!recipients.every(isRecipient)) return null;
  return recipients.every((recipient) => recipient.startsWith("age1pq1")) ? "post-quantum" : "x25519";
}

function refused(reason: string): Outcome<never> {
  return failure("refused", `This request is refused: ${reason}.`);
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function notARequest(why: string): Outcome<never> {
  return failure("invalid-input", `This is no request of Tunnel Doctor: ${why}.`);
}

/** The JSON object of a request in a format that is still read. */
function requestObject(text: string): Outcome<Readonly<Record<string, unknown>>> {
  const raw = parsedObject(text);
  if (raw === null) return notARequest("it is no JSON object");
  const versioned = checkVersion(raw["schema"]);
  return versioned.ok ? success(raw) : versioned;
}

function checkVersion(schema: unknown): Outcome<true> {
  if (typeof schema !== "string" || !schema.startsWith(schemaName)) {
    return notARequest(`its schema is not ${diagnosisRequestSchemaId}`);
  }
  const version = Number(schema.slice(schemaName.length));
  if (version === schemaVersion) return success(true);
  return version > schemaVersion
    ? refused("it was made by a newer Tunnel Doctor; update this one")
    : refused(`its format ${JSON.stringify(schema.slice(0, 40))} is older than what this program still trusts`);
}

function checkTimes({ createdAt, expiresAt }: DiagnosisRequest, nowMs: number): Outcome<true> {
  const [createdMs, expiresMs] = [Date.parse(createdAt), Date.parse(expiresAt)];
  if (nowMs >= expiresMs) return refused(`it expired at ${utcText(expiresAt)}; ask for a new one`);
  if (createdMs - nowMs > futureToleranceMs) {
    return refused(`it was made at ${utcText(createdAt)}, which this computer's clock has not reached yet`);
  }
  if (expiresMs - createdMs > maxValidityMs) return refused("it is valid for longer than 90 days");
  return success(true);
}

function checkRecipients(recipients: readonly string[], known: KnownSigner | undefined): Outcome<true> {
  const sealing = sealingOf(recipients);
  if (sealing === null) return refused("one of its recipients is no age public key that this program seals to");
  if (known?.sealing === "post-quantum" && sealing === "x25519") {
    return refused("its recipients are weaker than those of earlier requests of this sender");
  }
  return success(true);
}

function standingOf(
  { from, signerKey }: DiagnosisRequest,
  known: KnownSigner | undefined,
  knownSigners: readonly KnownSigner[],
): SignerStanding {
  const fingerprint = fingerprintOf(signerKey);
  if (known !== undefined) return { standing: "known", fingerprint, knownAs: known.name };
  const sameName = knownSigners.some(({ name }) => alike(name) === alike(from));
  return { standing: sameName ? "name-of-another" : "unknown", fingerprint };
}

/** Names that differ in case, width or spaces only are the same to a person who reads them. */
function alike(name: string): string {
  return name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, "");
}
