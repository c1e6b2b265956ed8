import { createHash } from "node:crypto";
import { strToU8, zipSync } from "fflate";
import { bundleManifestSchemaId, type BundleManifest } from "../model/bundle-manifest.ts";
import type { Report } from "../model/report.ts";
import type { BundlePlan } from "./plan-bundle.ts";

/** The zip's bytes: `manifest.json` first, then the files of the plan with their SHA-256 in it. */
export function writeBundle(plan: BundlePlan, report: Report, createdAtMs: number): Uint8Array {
  const contents = plan.files.map((file) => ({ path: file.path, bytes: strToU8(file.text) }));
  const manifest: BundleManifest = {
    schema: bundleManifestSchemaId,
    tool: report.tool,
    createdAt: new Date(createdAtMs).toISOString(),
    runId: report.run.id,
    files: contents.map(({ path, bytes }) => ({
      path,
      sizeBytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    })),
    collectors: report.run.steps.map((step) => ({
      name: step.name,
      outcome: step.outcome,
      ...(step.reason === undefined ? {} : { note: step.reason }),
    })),
    redaction: { secretsRemoved: { ...plan.secretsRemoved }, pseudonyms: false },
  };
  const entries = [{ path: "manifest.json", bytes: strToU8(`${JSON.stringify(manifest, null, 2)}\n`) }, ...contents];
  return zipSync(Object.fromEntries(entries.map(({ path, bytes }) => [path, bytes])), { mtime: new Date(createdAtMs) });
}

/** `tunnel-doctor-2026-11-23T10-15-00Z.tdbundle`: sorts by time, and says nothing about the person. */
export function bundleFileName(createdAtMs: number): string {
  const stamp = new Date(createdAtMs)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `tunnel-doctor-${stamp}.tdbundle`;
}
