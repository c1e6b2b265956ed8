import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isGzip } from "../files.ts";

const unpackedBytes = 32 * 1024;
/** What is unpacked at once stays below 4 MB: deflate makes of a byte 1032 at most (RFC 1951). */
const packedBytes = 4 * 1024;

/** A zip archive begins with the header of a file, or with its end where it is empty (APPNOTE.TXT, section 4.3). */
export const isZip = (start: Uint8Array) =>
  start[0] === 0x50 && start[1] === 0x4b && ((start[2] === 3 && start[3] === 4) || (start[2] === 5 && start[3] === 6));

/** Unpacks gzip, also several members one after the other. */
export function gunzip(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const unpacked = createGunzip({ chunkSize: unpackedBytes });
  const source = Readable.from(packed);
  source.on("error", (error) => unpacked.destroy(error));
  return source.pipe(unpacked) as AsyncIterable<Buffer>;
}

/** Copies of chunks that share their memory, for those that keep them for a while. */
export async function* copies(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield Uint8Array.from(chunk);
}

/** A file in a zip archive. */
interface ZipEntry {
  readonly name: string;
  /** Throws where the entry is damaged, protected, or packed in a way that is not known. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

type ZipEvent =
  | { readonly kind: "entry"; readonly name: string }
  | { readonly kind: "data"; readonly bytes: Uint8Array }
  | { readonly kind: "end" }
  | { readonly kind: "failed" };

/**
 * The files of a zip archive, one after the other, in constant memory. What is not read of an entry is passed over when
 * the next one is asked for.
 */
export async function* zipEntries(packed: AsyncIterable<Uint8Array>): AsyncGenerator<ZipEntry> {
  const events = zipEvents(packed);
  async function* dataOfEntry(): AsyncGenerator<Uint8Array> {
    for (let next = await events.next(); next.done !== true; next = await events.next()) {
      if (next.value.kind === "end") return;
      if (next.value.kind !== "data") break;
      const { bytes } = next.value;
      for (let start = 0; start < bytes.length; start += unpackedBytes) {
        yield bytes.subarray(start, start + unpackedBytes);
      }
    }
    throw new Error("it is damaged, or protected by a password");
  }
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    if (next.value.kind === "entry") yield { name: next.value.name, chunks: dataOfEntry() };
  }
}

async function* zipEvents(packed: AsyncIterable<Uint8Array>): AsyncGenerator<ZipEvent> {
  // Loaded where there is an archive: it takes some MB, and a watch never reads one.
  const { Unzip, UnzipInflate } = await import("fflate");
  const events: ZipEvent[] = [];
  const unzip = new Unzip((file) => {
    events.push({ kind: "entry", name: file.name });
    file.ondata = (error, bytes, isLast) => {
      // Where the archive is bad, there is an error in the place of bytes, against the types.
      if ((error as Error | null) !== null) events.push({ kind: "failed" });
      else if (bytes.length > 0) events.push({ kind: "data", bytes });
      if (isLast) events.push({ kind: "end" });
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  const push = (bytes: Uint8Array, isLast: boolean): boolean => {
    try {
      unzip.push(bytes, isLast);
      return true;
    } catch {
      events.push({ kind: "failed" });
      return false;
    }
  };
  for await (const chunk of packed) {
    for (let start = 0; start < chunk.length; start += packedBytes) {
      // The library keeps what it cannot use yet, and the chunks share their memory.
      const isGood = push(chunk.slice(start, start + packedBytes), false);
      yield* events.splice(0);
      if (!isGood) return;
    }
  }
  push(new Uint8Array(), true);
  yield* events;
}

/** Unpacks what begins as gzip, and gives everything else as it is. */
export async function* unpackedIfGzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  async function* whole(): AsyncGenerator<Uint8Array> {
    for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
  }
  yield* isGzip(first.value) ? gunzip(copies(whole())) : whole();
}
