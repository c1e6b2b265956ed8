import { Inflate, inflateSync } from "fflate";
import { failure, success, type Outcome } from "../model/failure.ts";

/*
 * Reads a zip that a stranger made. Only what our bundles use is taken (APPNOTE.TXT 6.3.10: one disk, methods 0 and 8, no
 * encryption, no zip64); everything else is refused before a byte is unpacked, and unpacking stops where more comes out
 * than was said.
 */

export interface ZipLimits {
  readonly maxEntries: number;
  readonly maxUnpackedBytes: number;
  /** Nothing is written by its name: any name is taken, and folders and hidden files are passed over. */
  readonly areNamesLabels?: boolean;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly offset: number;
}

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const centralBytes = 46;
const localBytes = 30;
/** The comment of a zip has at most 65 535 bytes. */
const farthestEndBytes = endBytes + 0xffff;

/** One folder at most, plain letters, and no name that starts with a dot: nothing that could leave its folder. */
const plainPath = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,60}\/)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;

/** Folders, and what systems leave beside files: `.DS_Store`, `__MACOSX/…`. */
const besideFiles = /\/$|(?:^|\/)(?:\.(?!\.?\/)|__MACOSX\/)/;

const damaged = (what: string) => failure("unreadable", `This file is damaged or cut: ${what}.`);
const refused = (what: string) => failure("refused", `This file is not opened: ${what}.`);

/**
 * Unpacks all files of a zip.
 *
 * @returns the files by path; `unreadable` where it is no zip or a damaged one, `refused` where it is made to do harm
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): Outcome<ReadonlyMap<string, Uint8Array>> {
  const entries = readEntries(bytes, limits);
  if (!entries.ok) return entries;
  const files = new Map<string, Uint8Array>();
  for (const entry of entries.value) {
    const content = unpack(bytes, entry);
    if (!content.ok) return content;
    files.set(entry.name, content.value);
  }
  return success(files);
}

/** More files than any bundle has, or logs that a person packs. */
const maxNames = 10_000;

/** The names in a zip's list of files, to tell what kind of zip it is; none where there is no such list. */
export function namesInZip(bytes: Uint8Array): readonly string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view) ?? 0;
  const names: string[] = [];
  let at = end === 0 ? 0 : view.getUint32(end + 16, true);
  while (names.length < maxNames && at + centralBytes <= end && view.getUint32(at, true) === centralSignature) {
    const nameBytes = view.getUint16(at + 28, true);
    names.push(new TextDecoder().decode(bytes.subarray(at + centralBytes, at + centralBytes + nameBytes)));
    at += centralBytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}

/** Does this path stay in its folder? */
export function isPlainPath(path: string): boolean {
  return plainPath.test(path);
}

function readEntries(
  bytes: Uint8Array,
  { maxEntries, maxUnpackedBytes, areNamesLabels = false }: ZipLimits,
): Outcome<readonly Entry[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return failure("unreadable", "This is no bundle, or its end is missing.");
  const count = view.getUint16(end + 10, true);
  const directoryBytes = view.getUint32(end + 12, true);
  const directory = view.getUint32(end + 16, true);
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count)
    return refused("it has several parts");
  if (count > maxEntries) return refused(`it has ${count} files, and at most ${maxEntries} are taken`);
  if (directory + directoryBytes > end) return damaged("its list of files is not where it should be");

  const entries: Entry[] = [];
  const names = new Set<string>();
  let unpackedBytes = 0;
  for (let at = directory, number = 0; number < count; number += 1) {
    if (at + centralBytes > end || view.getUint32(at, true) !== centralSignature)
      return damaged("its list of files cannot be read");
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + centralBytes + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) return damaged("its list of files cannot be read");
    const name = new TextDecoder().decode(bytes.subarray(at + centralBytes, at + centralBytes + nameBytes));
    const shown = JSON.stringify(name.slice(0, 80));
    if (areNamesLabels && besideFiles.test(name)) {
      at = next;
      continue;
    }
    if (!areNamesLabels && !isPlainPath(name)) return refused(`the name ${shown} in it could lead out of its folder`);
    // Some file systems do not tell upper from lower case.
    if (names.has(name.toLowerCase())) return refused(`it holds ${shown} twice`);
    names.add(name.toLowerCase());
    // The upper half holds the mode of Unix; only regular files (010 in its upper four bits), or none at all.
    const fileType = (view.getUint32(at + 38, true) >>> 28) & 0xf;
    if (fileType !== 0 && fileType !== 8) return refused(`${shown} in it is no regular file but a link or a device`);
    if ((view.getUint16(at + 8, true) & 1) !== 0) return refused(`${shown} in it is encrypted`);
    const entry: Entry = {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if (entry.method !== 0 && entry.method !== 8) return refused(`${shown} in it is packed in an unknown way`);
    unpackedBytes += entry.unpackedBytes;
    if (unpackedBytes > maxUnpackedBytes) return refused(`it would unpack to more than ${maxUnpackedBytes} bytes`);
    entries.push(entry);
    at = next;
  }
  return overlap(view, entries, directory) ?? success(entries);
}

/** The end record has the last place, but for a comment that it tells the length of. */
function findEnd(view: DataView): number | null {
  for (let at = view.byteLength - endBytes; at >= Math.max(0, view.byteLength - farthestEndBytes); at -= 1) {
    if (
      view.getUint32(at, true) === endSignature &&
      at + endBytes + view.getUint16(at + 20, true) === view.byteLength
    ) {
      return at;
    }
  }
  return null;
}

/** Files that share their bytes make a small zip that unpacks to a very large one (D. Fifield, WOOT 2019). */
function overlap(view: DataView, entries: readonly Entry[], directory: number): Outcome<never> | null {
  let free = 0;
  for (const { name, offset, packedBytes } of [...entries].sort((one, other) => one.offset - other.offset)) {
    if (offset + localBytes > directory || view.getUint32(offset, true) !== localSignature)
      return damaged(`${name} in it cannot be unpacked`);
    const start = offset + localBytes + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (offset < free) return refused("files in it share the same bytes");
    if (start + packedBytes > directory) return damaged(`${name} in it is cut`);
    free = start + packedBytes;
  }
  return null;
}

function unpack(bytes: Uint8Array, entry: Entry): Outcome<Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const nameBytes = view.getUint16(entry.offset + 26, true);
  const nameStart = entry.offset + localBytes;
  if (new TextDecoder().decode(bytes.subarray(nameStart, nameStart + nameBytes)) !== entry.name) {
    return refused(`${entry.name} in it has two names`);
  }
  const start = nameStart + nameBytes + view.getUint16(entry.offset + 28, true);
  const packed = bytes.subarray(start, start + entry.packedBytes);
  const content = entry.method === 0 ? success(packed) : inflate(packed, entry);
  if (!content.ok) return content;
  if (content.value.length !== entry.unpackedBytes || crc32(content.value) !== entry.crc)
    return damaged(`${entry.name} in it cannot be unpacked`);
  return content;
}

const inflateStepBytes = 16 * 1024;
/** Deflate makes at most 1032 bytes of one (zlib.net/zlib_tech.html), so that even made to do harm, so little is soon unpacked. */
const atOnceBytes = 64 * 1024;

function inflate(packed: Uint8Array, entry: Entry): Outcome<Uint8Array> {
  return packed.length > atOnceBytes ? inflateInSteps(packed, entry) : inflateAtOnce(packed, entry);
}

/** Several times faster for small files. What is larger than was said ends in the one byte too many. */
function inflateAtOnce(packed: Uint8Array, { name, unpackedBytes }: Entry): Outcome<Uint8Array> {
  try {
    const content = inflateSync(packed, { out: new Uint8Array(unpackedBytes + 1) });
    return content.length > unpackedBytes ? refused(`${name} in it unpacks to more than it says`) : success(content);
  } catch {
    return damaged(`${name} in it cannot be unpacked`);
  }
}

function inflateInSteps(packed: Uint8Array, { name, unpackedBytes }: Entry): Outcome<Uint8Array> {
  const content = new Uint8Array(unpackedBytes);
  let length = 0;
  const inflater = new Inflate((chunk) => {
    if (length + chunk.length <= unpackedBytes) content.set(chunk, length);
    length += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length && length <= unpackedBytes; at += inflateStepBytes) {
      inflater.push(packed.subarray(at, at + inflateStepBytes), at + inflateStepBytes >= packed.length);
    }
  } catch {
    return damaged(`${name} in it cannot be unpacked`);
  }
  return length > unpackedBytes
    ? refused(`${name} in it unpacks to more than it says`)
    : success(content.subarray(0, length));
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ 0xedb88320;
  return value;
});

/** The checksum of zip files (ISO 3309, as in APPNOTE.TXT 4.4.7). fflate has one and keeps it to itself. */
function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
