import { createHash } from "node:crypto";
import { Deflate, Zip, ZipPassThrough } from "fflate";
import { bundleManifestSchemaId, type BundleManifest } from "../model/bundle-manifest.ts";
import type { Report } from "../model/report.ts";
import { named, safeName, type BundlePlan } from "./plan-bundle.ts";
import { redactStream } from "./redaction/redact-stream.ts";
import type { RedactionCounts, Redactor } from "./redaction/redactor.ts";
import { valueClasses, type ValueClass } from "./redaction/row.ts";
import { manifestSignaturePath, signManifest, type Signer } from "./sign.ts";

/** Packs bytes as raw deflate (RFC 1951), piece by piece. */
type Deflater = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** A whole log that goes into the bundle as it is read, redacted on the way. */
export interface AttachedLog {
  readonly source: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** What is read of it, from its end, and the size of all of it. */
  readonly keptBytes: number;
  readonly ofBytes: number;
}

/** A packet capture that goes into the bundle as it is read; it is redacted already. */
export interface AttachedCapture {
  /** In the bundle. */
  readonly path: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Complete when the last chunk was taken. */
  readonly told: () => {
    readonly packets: number;
    readonly leftOut: number;
    /** Addresses that were replaced, by class. */
    readonly replaced: Readonly<Record<string, number>>;
  };
  /** The size of all of it; where less comes, it is the newest part. */
  readonly ofBytes: number;
}

/** Why and by whom a bundle is made. */
export interface BundlePurpose {
  /** The request that it answers. */
  readonly requestId?: string;
  /** The installation that signs it. */
  readonly signer?: Signer;
  readonly consent?: BundleManifest["consent"];
  readonly createdAtMonotonicMs?: number;
  readonly attached?: readonly AttachedLog[];
  readonly captures?: readonly AttachedCapture[];
  readonly deflate?: Deflater;
}

const encoder = new TextEncoder();

/**
 * The zip's bytes as they are made, in constant memory: the files of the plan, the attached logs and captures,
 * `redaction.json`, and at the end `manifest.json` with the SHA-256 of each, and its signature.
 */
export async function* packBundle(
  plan: BundlePlan,
  report: Pick<Report, "tool" | "run">,
  createdAtMs: number,
  purpose: BundlePurpose = {},
): AsyncGenerator<Uint8Array> {
  const { attached = [], captures = [], deflate = deflateHere } = purpose;
  const listed: BundleManifest["files"] = [];
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    packed.push(chunk);
  });

  async function* add(path: string, chunks: AsyncIterable<Uint8Array>, isListed = true): AsyncGenerator<Uint8Array> {
    const entry = new DeflatedEntry(path);
    entry.mtime = new Date(createdAtMs);
    const hash = createHash("sha256");
    zip.add(entry);
    const counted = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        hash.update(chunk);
        entry.push(chunk, false);
        yield chunk;
      }
    };
    for await (const chunk of deflate(counted())) {
      entry.emit(chunk, false);
      yield* packed.splice(0);
    }
    entry.push(new Uint8Array(0), true);
    entry.emit(new Uint8Array(0), true);
    if (isListed) listed.push({ path, sizeBytes: entry.size, sha256: hash.digest("hex") });
    yield* packed.splice(0);
  }

  for (const { path, text } of plan.files) yield* add(path, only(encoder.encode(text)));
  const perFile: { path: string; replaced: Readonly<Record<string, number>> }[] = plan.files.map(
    ({ path, replaced }) => ({
      path,
      replaced,
    }),
  );
  const cut = [...plan.cut];
  const secretsRemoved = { ...plan.secretsRemoved };
  const replaced = { ...plan.replaced };
  for (const [index, log] of attached.entries()) {
    const path = attachedLogPath(index, log.source, plan.redactor);
    plan.redactor.takeCounts();
    yield* add(path, redactStream(log.chunks, plan.redactor));
    const counts = plan.redactor.takeCounts();
    perFile.push({ path, replaced: named(counts.classes) });
    addInto(secretsRemoved, counts.secrets);
    addInto(replaced, named(counts.classes));
    if (log.keptBytes < log.ofBytes) cut.push({ path, keptBytes: log.keptBytes, ofBytes: log.ofBytes });
  }
  const capturesIn: NonNullable<BundleManifest["captures"]> = [];
  for (const { path, chunks, told, ofBytes } of captures) {
    yield* add(path, chunks);
    const { replaced: inCapture, ...counts } = told();
    capturesIn.push({ path, ...counts });
    perFile.push({ path, replaced: inCapture });
    addInto(replaced, inCapture);
    const keptBytes = listed.at(-1)?.sizeBytes ?? 0;
    if (keptBytes < ofBytes) cut.push({ path, keptBytes, ofBytes });
  }
  yield* add("redaction.json", only(jsonBytes(redactionReport(plan.salt, secretsRemoved, perFile))));

  const { requestId, consent, createdAtMonotonicMs, signer } = purpose;
  const manifest: BundleManifest = {
    schema: bundleManifestSchemaId,
    tool: report.tool,
    createdAt: new Date(createdAtMs).toISOString(),
    ...(createdAtMonotonicMs === undefined ? {} : { createdAtMonotonicMs }),
    runId: report.run.id,
    ...(requestId === undefined ? {} : { requestId }),
    files: listed,
    collectors: report.run.steps.map((step) => ({
      name: step.name,
      outcome: step.outcome,
      ...(step.reason === undefined ? {} : { note: plan.redactor.text(step.reason) }),
    })),
    ...(capturesIn.length === 0 ? {} : { captures: capturesIn }),
    cut,
    redaction: { secretsRemoved, pseudonyms: plan.pseudonyms, replaced, salt: plan.salt },
    ...(consent === undefined ? {} : { consent }),
  };
  const manifestBytes = jsonBytes(manifest);
  yield* add("manifest.json", only(manifestBytes), false);
  if (signer !== undefined) yield* add(manifestSignaturePath, only(signManifest(manifestBytes, signer)), false);
  zip.end();
  yield* packed.splice(0);
}

/** Where an attached log stands in its bundle. */
export function attachedLogPath(index: number, source: string, redactor: Redactor): string {
  return `logs/whole-${String(index + 1).padStart(2, "0")}-${safeName(redactor.text(source))}.log`;
}

/** The whole bundle in memory, where it is small enough: without attached logs it is bounded by its plan. */
export async function writeBundle(
  plan: BundlePlan,
  report: Pick<Report, "tool" | "run">,
  createdAtMs: number,
  purpose: BundlePurpose = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of packBundle(plan, report, createdAtMs, purpose)) chunks.push(chunk);
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** `tunnel-doctor-2026-11-23T10-15-00Z.tdbundle`: sorts by time, and says nothing about the person. */
export function bundleFileName(createdAtMs: number): string {
  const stamp = new Date(createdAtMs)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(":", "-");
  return `tunnel-doctor-${stamp}.tdbundle`;
}

/** An entry whose content is counted by fflate and packed by somebody else (method 8 of the zip format). */
class DeflatedEntry extends ZipPassThrough {
  override compression = 8;

  protected override process(): void {
    // What is pushed is only counted; `emit` hands on the packed bytes.
  }

  emit(chunk: Uint8Array, final: boolean): void {
    // Buffers of Node count as views of any memory; these are never shared between threads.
    this.ondata(null, chunk as Uint8Array<ArrayBuffer>, final);
  }
}

async function* deflateHere(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const deflate = new Deflate({ level: 6 }, (chunk) => packed.push(chunk));
  for await (const chunk of chunks) {
    deflate.push(Uint8Array.from(chunk), false);
    yield* packed.splice(0);
  }
  deflate.push(new Uint8Array(0), true);
  yield* packed.splice(0);
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function jsonBytes(value: unknown): Uint8Array {
  return encoder.encode(`${JSON.stringify(value, null, 2)}\n`);
}

function addInto(sum: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
}

/** What was replaced, where, and by what: for whoever wonders how far it can be trusted. */
function redactionReport(
  salt: BundlePlan["salt"],
  secretsRemoved: RedactionCounts["secrets"],
  files: readonly { readonly path: string; readonly replaced: Readonly<Record<string, number>> }[],
) {
  return {
    schema: "tunnel-doctor/redaction/1",
    salt,
    secretsRemoved,
    classes: (Object.keys(valueClasses) as readonly ValueClass[]).map((valueClass) => ({
      class: valueClass,
      ...valueClasses[valueClass],
    })),
    files,
  };
}
