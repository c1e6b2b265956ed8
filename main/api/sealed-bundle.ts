import { installationSigner } from "../bundle/keys.ts";
import { decodeBase64Url } from "../bundle/base64url.ts";
import { planBundle, type PlanOptions } from "../bundle/plan-bundle.ts";
import { sealTo } from "../bundle/seal.ts";
import { fingerprintOf } from "../bundle/sign.ts";
import { writeBundle } from "../bundle/write-bundle.ts";
import type { CheckResult } from "../checkup/run-check.ts";
import { bundlePartSchema, type BundlePart } from "../model/bundle-manifest.ts";
import type { DiagnosisRequest } from "../model/diagnosis-request.ts";
import { success, type Outcome } from "../model/failure.ts";
import type { BundleFiles } from "../model/ports/bundle-files.ts";
import type { KeyStore } from "../model/ports/key-store.ts";
import type { RandomSource } from "../model/ports/random.ts";

export interface SealedBundle {
  readonly bytes: Uint8Array;
  readonly files: readonly { readonly path: string; readonly sizeBytes: number; readonly about: string }[];
  /** Fingerprint of the key that signed it. */
  readonly signedBy: string | undefined;
  readonly notes: readonly string[];
}

interface Sealing {
  readonly createdAtMs: number;
  readonly keyStore: KeyStore;
  readonly random: RandomSource;
  /** Absent where there are no files. */
  readonly bundleFiles: BundleFiles | undefined;
  readonly pseudonyms: Pseudonyms;
  /** What the person leaves out. */
  readonly without: readonly BundlePart[];
}

/** What makes the pseudonyms of a bundle. */
export type Pseudonyms = Pick<PlanOptions, "key" | "salt">;

/** The bundle of a run as a request asks for it: signed by this installation, sealed to the request's recipients. */
export async function sealedBundle(
  { report, events }: CheckResult,
  request: DiagnosisRequest,
  { createdAtMs, keyStore, random, bundleFiles, pseudonyms, without }: Sealing,
): Promise<Outcome<SealedBundle>> {
  const machineNames = bundleFiles?.machineNames() ?? [];
  const plan = planBundle(report, events, { ...pseudonyms, machineNames, without });
  const user = machineNames.find(({ domain }) => domain === "user");
  const signer = await installationSigner(keyStore, random);
  const bytes = await writeBundle(plan, report, createdAtMs, {
    requestId: request.id,
    consent: {
      by: user === undefined ? "unknown" : plan.redactor.valueOf("user", user.text),
      at: new Date(createdAtMs).toISOString(),
      how: `agreed to the request ${request.id}`,
      parts: ["report", ...bundlePartSchema.options.filter((part) => !without.includes(part))],
      leftOut: [...without],
    },
    ...(signer.ok ? { signer: signer.value } : {}),
  });
  const sealed = await sealTo(request.recipients, new Blob([bytes]).stream());
  if (!sealed.ok) return sealed;
  return success({
    bytes: new Uint8Array(await new Response(sealed.value).arrayBuffer()),
    files: plan.files.map(({ path, about, text }) => ({
      path,
      about,
      sizeBytes: new TextEncoder().encode(text).length,
    })),
    signedBy: signer.ok ? fingerprintOf(signer.value.publicKey) : undefined,
    notes: signer.ok ? [] : [`The bundle is not signed: ${signer.error.message}`],
  });
}

/** The organisation's salt makes the bundles of its people comparable; without one every bundle has its own. */
export function pseudonymsFor({ organisationSalt }: DiagnosisRequest, random: RandomSource): Pseudonyms {
  const key = organisationSalt === undefined ? null : decodeBase64Url(organisationSalt);
  return key === null ? { key: random.bytes(32), salt: "bundle" } : { key, salt: "organisation" };
}

/**
 * The name of an answer: request and second, so that a repeated upload meets its own name and two runs never share one,
 * and nothing of the person.
 */
export function answerFileName({ id }: DiagnosisRequest, createdAtMs: number): string {
  const stamp = new Date(createdAtMs)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `tunnel-doctor-${id}-${stamp}.tdbundle.age`;
}
