import {
  checkBundle,
  gatewayFactsPath,
  maxBundleFileBytes,
  openBundle,
  type CheckedBundle,
} from "../bundle/open-bundle.ts";
import { isSealed } from "../bundle/seal.ts";
import { joinGateway } from "../checkup/join-gateway.ts";
import { rediagnose } from "../checkup/rediagnose.ts";
import { success, type Outcome } from "../model/failure.ts";
import type { Report } from "../model/report.ts";
import { decodeBase64 } from "./base64.ts";
import type { BundleHandlerSetup } from "./bundle-setup.ts";
import { noFiles } from "./bundle-making-handlers.ts";
import { addNote, readNotes } from "./bundle-notes.ts";
import { captureEvidenceIn, type CaptureEvidence } from "./capture-evidence.ts";
import type { ParsedInput } from "./contract.ts";
import type { Handlers } from "./dispatch.ts";
import { readGatewayEnd } from "./joinable.ts";
import { loadKnownIssues } from "./known-issue-store.ts";
import { unsealed, type SealKeys } from "./unseal.ts";

type Source = ParsedInput<"bundle.open">["source"];

/** The calls about bundles that exist: open, verify, note. */
export function createBundleReadingHandlers(
  setup: BundleHandlerSetup,
): Pick<Handlers, "bundle.open" | "bundle.verify" | "bundle.note"> {
  const { world, bundleFiles } = setup;

  const readSource = async (
    source: Source,
    keysGiven: SealKeys,
  ): Promise<Outcome<{ readonly bytes: Uint8Array; readonly isSealed: boolean }>> => {
    const read =
      "path" in source
        ? ((await bundleFiles?.read(source.path, maxBundleFileBytes)) ?? noFiles)
        : decodeBase64(source.contentBase64);
    if (!read.ok) return read;
    const plain = await unsealed(setup.smallFiles, read.value, keysGiven);
    return plain.ok ? success({ bytes: plain.value, isSealed: isSealed(read.value) }) : plain;
  };

  /** The report of a bundle: as it was made, or made again with the rules of today, its captures, or the gateway's side. */
  const reportFrom = async (
    { report, events, eventsNotUnderstood }: CheckedBundle & { readonly report: Report },
    { observed }: CaptureEvidence,
    { again, gatewayPath, ...keysGiven }: Omit<ParsedInput<"bundle.open">, "source">,
  ): Promise<Outcome<Report>> => {
    if (!again && gatewayPath === undefined && observed.length === 0) return success(report);
    const knownIssues = (await loadKnownIssues(setup.dataFiles)).set.issues;
    const client = { report, events, captures: observed };
    if (gatewayPath === undefined) return success(rediagnose({ ...client, eventsNotUnderstood, knownIssues }));
    const gateway = await readGatewayEnd(setup.smallFiles, gatewayPath, keysGiven);
    return gateway.ok ? success(joinGateway(client, gateway.value, knownIssues)) : gateway;
  };

  return {
    "bundle.open": async ({ source, ...how }, { signal }) => {
      const read = await readSource(source, how);
      if (!read.ok) return read;
      const opened = openBundle(read.value.bytes);
      if (!opened.ok) return opened;
      const evidence = await captureEvidenceIn(opened.value.files, signal);
      const report = await reportFrom(opened.value, evidence, how);
      if (!report.ok) return report;
      const notes =
        "path" in source && bundleFiles !== undefined ? await readNotes(bundleFiles, source.path) : success([]);
      if (!notes.ok) return notes;
      return success({
        ...told(opened.value, read.value.isSealed),
        report: report.value,
        ...(evidence.captures.length === 0 ? {} : { captures: [...evidence.captures] }),
        notes: [...notes.value],
      });
    },
    "bundle.verify": async ({ source, ...keysGiven }) => {
      const read = await readSource(source, keysGiven);
      if (!read.ok) return read;
      const checked = checkBundle(read.value.bytes);
      if (!checked.ok) return checked;
      if (checked.value.files.has(gatewayFactsPath)) {
        return success({ ...told(checked.value, read.value.isSealed), kind: "gateway" });
      }
      // A bundle whose report cannot be read is not what its maker wrote, or is from a later version.
      const opened = openBundle(read.value.bytes);
      return opened.ok ? success({ ...told(opened.value, read.value.isSealed), kind: "client" }) : opened;
    },
    "bundle.note": async ({ path, text }) => {
      if (bundleFiles === undefined) return noFiles;
      return addNote(bundleFiles, path, { at: new Date(world().clock.wallMs()).toISOString(), text });
    },
  };
}

function told({ manifest, events, eventsNotUnderstood, signature, files }: CheckedBundle, isSealedFile: boolean) {
  return {
    manifest,
    isSealed: isSealedFile,
    ...(signature === undefined ? {} : { signature: { ...signature } }),
    events: { total: events.length, notUnderstood: eventsNotUnderstood },
    files: [...files].map(([path, content]) => ({ path, sizeBytes: content.length })),
  };
}
