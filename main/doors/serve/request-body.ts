import type { IncomingMessage } from "node:http";
import { failure, success, type Outcome } from "../../model/failure.ts";

const mebibyte = 1024 * 1024;

/** The largest input of most calls is a few file paths; a megabyte is far beyond it. */
const usualMaxBytes = mebibyte;

/** Calls whose input holds a whole file: a bundle in base64, two reports. */
const maxBytesOfCall: Readonly<Record<string, number>> = {
  "bundle.open": 200 * mebibyte,
  "compare.reports": 32 * mebibyte,
  "fleet.add-content": 200 * mebibyte,
};

/** Reads the JSON body of the call `name`. `too-large` above 1 MB for most calls, `invalid-input` when it is not JSON. */
export async function readJsonBody(request: IncomingMessage, name: string): Promise<Outcome<unknown>> {
  const maxBodyBytes = Object.hasOwn(maxBytesOfCall, name) ? (maxBytesOfCall[name] ?? usualMaxBytes) : usualMaxBytes;
  const tooLarge = failure("too-large", `What is handed over may have ${maxBodyBytes / mebibyte} MB at most.`);
  if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) return tooLarge;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBodyBytes) return tooLarge;
      chunks.push(chunk);
    }
    return success(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks))));
  } catch {
    return failure("invalid-input", "The body of the request is not JSON.");
  }
}
