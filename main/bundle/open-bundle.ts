import { createHash } from "node:crypto";
import { z } from "zod";
import { bundleManifestSchema, bundleManifestSchemaId, type BundleManifest } from "../model/bundle-manifest.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { logEventSchema, type LogEvent } from "../model/log-event.ts";
import { reportSchema, reportSchemaId, type Report } from "../model/report.ts";
import { namesInZip, readZip } from "./read-zip.ts";
import { manifestSignaturePath, verifyManifest, type ManifestSignature } from "./sign.ts";

/** A bundle that was read and checked: every file is what its manifest says. */
export interface OpenedBundle extends CheckedBundle {
  readonly report: Report;
}

/** A bundle of any kind, whose files are what its manifest says. */
export interface CheckedBundle {
  readonly manifest: BundleManifest;
  readonly events: readonly LogEvent[];
  /** Lines of `events.ndjson` that this version does not understand. */
  readonly eventsNotUnderstood: number;
  /** Whose signature it carries; absent where it is not signed. */
  readonly signature?: ManifestSignature;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface OpenOptions {
  /** The events are checked like every file, and not read: `events` is empty. */
  readonly isWithoutEvents?: boolean;
}

/** Five times what a bundle holds by itself, so that ones with whole logs open too; all of it stands in memory. */
export const bundleLimits = { maxEntries: 512, maxUnpackedBytes: 256 * 1024 * 1024 };
/** A packed bundle that is larger is not read at all. */
export const maxBundleFileBytes = 128 * 1024 * 1024;
export const maxManifestBytes = 1024 * 1024;
const maxEvents = 200_000;

export const manifestPath = "manifest.json";
/** What a gateway's bundle holds in the place of a report. */
export const gatewayFactsPath = "gateway-facts.json";
const unlisted: ReadonlySet<string> = new Set([manifestPath, manifestSignaturePath]);

/** Does this zip hold what every bundle holds? Another zip may be one of logs. */
export function looksLikeBundle(bytes: Uint8Array): boolean {
  return namesInZip(bytes).some((name) => name === manifestPath || name === "report.json" || name === gatewayFactsPath);
}

/** Is this the beginning of a bundle (or of another zip)? */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/**
 * Opens a bundle that may come from anybody.
 *
 * @param bytes not sealed, or unsealed already
 * @returns `unreadable` for foreign, cut or damaged files, `not-supported` for a later format, `refused` where a file is
 *   not what the manifest says, the signature does not fit, or the zip is made to do harm
 */
export function openBundle(bytes: Uint8Array, options: OpenOptions = {}): Outcome<OpenedBundle> {
  const checked = checkBundle(bytes, options);
  return checked.ok ? withReport(checked.value) : checked;
}

/** As `openBundle`, of the files of a bundle that somebody unpacked. */
export function openBundleFiles(files: ReadonlyMap<string, Uint8Array>): Outcome<OpenedBundle> {
  const checked = checkFiles(files);
  return checked.ok ? withReport(checked.value) : checked;
}

function withReport(checked: CheckedBundle): Outcome<OpenedBundle> {
  const { files } = checked;
  if (files.has(gatewayFactsPath) && !files.has("report.json")) {
    return failure("invalid-input", "This is a gateway's bundle; name the client's bundle of the same time beside it.");
  }
  const report = readReport(files.get("report.json"));
  return report.ok ? success({ ...checked, report: report.value }) : report;
}

/** As `openBundle`, also for a bundle without a report, such as a gateway's. */
export function checkBundle(bytes: Uint8Array, options: OpenOptions = {}): Outcome<CheckedBundle> {
  if (!isZip(bytes)) return failure("unreadable", "This is no bundle of Tunnel Doctor.");
  const unpacked = readZip(bytes, bundleLimits);
  return unpacked.ok ? checkFiles(unpacked.value, options) : unpacked;
}

function checkFiles(
  files: ReadonlyMap<string, Uint8Array>,
  { isWithoutEvents = false }: OpenOptions = {},
): Outcome<CheckedBundle> {
  const manifestBytes = files.get(manifestPath);
  if (manifestBytes === undefined) {
    return failure("unreadable", `This is no bundle of Tunnel Doctor: ${manifestPath} is missing.`);
  }
  const manifest = readManifest(manifestBytes);
  if (!manifest.ok) return manifest;
  const changed = firstChange(manifest.value, files);
  if (changed !== null) return failure("refused", `This bundle was changed after it was made: ${changed}.`);
  const signed = files.get(manifestSignaturePath);
  const signature = signed === undefined ? undefined : verifyManifest(manifestBytes, signed);
  if (signature?.ok === false) return signature;

  const { events, notUnderstood } = readEvents(isWithoutEvents ? undefined : files.get("events.ndjson"));
  return success({
    manifest: manifest.value,
    events,
    eventsNotUnderstood: notUnderstood,
    ...(signature === undefined ? {} : { signature: signature.value }),
    files,
  });
}

/** @returns `unreadable` for what is none, `not-supported` for one of a later format */
export function readManifest(bytes: Uint8Array): Outcome<BundleManifest> {
  const value = bytes.length > maxManifestBytes ? undefined : parsedJson(bytes);
  const named = z.object({ schema: z.string() }).safeParse(value);
  if (
    named.success &&
    named.data.schema !== bundleManifestSchemaId &&
    named.data.schema.startsWith("tunnel-doctor/bundle/")
  ) {
    return failure(
      "not-supported",
      `This bundle has the format ${named.data.schema.slice(0, 40)}; a later version of Tunnel Doctor opens it.`,
    );
  }
  const parsed = bundleManifestSchema.safeParse(value);
  return parsed.success ? success(parsed.data) : failure("unreadable", "The manifest of this bundle cannot be read.");
}

/** What differs between the manifest and the files, in words; null where nothing does. */
function firstChange(manifest: BundleManifest, files: ReadonlyMap<string, Uint8Array>): string | null {
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  if (listed.size !== manifest.files.length) return "its manifest names a file twice";
  for (const { path, sizeBytes, sha256 } of manifest.files) {
    const content = files.get(path);
    if (content === undefined) return `the file ${path} is missing`;
    if (content.length !== sizeBytes || createHash("sha256").update(content).digest("hex") !== sha256) {
      return `${path} is not what the manifest says`;
    }
  }
  const added = [...files.keys()].find((path) => !listed.has(path) && !unlisted.has(path));
  return added === undefined ? null : `${added} is not in the manifest`;
}

function readReport(bytes: Uint8Array | undefined): Outcome<Report> {
  const value = bytes === undefined ? undefined : parsedJson(bytes);
  const parsed = reportSchema.safeParse(value);
  if (parsed.success) return success(parsed.data);
  const schema = z.object({ schema: z.string() }).safeParse(value);
  if (schema.success && schema.data.schema !== reportSchemaId) {
    return failure(
      "not-supported",
      `The report in this bundle has the format ${schema.data.schema.slice(0, 40)}, which this version does not know.`,
    );
  }
  return failure("unreadable", "The report in this bundle cannot be read.");
}

function readEvents(bytes: Uint8Array | undefined): {
  readonly events: readonly LogEvent[];
  readonly notUnderstood: number;
} {
  const lines = bytes === undefined ? [] : new TextDecoder().decode(bytes).split("\n");
  const events: LogEvent[] = [];
  let notUnderstood = 0;
  for (const line of lines) {
    if (line === "") continue;
    const parsed = events.length < maxEvents ? logEventSchema.safeParse(parsedText(line)) : undefined;
    if (parsed?.success === true) events.push(parsed.data);
    else notUnderstood += 1;
  }
  return { events, notUnderstood };
}

function parsedJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function parsedText(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
