import { z } from "zod";
import {
  bundleLimits,
  isZip,
  looksLikeBundle,
  manifestPath,
  maxManifestBytes,
  openBundle,
  openBundleFiles,
  readManifest,
  type OpenedBundle,
} from "../bundle/open-bundle.ts";
import { isPlainPath, namesInZip } from "../bundle/read-zip.ts";
import { isSealed } from "../bundle/seal.ts";
import { manifestSignaturePath } from "../bundle/sign.ts";
import { failure, success, type Outcome } from "../model/failure.ts";
import { inOurWords } from "../model/issue-text.ts";
import type { LogEvent } from "../model/log-event.ts";
import type { CaptureFiles } from "../model/ports/captures.ts";
import type { SmallFiles } from "../model/ports/small-files.ts";
import { reportSchema, reportSchemaId, type Report } from "../model/report.ts";
import { describeIssues } from "./dispatcher.ts";
import { unsealed, type SealKeys } from "./unseal.ts";

/** What a file that a person handed over turned out to be. */
export type EvidenceFile =
  | {
      readonly kind: "bundle";
      readonly report: Report;
      readonly events: readonly LogEvent[];
      readonly eventsNotUnderstood: number;
      readonly files: ReadonlyMap<string, Uint8Array>;
    }
  | { readonly kind: "report"; readonly report: Report }
  | { readonly kind: "logs"; readonly path: string };

interface Files {
  readonly captureFiles: CaptureFiles;
  readonly smallFiles: Pick<SmallFiles, "read" | "readBytes" | "helpdeskKeyPath">;
}

const mebibyte = 1024 * 1024;
const maxZipBytes = 256 * mebibyte;
const maxReportBytes = 64 * mebibyte;
const maxSignatureBytes = mebibyte;
/** How much of a file is looked at to tell what it is. */
const headCharacters = 4096;

/**
 * Opens what a person handed over, by its content and not by its name. The content is hostile: everything is bounded and
 * validated.
 *
 * @param keys what opens it where it is sealed
 * @returns `invalid-input` for a file that is none of these, `refused` for a bundle that was changed after it was made or
 *   that the keys do not open
 */
export async function openEvidence(files: Files, path: string, keys: SealKeys = {}): Promise<Outcome<EvidenceFile>> {
  const opened = await files.captureFiles.open(path);
  // A folder cannot be opened: an unpacked bundle, or logs.
  if (!opened.ok) return opened.error.code === "unreadable" ? openFolder(files, path) : opened;
  try {
    return await openFile(files, path, opened.value.chunks, keys);
  } catch {
    return failure("unreadable", `${path} is damaged.`);
  } finally {
    await opened.value.close();
  }
}

async function openFile(
  files: Files,
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  keys: SealKeys,
): Promise<Outcome<EvidenceFile>> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return failure("invalid-input", `${path} is empty.`);
  const head = first.value;
  const text = new TextDecoder().decode(head.subarray(0, headCharacters));
  const rest = { [Symbol.asyncIterator]: () => iterator };
  if (isZip(head) || isSealed(head)) {
    const bytes = await wholeFile(head, rest, maxZipBytes);
    if (bytes === null) return tooLarge(path, maxZipBytes);
    const plain = await unsealed(files.smallFiles, bytes, keys);
    return plain.ok ? openZip(path, plain.value, isSealed(bytes)) : of(path, plain);
  }
  const stranger = strangerName(head, text);
  if (stranger !== undefined) return failure("invalid-input", `${path} is ${stranger}.`);
  if (!/^\s*[{[]/.test(text)) return success({ kind: "logs", path });
  const bytes = await wholeFile(head, rest, maxReportBytes);
  if (bytes === null) return isOurs(text) ? tooLarge(path, maxReportBytes) : success({ kind: "logs", path });
  return openJson(path, new TextDecoder().decode(bytes));
}

/** An unpacked bundle, checked against its manifest; a report alone; or else logs. */
async function openFolder(files: Files, path: string): Promise<Outcome<EvidenceFile>> {
  const { smallFiles } = files;
  const manifest = await smallFiles.readBytes(`${path}/${manifestPath}`, maxManifestBytes);
  if (manifest.ok) return openUnpacked(files, path, manifest.value);
  if (manifest.error.code !== "not-found") return manifest;
  const reportText = await smallFiles.read(`${path}/report.json`, maxReportBytes);
  if (!reportText.ok) {
    return reportText.error.code === "not-found" ? success({ kind: "logs", path }) : reportText;
  }
  const report = parseReport(`${path}/report.json`, reportText.value);
  return report.ok ? success({ kind: "report", report: report.value }) : report;
}

/** The files that the manifest names are read, and no others: nobody can say who put those there. */
async function openUnpacked(
  { smallFiles }: Files,
  path: string,
  manifestBytes: Uint8Array,
): Promise<Outcome<EvidenceFile>> {
  const manifest = readManifest(manifestBytes);
  if (!manifest.ok) return of(path, manifest);
  const listed = manifest.value.files;
  const unpackedBytes = listed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (listed.length > bundleLimits.maxEntries || unpackedBytes > bundleLimits.maxUnpackedBytes) {
    return failure("too-large", `${path}: its manifest names more than any bundle holds.`);
  }
  const contents = new Map([[manifestPath, manifestBytes]]);
  for (const { path: name, sizeBytes } of [
    { path: manifestSignaturePath, sizeBytes: maxSignatureBytes },
    ...manifest.value.files,
  ]) {
    if (!isPlainPath(name)) {
      return failure("refused", `${path}: the name ${JSON.stringify(name.slice(0, 80))} could lead out of its folder.`);
    }
    const content = await smallFiles.readBytes(`${path}/${name}`, Math.max(0, sizeBytes));
    if (content.ok) contents.set(name, content.value);
    else if (content.error.code === "too-large") {
      return failure("refused", `${path}: ${name} is not what the manifest says.`);
    } else if (content.error.code !== "not-found") return content;
  }
  return bundleOf(path, openBundleFiles(contents));
}

function bundleOf(path: string, opened: Outcome<OpenedBundle>): Outcome<EvidenceFile> {
  if (!opened.ok) return of(path, opened);
  const { report, events, eventsNotUnderstood, files } = opened.value;
  return success({ kind: "bundle", report, events, eventsNotUnderstood, files });
}

/** What is wrong, and with which file. */
function of(path: string, { error }: Extract<Outcome<unknown>, { readonly ok: false }>): Outcome<never> {
  return failure(error.code, error.message.includes(path) ? error.message : `${path}: ${error.message}`);
}

/** Files that people take for the right one, and what to do with them. */
function strangerName(head: Uint8Array, text: string): string | undefined {
  if (text.startsWith("-----BEGIN AGE ENCRYPTED FILE-----")) {
    return "sealed, and written as text; make it a sealed file again: age --decrypt FILE";
  }
  const magic = [...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (captureMagics.has(magic)) return "a packet capture; read it with: tunnel-doctor capture read";
  const isEventLog = text.startsWith("ElfFile");
  return isEventLog || isText(head) ? undefined : "neither a bundle nor a report nor a log";
}

/** pcap in both byte orders, with micro- and nanoseconds, and pcapng. */
const captureMagics = new Set(["d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d", "0a0d0d0a"]);

/** UTF-8, or UTF-16, whose zero bytes stand at every other place. */
function isText(head: Uint8Array): boolean {
  const probe = head.subarray(0, headCharacters);
  const zeros = probe.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  return zeros === 0 || (zeros > probe.length / 4 && zeros <= probe.length / 2 + 1);
}

async function wholeFile(
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | null> {
  const chunks = [head];
  let sizeBytes = head.length;
  for await (const chunk of rest) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) return null;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(sizeBytes);
  let position = 0;
  for (const chunk of chunks) {
    whole.set(chunk, position);
    position += chunk.length;
  }
  return whole;
}

const tooLarge = (path: string, maxBytes: number) =>
  failure("too-large", `${path} is larger than ${maxBytes / mebibyte} MiB.`);

function openZip(path: string, bytes: Uint8Array, wasSealed: boolean): Outcome<EvidenceFile> {
  if (!isZip(bytes)) return failure("invalid-input", `${path} is sealed, and holds no bundle.`);
  if (looksLikeBundle(bytes)) return bundleOf(path, openBundle(bytes));
  if (namesInZip(bytes).length === 0) return failure("invalid-input", `${path} is a damaged zip archive.`);
  // A zip archive of logs is read as such.
  return wasSealed
    ? failure("invalid-input", `${path} is sealed, and holds a zip that is no bundle.`)
    : success({ kind: "logs", path });
}

function openJson(path: string, text: string): Outcome<EvidenceFile> {
  if (!isOurs(text.slice(0, headCharacters))) {
    // Logs of journald and macOS are JSON too: one record a line, or a list of records.
    return isOneObject(text) && !/"(?:MESSAGE|eventMessage)"/.test(text.slice(0, headCharacters))
      ? failure("invalid-input", `${path} is JSON, but no report of Tunnel Doctor.`)
      : success({ kind: "logs", path });
  }
  const report = parseReport(path, text);
  return report.ok ? success({ kind: "report", report: report.value }) : report;
}

/** Whether the text says of itself that this program wrote it. */
function isOurs(text: string): boolean {
  return /"schema"\s*:\s*"tunnel-doctor\//.test(text);
}

function isOneObject(text: string): boolean {
  try {
    return !Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}

const schemaIdSchema = z.object({ schema: z.string().max(100) });

/** Parses a report; one sentence says what is wrong with another document. */
function parseReport(name: string, text: string): Outcome<Report> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failure("invalid-input", `${name}: the report is damaged or cut off (broken JSON).`);
  }
  const said = schemaIdSchema.safeParse(json).data?.schema;
  if (said !== reportSchemaId) return failure("invalid-input", `${name}: ${otherSchema(said, reportSchemaId)}`);
  const parsed = reportSchema.safeParse(json, inOurWords);
  return parsed.success
    ? success(parsed.data)
    : failure("invalid-input", `${name}: the report is not as it should be: ${describeIssues(parsed.error)}`);
}

function otherSchema(said: string | undefined, id: string): string {
  const [kind, number] = splitId(id);
  const [saidKind, saidNumber] = splitId(said ?? "");
  if (saidKind !== kind) return said === undefined ? `it is no ${id}.` : `it is a ${said}, and not a ${id}.`;
  return saidNumber > number
    ? `it was written by a newer version of Tunnel Doctor (${said ?? ""}); update this one.`
    : `it was written by an older version of Tunnel Doctor (${said ?? ""}) that this one does not read.`;
}

function splitId(id: string): readonly [kind: string, number: number] {
  const cut = id.lastIndexOf("/");
  return [id.slice(0, cut), Number(id.slice(cut + 1))];
}
