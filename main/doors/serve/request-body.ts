import type { IncomingMessage } from "node:http";
import { failure, success, type Outcome } from "../../model/failure.ts";

/** The largest input of a call is a few file paths; a megabyte is far beyond it. */
const maxBodyBytes = 1024 * 1024;

/** Reads the JSON body of a request. `too-large` above 1 MB, `invalid-input` when it is not JSON. */
export async function readJsonBody(request: IncomingMessage): Promise<Outcome<unknown>> {
  const tooLarge = failure("too-large", "The body of a request may have 1 MB at most.");
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
