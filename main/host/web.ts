import { failure, success, type Outcome } from "../model/failure.ts";
import type { WebAnswer, WebClient } from "../model/ports/web.ts";

/** A page to compare with is short, and whatever is longer is not it. */
const maxBodyBytes = 64 * 1024;

/**
 * Fetches one page over HTTP or HTTPS, with no cookies and no cache, and follows no redirect. `invalid-input` for anything
 * but such an address, `timed-out`, `cancelled`, or `unreachable` with the cause.
 */
export const systemWeb: WebClient = {
  get: async (url, { accept, timeoutMs }, signal) => {
    const parsed = URL.canParse(url) ? new URL(url) : null;
    if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
      return failure("invalid-input", `${url} is not an address of a web page.`);
    }
    const timeout = AbortSignal.timeout(timeoutMs);
    const stop = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
    try {
      const response = await fetch(parsed, {
        redirect: "manual",
        cache: "no-store",
        credentials: "omit",
        headers: { accept },
        signal: stop,
      });
      return success(await readAnswer(response));
    } catch (error) {
      return whyNot(parsed, error, { isStopped: signal?.aborted === true, isLate: timeout.aborted, timeoutMs });
    }
  },
};

async function readAnswer(response: Response): Promise<WebAnswer> {
  const location = response.headers.get("location");
  return {
    status: response.status,
    ...(location === null ? {} : { location }),
    body: response.body === null ? "" : await readBeginning(response.body),
  };
}

async function readBeginning(body: NonNullable<Response["body"]>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    const part = chunk.subarray(0, maxBodyBytes - sizeBytes);
    text += decoder.decode(part, { stream: true });
    sizeBytes += part.length;
    if (sizeBytes >= maxBodyBytes) break;
  }
  return text + decoder.decode();
}

function whyNot(
  { host }: URL,
  error: unknown,
  {
    isStopped,
    isLate,
    timeoutMs,
  }: { readonly isStopped: boolean; readonly isLate: boolean; readonly timeoutMs: number },
): Outcome<never> {
  if (isStopped) return failure("cancelled", `Asking ${host} was stopped.`);
  if (isLate) return failure("timed-out", `${host} did not answer within ${timeoutMs} ms.`);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return failure("unreachable", `${host} could not be asked: ${cause instanceof Error ? cause.message : "unknown"}.`);
}
