import { installationSigner } from "../bundle/keys.ts";
import type { Redactor } from "../bundle/redaction/redactor.ts";
import { sealTo, type SealRecipients } from "../bundle/seal.ts";
import { fingerprintOf, type Signer } from "../bundle/sign.ts";
import { bundleFileName, packBundle, type AttachedCapture, type BundlePurpose } from "../bundle/write-bundle.ts";
import { bundlePartSchema } from "../model/bundle-manifest.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { encodeBase64 } from "./base64.ts";
import { captureGone, type BundleCaptures } from "./bundle-captures.ts";
import type { BundleHandlerSetup } from "./bundle-setup.ts";
import type { BundlePlans } from "./bundle-plans.ts";
import { chosenLogs } from "./chosen-logs.ts";
import { collected } from "./collected.ts";
import type { ParsedInput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import type { WholeLogs } from "./whole-logs.ts";

type Making = ParsedInput<"bundle.create">;
type CapturesChosen = Pick<Making, "runId" | "without" | "pseudonyms" | "captures" | "captureConsent">;

export const noFiles = failure("not-supported", "Bundles cannot be read from files here.");
const captureNotAgreed = failure("refused", "Nobody agreed that a packet capture leaves; that is asked by itself.");

/** The calls that make a bundle: for a page, or into a file. */
export function createBundleMakingHandlers(
  setup: BundleHandlerSetup,
  { planOf, replacerOf }: BundlePlans,
  wholeLogs: WholeLogs | undefined,
  captureSet: BundleCaptures,
): Pick<Handlers, "bundle.create" | "bundle.write"> {
  const { world, bundleFiles } = setup;

  const attachedCaptures = async (
    making: CapturesChosen,
    signal: AbortSignal,
  ): Promise<Outcome<readonly AttachedCapture[]>> => {
    if (making.captures.length > 0 && making.captureConsent === undefined) return captureNotAgreed;
    return captureSet.attach(making, replacerOf(making), signal);
  };

  const purposeOf = async (
    making: Making,
    redactor: Redactor,
    createdAtMs: number,
  ): Promise<{ readonly purpose: BundlePurpose; readonly signer: Outcome<Signer> }> => {
    const signer = await installationSigner(setup.keyStore, world().random);
    const [user] = bundleFiles?.machineNames() ?? [];
    const parts = bundlePartSchema.options;
    return {
      signer,
      purpose: {
        createdAtMonotonicMs: world().clock.monotonicMs(),
        ...(making.requestId === undefined ? {} : { requestId: making.requestId }),
        ...(signer.ok ? { signer: signer.value } : {}),
        ...(bundleFiles === undefined ? {} : { deflate: bundleFiles.deflate }),
        ...(making.consent === undefined
          ? {}
          : {
              consent: {
                by: user === undefined ? "unknown" : redactor.valueOf("user", user.text),
                at: new Date(createdAtMs).toISOString(),
                how: making.consent.how,
                ...(making.captureConsent === undefined || making.captures.length === 0
                  ? {}
                  : { captures: making.captureConsent.how }),
                parts: [
                  "report",
                  ...parts.filter((part) => !making.without.includes(part)),
                  ...(making.captures.length === 0 ? [] : ["capture"]),
                ],
                leftOut: [...making.without],
              },
            }),
      },
    };
  };

  const sealed = async (
    making: Making,
    packed: AsyncIterable<Uint8Array>,
  ): Promise<Outcome<AsyncIterable<Uint8Array>>> => {
    const recipients = recipientsOf(making);
    return recipients === null ? success(packed) : sealTo(recipients, ReadableStream.from(packed));
  };

  return {
    "bundle.create": async (making, { signal }) => {
      const planned = await planOf(making);
      if (!planned.ok) return planned;
      const captures = await attachedCaptures(making, signal);
      if (!captures.ok) return captures;
      const { plan, result } = planned.value;
      const createdAtMs = world().clock.wallMs();
      const { purpose, signer } = await purposeOf(making, plan.redactor, createdAtMs);
      const packing = packBundle(plan, result.report, createdAtMs, { ...purpose, captures: captures.value });
      const packed = await sealed(making, packing);
      if (!packed.ok) return packed;
      const content = await collected(packed.value).then((whole) => success(whole), captureGone);
      if (!content.ok) return content;
      const bytes = content.value;
      const isToBeSealed = recipientsOf(making) !== null;
      return success({
        fileName: `${bundleFileName(createdAtMs)}${isToBeSealed ? ".age" : ""}`,
        sizeBytes: bytes.length,
        contentBase64: encodeBase64(bytes),
        isSealed: isToBeSealed,
        ...signedBy(signer),
      });
    },
    "bundle.write": async (making, { signal }) => {
      if (wholeLogs === undefined || bundleFiles === undefined) return noFiles;
      const planned = await planOf(making);
      if (!planned.ok) return planned;
      const { plan, result } = planned.value;
      const attached = await wholeLogs.open(chosenLogs(making));
      if (!attached.ok) return attached;
      const captures = await attachedCaptures(making, signal);
      if (!captures.ok) return captures;
      const createdAtMs = world().clock.wallMs();
      const { purpose, signer } = await purposeOf(making, plan.redactor, createdAtMs);
      const packing = packBundle(plan, result.report, createdAtMs, {
        ...purpose,
        attached: attached.value,
        captures: captures.value,
      });
      const packed = await sealed(making, packing);
      if (!packed.ok) return packed;
      const written = await bundleFiles.write(making.path, packed.value, signal);
      if (!written.ok) return written;
      const { notes = [], ...signature } = signedBy(signer);
      return success({ ...written.value, isSealed: recipientsOf(making) !== null, ...signature, notes });
    },
  };
}

function recipientsOf({ recipients, passphrase }: Making): SealRecipients | null {
  if (passphrase !== undefined) return { passphrase };
  return recipients.length === 0 ? null : recipients;
}

function signedBy(signer: Outcome<Signer>): { readonly signedBy?: string; readonly notes?: string[] } {
  return signer.ok
    ? { signedBy: fingerprintOf(signer.value.publicKey) }
    : { notes: [`The bundle is not signed: ${signer.error.message}`] };
}
